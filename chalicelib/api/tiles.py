"""`/v1/tiles`: TileJSON, and tiles for whoever does not get them from the edge.

The edge reads tiles from the bucket without this code; it asks here for one that is not there.
"""

import re

from chalice import Blueprint, Response

from chalicelib.api.answers import answer
from chalicelib.api.problems import as_problems
from chalicelib.api.services import Services
from chalicelib.domain.errors import UnknownLayer
from chalicelib.domain.layer import is_layer
from chalicelib.domain.tile import CENTER, RESOLUTION_AT, TILED, Tile
from chalicelib.formats import mvt, tilejson
from chalicelib.formats.tile_headers import CACHE, ENCODING
from chalicelib.usecases.picture import PROPERTIES

WHOLE = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)


def blueprint(services: Services) -> Blueprint:
    """Build the routes."""
    routes = Blueprint(__name__)

    @routes.route("/v1/tiles/{layer}")
    @as_problems
    def get_tilejson(layer: str) -> Response:
        name = layer.removesuffix(".json")
        if not is_layer(name) or name == layer:
            raise UnknownLayer
        public = services.edge.public_url(routes.current_request)
        body = tilejson.document(
            name=name,
            tiles_url=f"{public}/v1/tiles/{name}/{{z}}/{{x}}/{{y}}.mvt",
            zooms=(min(RESOLUTION_AT), max(RESOLUTION_AT)),
            place=(TILED, CENTER),
            attribution=services.jurisdiction.edition.attribution,
            fields=PROPERTIES,
        )
        return answer(body, cache="public, max-age=300")

    @routes.route("/v1/tiles/{layer}/{z}/{x}/{tile}")
    @as_problems
    def get_tile(layer: str, z: str, x: str, tile: str) -> Response:
        found = services.tiles.read(_tile(layer, z, x, tile))
        if found is None:
            return Response(body="", status_code=204, headers={"Cache-Control": CACHE})
        body, tag = found
        if routes.current_request.headers.get("if-none-match") == tag:
            return Response(body="", status_code=304, headers={"ETag": tag, "Cache-Control": CACHE})
        return Response(body=body, status_code=200, headers=_headers(tag))

    return routes


def _headers(tag: str) -> dict[str, str | list[str]]:
    kind = {"Content-Type": mvt.MEDIA_TYPE, "Content-Encoding": ENCODING}
    return {**kind, "ETag": tag, "Cache-Control": CACHE}


def _tile(layer: str, z: str, x: str, last: str) -> Tile:
    y = last.removesuffix(".mvt")
    if y == last or not all(WHOLE.fullmatch(part) for part in (z, x, y)):
        raise UnknownLayer
    return Tile(layer, int(z), int(x), int(y))
