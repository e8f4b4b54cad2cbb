"""Reads the HTTP side of the template: the API's routes and the distribution in front of them."""

from collections.abc import Iterator, Mapping
from typing import Any

from infra.local.plan import Api, Behaviour, Edge, GatewayAnswer, Origin, ResponseHeader, Route
from infra.local.stack import Stack

INTEGRATION = "x-amazon-apigateway-integration"
AUTHORISER = "x-amazon-apigateway-authorizer"
RESPONSE_HEADER = "method.response.header."
GATEWAY_HEADER = "gatewayresponse.header."
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"})
SECURITY_HEADERS = {
    "ContentSecurityPolicy": ("Content-Security-Policy", "ContentSecurityPolicy"),
    "ContentTypeOptions": ("X-Content-Type-Options", ""),
    "FrameOptions": ("X-Frame-Options", "FrameOption"),
    "ReferrerPolicy": ("Referrer-Policy", "ReferrerPolicy"),
}
CORS_HEADERS = {
    "Access-Control-Allow-Origin": "AccessControlAllowOrigins",
    "Access-Control-Expose-Headers": "AccessControlExposeHeaders",
}
# What API Gateway answers unless the template says otherwise.
DEFAULT_ANSWERS = {
    "MISSING_AUTHENTICATION_TOKEN": GatewayAnswer(403, '{"message":"Missing Authentication Token"}', {}),
    "REQUEST_TOO_LARGE": GatewayAnswer(413, '{"message":"Request Entity Too Large"}', {}),
    "ACCESS_DENIED": GatewayAnswer(403, '{"message":"User is not authorized to access this resource"}', {}),
    "AUTHORIZER_FAILURE": GatewayAnswer(500, '{"message":null}', {}),
    "INTEGRATION_FAILURE": GatewayAnswer(502, '{"message": "Internal server error"}', {}),
    "INTEGRATION_TIMEOUT": GatewayAnswer(504, '{"message": "Endpoint request timed out"}', {}),
}


def api(stack: Stack, names: Mapping[str, str]) -> Api:
    """The template's REST API, empty if there is none; `names` tells functions by ARN."""
    for logical_id, given in stack.of_type("AWS::ApiGateway::RestApi"):
        body = given["Body"]
        stages = [
            stage["StageName"]
            for _, stage in stack.of_type("AWS::ApiGateway::Stage")
            if stage["RestApiId"] == logical_id
        ]
        return Api(
            stage=stages[0],
            routes=tuple(_routes(body, names)),
            binary_types=tuple(body.get("x-amazon-apigateway-binary-media-types", ())),
            answers=DEFAULT_ANSWERS | _answers(body),
        )
    return Api(answers=DEFAULT_ANSWERS)


def _routes(body: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[Route]:
    schemes = body.get("components", {}).get("securitySchemes", {})
    authorisers = {
        name: _function(scheme[AUTHORISER]["authorizerUri"], names)
        for name, scheme in schemes.items()
        if scheme.get(AUTHORISER, {}).get("type") == "request"
    }
    for path, methods in body["paths"].items():
        for method, operation in methods.items():
            integration = operation[INTEGRATION]
            if integration["type"] == "mock":
                yield Route(method.upper(), path, None, _mock_headers(integration))
            else:
                asked = [authorisers[name] for needed in operation.get("security", ()) for name in needed]
                function = _function(integration["uri"], names)
                yield Route(method.upper(), path, function, authoriser=next(iter(asked), None))


def _function(uri: str, names: Mapping[str, str]) -> str:
    return names[uri.split("/functions/")[1].removesuffix("/invocations")]


def _mock_headers(integration: Mapping[str, Any]) -> dict[str, str]:
    parameters = integration["responses"]["default"].get("responseParameters", {})
    return {key.removeprefix(RESPONSE_HEADER): value.strip("'") for key, value in parameters.items()}


def _answers(body: Mapping[str, Any]) -> dict[str, GatewayAnswer]:
    """The gateway responses of the template; DEFAULT_4XX and DEFAULT_5XX fill in for those not named."""
    given = body.get("x-amazon-apigateway-gateway-responses", {})
    answers = {}
    for kind, usual in DEFAULT_ANSWERS.items():
        answer = given.get(kind) or given.get(f"DEFAULT_{usual.status // 100}XX")
        if answer is not None:
            parameters = answer.get("responseParameters", {})
            headers = {
                key.removeprefix(GATEWAY_HEADER): value.strip("'")
                for key, value in parameters.items()
                if key.startswith(GATEWAY_HEADER)
            }
            text = answer.get("responseTemplates", {}).get("application/json", usual.body)
            answers[kind] = GatewayAnswer(int(answer.get("statusCode", usual.status)), text, headers)
    return answers


def edge(stack: Stack) -> Edge:
    """The template's distribution; without one, everything goes to the API."""
    for _, given in stack.of_type("AWS::CloudFront::Distribution"):
        return _edge(stack, given["DistributionConfig"])
    everything = Behaviour(
        "*", (Origin(None, "", {}),), frozenset(), METHODS, viewer_function=False, headers=()
    )
    return Edge(behaviours=(everything,))


def _edge(stack: Stack, config: Mapping[str, Any]) -> Edge:
    origins = {origin["Id"]: _origin(stack, origin) for origin in config["Origins"]}
    groups = {group["Id"]: group for group in config.get("OriginGroups", {}).get("Items", [])}
    ordered = [*config.get("CacheBehaviors", []), {**config["DefaultCacheBehavior"], "PathPattern": "*"}]
    return Edge(
        root_object=config.get("DefaultRootObject", ""),
        behaviours=tuple(_behaviour(stack, given, origins, groups) for given in ordered),
        errors={
            int(error["ErrorCode"]): (int(error["ResponseCode"]), error["ResponsePagePath"])
            for error in config.get("CustomErrorResponses", [])
            if "ResponsePagePath" in error
        },
    )


def _origin(stack: Stack, given: Mapping[str, Any]) -> Origin:
    headers = {each["HeaderName"]: each["HeaderValue"] for each in given.get("OriginCustomHeaders", [])}
    for logical_id, _ in stack.of_type("AWS::S3::Bucket"):
        if given["DomainName"] == stack.addresses.attribute(logical_id, "RegionalDomainName"):
            return Origin(stack.addresses.name(logical_id), given.get("OriginPath", ""), headers)
    if ".execute-api." not in given["DomainName"]:
        raise LookupError(f"The origin {given['Id']} is neither a bucket of the template nor its API.")
    return Origin(None, "", headers)


def _behaviour(
    stack: Stack,
    given: Mapping[str, Any],
    origins: Mapping[str, Origin],
    groups: Mapping[str, Any],
) -> Behaviour:
    target = given["TargetOriginId"]
    group = groups.get(target)
    members = [member["OriginId"] for member in group["Members"]["Items"]] if group else [target]
    return Behaviour(
        pattern=given["PathPattern"],
        origins=tuple(origins[member] for member in members),
        failover=frozenset(group["FailoverCriteria"]["StatusCodes"]["Items"]) if group else frozenset(),
        methods=frozenset(given.get("AllowedMethods", ["GET", "HEAD"])),
        viewer_function=any(
            function["EventType"] == "viewer-request" for function in given.get("FunctionAssociations", [])
        ),
        headers=_response_headers(stack, given.get("ResponseHeadersPolicyId")),
    )


def _response_headers(stack: Stack, policy_id: str | None) -> tuple[ResponseHeader, ...]:
    """The headers of a response headers policy of the template; policies managed by AWS are left out."""
    policies = dict(stack.of_type("AWS::CloudFront::ResponseHeadersPolicy"))
    if policy_id not in policies:
        return ()
    config = policies[policy_id]["ResponseHeadersPolicyConfig"]
    custom = config.get("CustomHeadersConfig", {}).get("Items", [])
    return (
        *(ResponseHeader(each["Header"], each["Value"], each["Override"]) for each in custom),
        *_security_headers(stack, config.get("SecurityHeadersConfig", {})),
        *_cors_headers(config.get("CorsConfig", {})),
    )


def _security_headers(stack: Stack, config: Mapping[str, Any]) -> Iterator[ResponseHeader]:
    """All but Strict-Transport-Security, which would bar plain HTTP on the developer's machine."""
    for part, (name, key) in SECURITY_HEADERS.items():
        if part in config:
            value = stack.addresses.here(config[part].get(key, "nosniff"))
            yield ResponseHeader(name, value, config[part]["Override"])


def _cors_headers(config: Mapping[str, Any]) -> Iterator[ResponseHeader]:
    for name, key in CORS_HEADERS.items():
        if key in config:
            yield ResponseHeader(name, ", ".join(config[key]["Items"]), config["OriginOverride"])
