"""`/v1/cells/{cell}`: what a layer of the map counts in one cell."""

from collections.abc import Mapping

from chalice import Blueprint, Response

from chalicelib.api.answers import answer, cell_body
from chalicelib.api.problems import as_problems
from chalicelib.api.services import Services
from chalicelib.domain.cell import counted_cell
from chalicelib.domain.errors import Fault, InvalidInput
from chalicelib.domain.layer import CURRENT, is_layer
from chalicelib.domain.month import month_of
from chalicelib.usecases.read_counts import counts_of_cell


def blueprint(services: Services) -> Blueprint:
    """Build the routes."""
    routes = Blueprint(__name__)

    @routes.route("/v1/cells/{cell}")
    @as_problems
    def get_cell(cell: str) -> Response:
        known = counted_cell(cell)
        layer = _layer(routes.current_request.query_params or {})
        this_month = month_of(services.desk.clock())
        published = services.newsstand.published()
        shown = counts_of_cell(layer, known, this_month, services.counter, published)
        return answer(cell_body(known, layer, shown), cache="public, max-age=5")

    return routes


def _layer(query: Mapping[str, str]) -> str:
    layer = query.get("layer", CURRENT)
    if not is_layer(layer):
        raise InvalidInput((Fault("layer", "There is no such layer."),))
    return layer
