"""`/v1/units/{code}/statistics`: how a unit works, in numbers, for officers in whose scope it lies."""

from chalice import Blueprint, Response

from chalicelib.api.answers import NO_STORE, answer, unit_body
from chalicelib.api.caller import signed_in
from chalicelib.api.problems import as_problems
from chalicelib.api.services import Services
from chalicelib.api.statistics_wire import HEAD, statistics_body, statistics_rows, wanted_period
from chalicelib.domain.month import month_of
from chalicelib.formats import csv_table
from chalicelib.usecases.unit_statistics import unit_statistics


def blueprint(services: Services) -> Blueprint:
    """Build the routes."""
    routes = Blueprint(__name__)
    desk = services.desk

    @routes.route("/v1/units/{code}/statistics")
    @as_problems
    def get_statistics(code: str) -> Response:
        request = routes.current_request
        officer = signed_in(request)
        period, kind = wanted_period(request.query_params or {}, month_of(desk.clock()))
        found = unit_statistics(code, period, officer, desk)
        if kind == "csv":
            name = f"{code}_{period.first}_{period.last}.csv"
            headers: dict[str, str | list[str]] = {
                "Content-Type": csv_table.MEDIA_TYPE,
                "Content-Disposition": f'attachment; filename="{name}"',
                "Cache-Control": NO_STORE,
            }
            return Response(
                csv_table.document(HEAD, statistics_rows(found)), status_code=200, headers=headers
            )
        return answer(statistics_body(found, unit_body(found.unit, services.units)))

    return routes
