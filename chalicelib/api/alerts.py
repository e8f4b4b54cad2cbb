"""`/v1/units/{code}/alerts` and `…/digest`: what a unit was told, and how often it hears of things."""

from chalice import Blueprint, Response

from chalicelib.api.alerts_wire import log_body, log_place, wanted_window, window_body
from chalicelib.api.answers import Json, answer, unit_body
from chalicelib.api.caller import signed_in
from chalicelib.api.problems import as_problems
from chalicelib.api.services import Services
from chalicelib.api.wire import body_of
from chalicelib.usecases.read_alerts import alerts_of, set_window, window_of


def blueprint(services: Services) -> Blueprint:
    """Build the routes."""
    routes = Blueprint(__name__)
    bulletin = services.bulletin

    @routes.route("/v1/units/{code}/alerts")
    @as_problems
    def list_alerts(code: str) -> Response:
        request = routes.current_request
        officer = signed_in(request)
        page = alerts_of(code, log_place(request.query_params or {}), officer, bulletin)
        return answer(log_body(unit(code), page))

    @routes.route("/v1/units/{code}/digest")
    @as_problems
    def get_digest(code: str) -> Response:
        found = window_of(code, signed_in(routes.current_request), bulletin)
        return answer(window_body(unit(code), *found))

    @routes.route("/v1/units/{code}/digest", methods=["PUT"], content_types=["*/*"])
    @as_problems
    def put_digest(code: str) -> Response:
        request = routes.current_request
        officer = signed_in(request)
        window = wanted_window(body_of(request), request.headers.get("content-type", ""))
        changed = set_window(code, window, officer, bulletin)
        return answer(window_body(unit(code), *changed))

    def unit(code: str) -> Json:
        return unit_body(services.units[code], services.units)

    return routes
