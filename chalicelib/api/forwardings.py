"""`/v1/answers`: an institution reads what it was asked and answers, by the link of its letter.

The token travels in a header: a path or a query would lie in logs.
"""

from chalice import Blueprint, Response

from chalicelib.api.answers import answer
from chalicelib.api.caller import bearer
from chalicelib.api.forwardings_wire import forwarding_body, saying
from chalicelib.api.institutions_wire import naming
from chalicelib.api.problems import as_problems
from chalicelib.api.services import Services
from chalicelib.api.wire import body_of
from chalicelib.domain.forwarding import Forwarding
from chalicelib.usecases.answer_forwarding import answer_forwarding, read_forwarding


def blueprint(services: Services) -> Blueprint:
    """Build the routes."""
    routes = Blueprint(__name__)
    edge, reception = services.edge, services.reception

    @routes.route("/v1/answers")
    @as_problems
    def get_forwarding() -> Response:
        request = routes.current_request
        return _shown(read_forwarding(bearer(request), edge.address(request), reception), services)

    @routes.route("/v1/answers", methods=["POST"], content_types=["*/*"])
    @as_problems
    def post_answer() -> Response:
        request = routes.current_request
        token = bearer(request)
        said = saying(body_of(request), request.headers.get("content-type", ""))
        return _shown(answer_forwarding(token, said, edge.address(request), reception), services)

    return routes


def _shown(forwarding: Forwarding, services: Services) -> Response:
    named = naming(services.directory.institutions, services.reference.kinds)
    return answer(forwarding_body(forwarding, named(forwarding.institution), services.units))
