"""`/v1/units`: which institution answers for a place."""

from chalice import Blueprint, Response

from chalicelib.api.answers import answer, unit_body
from chalicelib.api.problems import as_problems
from chalicelib.api.services import Services
from chalicelib.api.wire import coordinates
from chalicelib.domain.errors import UnknownUnit

CACHE = "public, max-age=3600"


def blueprint(services: Services) -> Blueprint:
    """Build the routes."""
    routes = Blueprint(__name__)
    units = services.units
    source = {
        "attribution": services.jurisdiction.edition.attribution,
        "jurisdiction_version": services.jurisdiction.version,
    }

    @routes.route("/v1/units")
    @as_problems
    def get_units() -> Response:
        return answer({"units": [unit_body(unit, units) for unit in units.values()], **source}, cache=CACHE)

    @routes.route("/v1/units/locate")
    @as_problems
    def locate_unit() -> Response:
        point = coordinates(routes.current_request.query_params or {})
        unit = units[services.jurisdiction.locate(point.lat, point.lon)]
        return answer({"unit": unit_body(unit, units), **source}, cache=CACHE)

    @routes.route("/v1/units/{code}")
    @as_problems
    def get_unit(code: str) -> Response:
        if code not in units:
            raise UnknownUnit
        children = [unit_body(unit, units) for unit in units.values() if unit.parent == code]
        return answer({"unit": unit_body(units[code], units), "children": children, **source}, cache=CACHE)

    return routes
