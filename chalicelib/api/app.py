"""The HTTP face: a Chalice app with one blueprint for each resource."""

from collections.abc import Callable
from http import HTTPStatus

from aws_lambda_powertools import Logger
from chalice import Chalice, CORSConfig
from chalice.app import ConvertToMiddleware, Request, Response

from chalicelib.api import (
    alerts,
    casework,
    catalogue,
    cells,
    contacts,
    contract,
    exports,
    forwardings,
    institutions,
    officers,
    photos,
    publications,
    reports,
    roster,
    statistics,
    subscriptions,
    tiles,
    units,
)
from chalicelib.api.problems import problem
from chalicelib.api.services import Services
from chalicelib.formats.mvt import MEDIA_TYPE

CORS = CORSConfig(
    allow_origin="*",
    allow_headers=["Idempotency-Key", "X-Tracking-Token"],
    expose_headers=["ETag", "Location", "Retry-After"],
    max_age=86400,
)
RESOURCES = (
    alerts,
    casework,
    catalogue,
    cells,
    contacts,
    contract,
    exports,
    forwardings,
    institutions,
    officers,
    photos,
    publications,
    reports,
    statistics,
    roster,
    subscriptions,
    tiles,
    units,
)
GetResponse = Callable[[Request], Response]


def build_app(services: Services, logger: Logger) -> Chalice:
    """Return the app; nothing of it reads the environment."""
    app = Chalice(app_name="threat-map", configure_logs=False)
    app.api.binary_types = [MEDIA_TYPE]
    app.api.cors = CORS
    for resource in RESOURCES:
        app.register_blueprint(resource.blueprint(services))
    app.register_middleware(ConvertToMiddleware(logger.inject_lambda_context))
    app.register_middleware(_let_views_judge, "http")
    app.register_middleware(_one_shape_of_error, "http")
    return app


def _let_views_judge(request: Request, get_response: GetResponse) -> Response:
    """Keep Chalice from refusing a tile to who accepts none by name, or a GET that has a Content-Type."""
    headers = {**request.headers, "accept": MEDIA_TYPE}
    if request.method == "GET":
        headers.pop("content-type", None)
    request.headers = type(request.headers)(headers)
    return get_response(request)


def _one_shape_of_error(request: Request, get_response: GetResponse) -> Response:
    """Turn a refusal of Chalice's own, whose body is no text yet, into a problem."""
    response = get_response(request)
    if not isinstance(response.body, dict):
        return response
    status = response.status_code
    own = problem(status, HTTPStatus(status).phrase, response.body["Message"])
    return Response(own.body, {**response.headers, **own.headers}, status)
