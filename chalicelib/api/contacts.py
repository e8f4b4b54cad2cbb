"""`/v1/units/{code}/reports`: what a unit was told in direct contact, placed by its officers."""

from chalice import Blueprint, Response

from chalicelib.api.answers import accepted_body, answer
from chalicelib.api.caller import signed_in
from chalicelib.api.problems import as_problems
from chalicelib.api.reports import check_by, idempotency_key
from chalicelib.api.reports_wire import submission
from chalicelib.api.services import Services
from chalicelib.api.wire import body_of
from chalicelib.domain.responsibility import responsibility
from chalicelib.usecases.record_contact import record_contact


def blueprint(services: Services) -> Blueprint:
    """Build the routes."""
    routes = Blueprint(__name__)
    check = check_by(services)

    @routes.route("/v1/units/{code}/reports", methods=["POST"], content_types=["*/*"])
    @as_problems
    def post_contact(code: str) -> Response:
        request = routes.current_request
        officer, key = signed_in(request), idempotency_key(request)
        told = submission(body_of(request), request.headers.get("content-type", ""), check)
        accepted = record_contact(told, code, officer, key, intake=services.intake, desk=services.desk)
        who = responsibility(accepted.report.location, services.jurisdiction, services.units)
        body = accepted_body(accepted, who, services.units, services.reference)
        return answer(body, status=201, headers={"Location": f"/v1/reports/{accepted.report.id}"})

    return routes
