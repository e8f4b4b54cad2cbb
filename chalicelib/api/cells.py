"""`/v1/cells/{cell}`: the public counts of one cell."""

from chalice import Blueprint, Response

from chalicelib.api.answers import answer, cell_body
from chalicelib.api.problems import as_problems
from chalicelib.api.services import Services
from chalicelib.domain.cell import counted_cell


def blueprint(services: Services) -> Blueprint:
    """Build the routes."""
    routes = Blueprint(__name__)

    @routes.route("/v1/cells/{cell}")
    @as_problems
    def get_cell(cell: str) -> Response:
        known = counted_cell(cell)
        return answer(cell_body(known, services.counter.of_cell(known)), cache="public, max-age=5")

    return routes
