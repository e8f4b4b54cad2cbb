"""`/v1/reports/{report_id}/…`: what helps an officer with one report, its likely duplicates and its card."""

from chalice import Blueprint, Response

from chalicelib.api.answers import Json, answer
from chalicelib.api.caller import signed_in
from chalicelib.api.card import card_page
from chalicelib.api.officers_wire import purpose
from chalicelib.api.problems import as_problems
from chalicelib.api.reports import known_form
from chalicelib.api.services import Services
from chalicelib.domain.likeness import Likely
from chalicelib.formats.rfc3339 import rfc3339
from chalicelib.usecases.act_as_officer import read_as_officer
from chalicelib.usecases.find_duplicates import find_duplicates

HTML = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    "X-Content-Type-Options": "nosniff",
}


def blueprint(services: Services) -> Blueprint:
    """Build the routes."""
    routes = Blueprint(__name__)

    @routes.route("/v1/reports/{report_id}/duplicates")
    @as_problems
    def list_duplicates(report_id: str) -> Response:
        officer = signed_in(routes.current_request)
        found = find_duplicates(known_form(report_id), officer, services.desk)
        return answer({"likely": [_likely_body(one) for one in found]})

    @routes.route("/v1/reports/{report_id}/card")
    @as_problems
    def get_card(report_id: str) -> Response:
        request = routes.current_request
        officer, reason = signed_in(request), purpose(request.query_params or {})
        report = read_as_officer(known_form(report_id), officer, services.desk, reason)
        page = card_page(report, officer, services.desk.clock(), services)
        return Response(body=page, status_code=200, headers=dict(HTML))

    return routes


def _likely_body(one: Likely) -> Json:
    line = one.line
    return {
        "id": line.id,
        "status": line.status,
        "created_at": rfc3339(line.created_at),
        "cell": line.cell,
        "metres": round(one.metres),
        "assignee": line.assignee,
    }
