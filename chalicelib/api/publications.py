"""`/v1/publications`: what was published of sensitive categories, a document for each month."""

import re

from chalice import Blueprint, Response

from chalicelib.api.answers import answer
from chalicelib.api.problems import as_problems
from chalicelib.api.services import Services
from chalicelib.domain.errors import UnknownPublication

CACHE = "public, max-age=3600"
FILE = re.compile(r"(20\d\d-(?:0[1-9]|1[0-2]))\.json", re.ASCII)


def blueprint(services: Services) -> Blueprint:
    """Build the routes."""
    routes = Blueprint(__name__)

    @routes.route("/v1/publications")
    @as_problems
    def list_publications() -> Response:
        months = sorted(services.publications.standing())
        files = [{"month": month, "path": f"/v1/publications/{month}.json"} for month in months]
        return answer({"publications": files}, cache="public, max-age=60")

    @routes.route("/v1/publications/{file}")
    @as_problems
    def get_publication(file: str) -> Response:
        named = FILE.fullmatch(file)
        found = services.publications.document(named[1]) if named else None
        if found is None:
            raise UnknownPublication
        document, tag = found
        headers: dict[str, str | list[str]] = {"Content-Type": "application/json", "Cache-Control": CACHE}
        return Response(body=document.decode(), status_code=200, headers={**headers, "ETag": tag})

    return routes
