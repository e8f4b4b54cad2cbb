"""`/v1/reports` for officers: the work list of a unit, what they change."""

from chalice import Blueprint, Response

from chalicelib.api.answers import answer
from chalicelib.api.caller import signed_in
from chalicelib.api.cursor import cursor
from chalicelib.api.institutions import known_code
from chalicelib.api.officers_answers import state_body, work_list_body
from chalicelib.api.officers_wire import wish
from chalicelib.api.problems import as_problems, refusal
from chalicelib.api.reports import known_form
from chalicelib.api.services import Services
from chalicelib.api.wire import body_of
from chalicelib.api.work_list_wire import work_list
from chalicelib.domain.errors import (
    Fault,
    HistoryFull,
    IllegalMove,
    InvalidInput,
    ReasonNeeded,
    StaleVersion,
    UnknownInstitution,
    UnknownUnit,
)
from chalicelib.domain.officer import Officer
from chalicelib.domain.report import Report
from chalicelib.usecases.act_as_officer import change_as_officer
from chalicelib.usecases.forward_report import Forward, forward_as_officer
from chalicelib.usecases.list_work import list_work
from chalicelib.usecases.wishes import Wish


def blueprint(services: Services) -> Blueprint:
    """Build the routes."""
    routes = Blueprint(__name__)
    desk = services.desk

    @routes.route("/v1/reports")
    @as_problems
    def list_reports() -> Response:
        officer = signed_in(routes.current_request)
        wanted = work_list(routes.current_request.query_params or {}, officer, knows_category)
        try:
            page = list_work(wanted, officer, desk)
        except UnknownUnit as error:
            raise InvalidInput((Fault("unit", str(error)),)) from error
        following = cursor(page.next, wanted.order)
        return answer(work_list_body(wanted.unit, page, following, desk.due_soon, services.units))

    @routes.route("/v1/reports/{report_id}", methods=["PATCH"], content_types=["*/*"])
    @as_problems
    def patch_report(report_id: str) -> Response:
        request = routes.current_request
        officer = signed_in(request)
        wanted = wish(body_of(request), request.headers.get("content-type", ""))
        try:
            changed = _changed(known_form(report_id), wanted, officer, services)
        except (HistoryFull, IllegalMove, StaleVersion) as error:
            return refusal(error, current=state_body(desk.reports.get(report_id), officer))
        except ReasonNeeded as error:
            return refusal(error, errors=[{"field": "note", "message": str(error)}])
        return answer(state_body(changed, officer))

    def knows_category(slug: str) -> bool:
        return services.reference.catalogue.find(slug) is not None

    return routes


def _changed(report_id: str, wanted: Wish | Forward, officer: Officer, services: Services) -> Report:
    """Return the changed report; a unit or an institution that there is not is a fault of the body."""
    try:
        if isinstance(wanted, Forward):
            known_code(wanted.institution)
            return forward_as_officer(report_id, wanted, officer, services.desk, services.outbox)
        return change_as_officer(report_id, wanted, officer, services.desk)
    except UnknownUnit as error:
        raise InvalidInput((Fault("unit", str(error)),)) from error
    except UnknownInstitution as error:
        raise InvalidInput((Fault("institution", str(error)),)) from error
