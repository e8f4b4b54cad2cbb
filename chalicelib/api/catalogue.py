"""`/v1/health` and `/v1/categories`: what a client asks first."""

from chalice import Blueprint, Response

from chalicelib.api.answers import answer, reference_body
from chalicelib.api.problems import as_problems
from chalicelib.api.services import Services


def blueprint(services: Services) -> Blueprint:
    """Build the routes."""
    routes = Blueprint(__name__)

    @routes.route("/v1/health")
    @as_problems
    def get_health() -> Response:
        return answer({"status": "ok", "version": services.version})

    @routes.route("/v1/categories")
    @as_problems
    def get_categories() -> Response:
        return answer(reference_body(services.reference), cache="public, max-age=3600")

    return routes
