"""Bearer token to caller: an officer by a signed token, a resident without one, nobody by a bad one."""

import os
import time
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.data_classes import event_source
from aws_lambda_powertools.utilities.data_classes.api_gateway_authorizer_event import (
    APIGatewayAuthorizerRequestEvent,
)
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.adapters.jwt import InvalidToken, PoolKeys, Verifier, fetched, looks_like_jwt
from chalicelib.formats.bearer import bearer_token

logger = Logger()
jwks_url = os.environ["JWKS_URL"]
verify = Verifier(
    keys=PoolKeys(lambda: fetched(jwks_url), time.monotonic),
    issuer=os.environ["TOKEN_ISSUER"],
    client_id=os.environ["TOKEN_AUDIENCE"],
)


@logger.inject_lambda_context
@event_source(data_class=APIGatewayAuthorizerRequestEvent)
def handler(event: APIGatewayAuthorizerRequestEvent, context: LambdaContext) -> dict[str, Any]:  # noqa: ARG001
    token = bearer_token(event.headers.get("authorization"))
    if not looks_like_jwt(token):
        return answer("Allow", event.method_arn, "resident", {})
    try:
        officer = verify(token)
    except InvalidToken as reason:
        logger.warning("token refused", reason=str(reason))
        return answer("Deny", event.method_arn, "nobody", {})
    caller = {"sub": officer.sub, "role": officer.role.value, "unit": officer.unit, "name": officer.name}
    return answer("Allow", event.method_arn, officer.sub, caller)


def answer(effect: str, method_arn: str, principal: str, caller: dict[str, str]) -> dict[str, Any]:
    """Let the request pass or not; what a caller may do with it, the API decides."""
    statement = {"Action": "execute-api:Invoke", "Effect": effect, "Resource": method_arn}
    return {
        "principalId": principal,
        "policyDocument": {"Version": "2012-10-17", "Statement": [statement]},
        "context": caller,
    }
