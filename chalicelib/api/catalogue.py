"""`/v1/health`, `/v1/categories` and `/v1/sign-in`: what a client asks first."""

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

    @routes.route("/v1/sign-in")
    @as_problems
    def get_sign_in() -> Response:
        place = services.sign_in
        return answer({"url": place.url, "client_id": place.client_id}, cache="public, max-age=300")

    return routes
