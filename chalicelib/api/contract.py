"""`/v1/openapi.json` and `/v1/schemas/alert.json`: the contracts themselves."""

import json

from chalice import Blueprint, Response

from chalicelib.api.answers import answer
from chalicelib.api.problems import as_problems
from chalicelib.api.services import Services


def blueprint(services: Services) -> Blueprint:
    """Build the routes."""
    routes = Blueprint(__name__)

    @routes.route("/v1/openapi.json")
    @as_problems
    def get_contract() -> Response:
        contract = json.loads(services.contract)
        contract["info"]["version"] = services.version
        contract["servers"] = [{"url": services.edge.public_url(routes.current_request)}]
        return answer(contract, cache="public, max-age=300")

    @routes.route("/v1/schemas/alert.json")
    @as_problems
    def get_alert_schema() -> Response:
        return answer(json.loads(services.alert_schema), cache="public, max-age=300")

    return routes
