"""`/v1/reports`: placing a report and following it; an officer who follows one sees all of it."""

import re

from chalice import Blueprint, Response
from chalice.app import Request

from chalicelib.api.answers import accepted_body, answer, tracked_body
from chalicelib.api.caller import officer_of
from chalicelib.api.institutions_wire import naming
from chalicelib.api.officers_answers import full_body
from chalicelib.api.officers_wire import purpose
from chalicelib.api.problems import NoToken, as_problems
from chalicelib.api.reports_wire import Check, submission
from chalicelib.api.services import Services
from chalicelib.api.wire import REPORT_ID, body_of
from chalicelib.domain import submission as rules
from chalicelib.domain.errors import Fault, InvalidInput, UnknownReport
from chalicelib.domain.report import Details, Location
from chalicelib.domain.responsibility import responsibility
from chalicelib.formats.bearer import bearer_token
from chalicelib.usecases.act_as_officer import read_as_officer
from chalicelib.usecases.read_report import read_report
from chalicelib.usecases.submit_report import submit_report

KEY = re.compile(r"[\x21-\x7e]{22,128}")
"""As long as 128 random bits at least (in base 64): whoever guesses a key and its body is given the token."""


def blueprint(services: Services) -> Blueprint:
    """Build the routes."""
    routes = Blueprint(__name__)
    named = naming(services.directory.institutions, services.reference.kinds)
    check = check_by(services)

    @routes.route("/v1/reports", methods=["POST"], content_types=["*/*"])
    @as_problems
    def post_report() -> Response:
        request = routes.current_request
        key = idempotency_key(request)
        wanted = submission(body_of(request), request.headers.get("content-type", ""), check)
        accepted = submit_report(wanted, services.edge.address(request), key, services.intake)
        who = responsibility(accepted.report.location, services.jurisdiction, services.units)
        body = accepted_body(accepted, who, services.units, services.reference)
        return answer(body, status=201, headers={"Location": f"/v1/reports/{accepted.report.id}"})

    @routes.route("/v1/reports/{report_id}")
    @as_problems
    def get_report(report_id: str) -> Response:
        request, units = routes.current_request, services.units
        officer = officer_of(request)
        if officer:
            reason = purpose(request.query_params or {})
            report = read_as_officer(known_form(report_id), officer, services.desk, reason)
            return answer(full_body(report, officer, units, named, services.album.doors))
        reports, catalogue = services.intake.reports, services.reference.catalogue
        report, main = read_report(known_form(report_id), _token(request), reports, catalogue)
        return answer(tracked_body(report, units, named, main))

    return routes


def check_by(services: Services) -> Check:
    """Return the rules that a submission keeps now."""
    intake, catalogue = services.intake, services.reference.catalogue

    def check(category: str | None, location: Location | None, details: Details | None) -> list[Fault]:
        found = rules.faults(
            category,
            location,
            details,
            catalogue=catalogue,
            jurisdiction=intake.jurisdiction,
            now=intake.clock(),
        )
        return list(found)

    return check


def idempotency_key(request: Request) -> str | None:
    """Return the client's key; raise `InvalidInput` for what can be none."""
    key = request.headers.get("idempotency-key")
    if key is None:
        return None
    if not KEY.fullmatch(key):
        fault = Fault(
            "Idempotency-Key", "A key has 22 to 128 visible ASCII characters, at random, such as a UUID."
        )
        raise InvalidInput((fault,))
    return str(key)


def known_form(report_id: str) -> str:
    """Return a text that can be an id; raise `UnknownReport` for any other."""
    if not REPORT_ID.fullmatch(report_id):
        raise UnknownReport
    return report_id


def _token(request: Request) -> str:
    token = bearer_token(request.headers.get("authorization")) or request.headers.get("x-tracking-token")
    if not token:
        raise NoToken
    return str(token)
