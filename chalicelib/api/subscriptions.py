"""`/v1/units/{code}/subscriptions`: who hears the alerts of a unit, for its coordinators."""

from chalice import Blueprint, Response

from chalicelib.api.answers import answer, unit_body
from chalicelib.api.caller import signed_in
from chalicelib.api.problems import as_problems
from chalicelib.api.services import Services
from chalicelib.api.subscriptions_wire import changed_filter, subscription_body, wish
from chalicelib.api.wire import body_of
from chalicelib.usecases.subscribe import change_subscription, subscribe, subscriptions_of, unsubscribe

ALL = "/v1/units/{code}/subscriptions"
ONE = "/v1/units/{code}/subscriptions/{subscription_id}"


def blueprint(services: Services) -> Blueprint:
    """Build the routes."""
    routes = Blueprint(__name__)
    exchange = services.exchange
    categories = frozenset(category.slug for category in services.reference.catalogue)

    @routes.route(ALL)
    @as_problems
    def list_subscriptions(code: str) -> Response:
        shown, left = subscriptions_of(code, signed_in(routes.current_request), exchange)
        unit = unit_body(services.units[code], services.units)
        return answer(
            {"unit": unit, "subscriptions": [subscription_body(one) for one in shown], "left": left}
        )

    @routes.route(ALL, methods=["POST"], content_types=["*/*"])
    @as_problems
    def add_subscription(code: str) -> Response:
        request = routes.current_request
        officer = signed_in(request)
        wanted = wish(body_of(request), request.headers.get("content-type", ""), categories)
        shown, new = subscribe(code, wanted, officer, exchange)
        return answer(subscription_body(shown), status=201 if new else 200)

    @routes.route(ONE, methods=["PATCH"], content_types=["*/*"])
    @as_problems
    def patch_subscription(code: str, subscription_id: str) -> Response:
        request = routes.current_request
        officer = signed_in(request)
        wanted = changed_filter(body_of(request), request.headers.get("content-type", ""), categories)
        return answer(
            subscription_body(change_subscription(code, subscription_id, wanted, officer, exchange))
        )

    @routes.route(ONE, methods=["DELETE"], content_types=["*/*"])
    @as_problems
    def delete_subscription(code: str, subscription_id: str) -> Response:
        unsubscribe(code, subscription_id, signed_in(routes.current_request), exchange)
        return Response(body="", status_code=204, headers={"Cache-Control": "no-store"})

    return routes
