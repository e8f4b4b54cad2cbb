"""The HTTP face: a Chalice app with one blueprint for each resource."""

from collections.abc import Callable
from typing import Any

from aws_lambda_powertools import Logger
from chalice import Chalice, CORSConfig
from chalice.app import ConvertToMiddleware, Request

from chalicelib.api import catalogue, cells, contract, reports, tiles, units
from chalicelib.api.services import Services
from chalicelib.formats.mvt import MEDIA_TYPE

CORS = CORSConfig(
    allow_origin="*",
    allow_headers=["Idempotency-Key", "X-Tracking-Token"],
    expose_headers=["ETag", "Location", "Retry-After"],
    max_age=86400,
)


def build_app(services: Services, logger: Logger) -> Chalice:
    """Return the app; nothing of it reads the environment."""
    app = Chalice(app_name="threat-map", configure_logs=False)
    app.api.binary_types = [MEDIA_TYPE]
    app.api.cors = CORS
    for resource in (catalogue, cells, contract, reports, tiles, units):
        app.register_blueprint(resource.blueprint(services))
    app.register_middleware(ConvertToMiddleware(logger.inject_lambda_context))
    app.register_middleware(_accept_tiles, "http")
    return app


def _accept_tiles(request: Request, get_response: Callable[[Request], Any]) -> Any:
    """Let Chalice answer a tile to clients that say nothing of what they accept: it would say 400."""
    request.headers = type(request.headers)({**request.headers, "accept": MEDIA_TYPE})
    return get_response(request)
