"""`/v1/units`: which unit answers for a place."""

from typing import Any

from chalice import Blueprint, Response

from chalicelib.api.answers import answer, edition_body, responsibility_body, unit_body, unit_detail_body
from chalicelib.api.location_wire import coordinates
from chalicelib.api.problems import as_problems
from chalicelib.api.services import Services
from chalicelib.domain.errors import UnknownUnit
from chalicelib.domain.responsibility import responsibility

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
        listed = [unit_body(unit, units) for unit in units.values()]
        return answer(
            {"units": listed, "edition": edition_body(services.jurisdiction), **source}, cache=CACHE
        )

    @routes.route("/v1/units/locate")
    @as_problems
    def locate_unit() -> Response:
        point = coordinates(routes.current_request.query_params or {})
        who = responsibility(point, services.jurisdiction, units)
        # The address holds an exact point, often a reporter's: no cache may keep it.
        return answer({**responsibility_body(who, units), **source})

    @routes.route("/v1/units/{code}")
    @as_problems
    def get_unit(code: str) -> Response:
        if code not in units:
            raise UnknownUnit
        return answer({**unit_detail_body(units[code], units, outline(code)), **source}, cache=CACHE)

    def outline(code: str) -> dict[str, Any] | None:
        """Return None for a unit without ground of its own."""
        try:
            return services.outline(code)
        except UnknownUnit:
            return None

    return routes
