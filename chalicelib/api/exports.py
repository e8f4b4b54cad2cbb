"""`/v1/exports`: what partners may download.

The edge reads files from the bucket without this code; it asks here for a name that is not there, such as
one without a version, which leads to the newest.
"""

from chalice import Blueprint, Response

from chalicelib.api.answers import answer
from chalicelib.api.problems import as_problems
from chalicelib.api.services import Services
from chalicelib.domain.archive import Archive, layer_of
from chalicelib.domain.errors import UnknownExport
from chalicelib.formats.rfc3339 import rfc3339

CACHE = "public, max-age=60"


def blueprint(services: Services) -> Blueprint:
    """Build the routes."""
    routes = Blueprint(__name__)

    @routes.route("/v1/exports")
    @as_problems
    def list_exports() -> Response:
        public = services.edge.public_url(routes.current_request)
        newest = sorted(services.archives.catalogue().values(), key=lambda archive: archive.name)
        attribution = services.jurisdiction.edition.attribution
        body = {"exports": [_body(archive, public) for archive in newest], "attribution": attribution}
        return answer(body, cache=CACHE)

    @routes.route("/v1/exports/{name}")
    @as_problems
    def get_export(name: str) -> Response:
        layer = layer_of(name)
        archive = services.archives.catalogue().get(layer) if layer else None
        if archive is None:
            raise UnknownExport
        address = f"/v1/exports/{archive.name}"
        return Response(body="", status_code=302, headers={"Location": address, "Cache-Control": CACHE})

    return routes


def _body(archive: Archive, public: str) -> dict[str, object]:
    return {
        "name": archive.name,
        "layer": archive.layer,
        "format": "pmtiles",
        "made_at": rfc3339(archive.made_at),
        "tiles": archive.tiles,
        "size": archive.size,
        "url": f"{public}/v1/exports/{archive.name}",
    }
