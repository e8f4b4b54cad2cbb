"""Holds the doors of the template: who signs in, who is asked, what the edge lets through and logs keep."""

import json
import re
import shutil
import subprocess

import pytest

from chalicelib.api import edge
from chalicelib.domain.officer import Role
from chalicelib.formats.tile_headers import CACHE
from tests.contract.reading import (
    EVENTS,
    FUNCTIONS,
    TEMPLATE,
    of_type,
    target,
)


def test_only_administrators_make_accounts_and_every_sign_in_has_two_factors() -> None:
    pool = of_type("AWS::Cognito::UserPool")["UserPool"]

    assert pool["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}
    assert (pool["MfaConfiguration"], pool["EnabledMfas"]) == ("ON", ["SOFTWARE_TOKEN_MFA"])
    assert pool["Policies"]["PasswordPolicy"]["MinimumLength"] >= 14
    assert pool["DeletionProtection"] == "ACTIVE"
    assert TEMPLATE["Resources"]["UserPool"]["DeletionPolicy"] == "Retain"


def test_an_officer_cannot_write_the_own_unit() -> None:
    """A client that names no attributes to write may write them all."""
    client = of_type("AWS::Cognito::UserPoolClient")["UserPoolClient"]

    assert client["GenerateSecret"] is False
    assert client["ReadAttributes"] == ["custom:unit"]
    assert client["WriteAttributes"] == ["locale"]


def test_the_first_sign_in_has_time_for_a_password_and_an_authenticator() -> None:
    """Cognito gives three minutes when nothing is said, and fifteen at most."""
    assert of_type("AWS::Cognito::UserPoolClient")["UserPoolClient"]["AuthSessionValidity"] == 15


def test_a_role_is_a_group_of_the_pool() -> None:
    assert {group["GroupName"] for group in of_type("AWS::Cognito::UserPoolGroup").values()} == set(Role)


def test_operations_on_existing_reports_ask_who_is_calling_and_a_cache_never_answers() -> None:
    api = of_type("AWS::Serverless::Api")["Api"]
    authorised = {
        (event["Method"], event["Path"]) for _, kind, event in EVENTS if kind == "Api" and "Auth" in event
    }

    (authoriser,) = api["Auth"]["Authorizers"].values()

    assert target(authoriser["FunctionArn"]) == "AuthoriseFunction"
    assert authoriser["Identity"] == {"ReauthorizeEvery": 0}
    assert api["GatewayResponses"]["ACCESS_DENIED"]["StatusCode"] == 401
    assert authorised == {
        ("GET", "/v1/reports"),
        ("GET", "/v1/reports/{report_id}"),
        ("PATCH", "/v1/reports/{report_id}"),
        ("GET", "/v1/reports/{report_id}/duplicates"),
        ("GET", "/v1/reports/{report_id}/card"),
        ("POST", "/v1/units/{code}/reports"),
        ("GET", "/v1/reports/{report_id}/photos"),
        ("POST", "/v1/reports/{report_id}/photos"),
        ("DELETE", "/v1/reports/{report_id}/photos/{photo_id}"),
        ("GET", "/v1/units/{code}/officers"),
        ("PUT", "/v1/units/{code}/officers/me"),
        ("GET", "/v1/institutions"),
        ("PUT", "/v1/institutions/{code}"),
        ("DELETE", "/v1/institutions/{code}"),
        ("GET", "/v1/units/{code}/statistics"),
        ("GET", "/v1/units/{code}/alerts"),
        ("GET", "/v1/units/{code}/digest"),
        ("PUT", "/v1/units/{code}/digest"),
        ("GET", "/v1/units/{code}/subscriptions"),
        ("POST", "/v1/units/{code}/subscriptions"),
        ("PATCH", "/v1/units/{code}/subscriptions/{subscription_id}"),
        ("DELETE", "/v1/units/{code}/subscriptions/{subscription_id}"),
    }


def test_only_authorise_carries_what_verifies_tokens() -> None:
    carrying = {
        name for name, function in FUNCTIONS.items() if {"Ref": "SigninLayer"} in function.get("Layers", [])
    }

    assert carrying == {"AuthoriseFunction"}


def test_access_logs_hold_neither_addresses_nor_places_nor_ids() -> None:
    api = of_type("AWS::Serverless::Api")["Api"]

    fields = json.loads(api["AccessLogSetting"]["Format"])

    assert not re.search(r"identity|\$context\.path|\$context\.authorizer|querystring", json.dumps(fields))
    assert api["TracingEnabled"] is False
    assert {one["LoggingLevel"] for one in api["MethodSettings"]} == {"OFF"}  # its log would hold requests


def test_parts_of_paths_at_the_same_place_share_a_name() -> None:
    """API Gateway knows one variable part at a place and refuses the whole API otherwise."""
    paths = [event["Path"].split("/") for _, kind, event in EVENTS if kind == "Api"]

    parts = {(tuple(path[:i]), path[i]) for path in paths for i in range(len(path)) if path[i][:1] == "{"}

    assert len(parts) == len({place for place, _ in parts}), sorted(parts)
    assert not any("+" in name for _, name in parts)  # Chalice routes on the resource's path


def test_the_edge_shows_the_secret_in_the_header_that_the_api_reads() -> None:
    (distribution,) = of_type("AWS::CloudFront::Distribution").values()
    origins = {origin["Id"]: origin for origin in distribution["DistributionConfig"]["Origins"]}

    (header,) = origins["api"]["OriginCustomHeaders"]

    assert header["HeaderName"].lower() == edge.SECRET
    assert not edge.SECRET.startswith(("x-edge-", "x-amz-"))  # CloudFront refuses to send these
    assert "${EdgeSecret}" in header["HeaderValue"]["Fn::Sub"]


def test_the_edge_lets_tiles_be_kept_as_long_as_the_bucket_and_the_api_do() -> None:
    config = TEMPLATE["Resources"]["TileHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]

    (cache,) = config["CustomHeadersConfig"]["Items"]

    assert (cache["Header"], cache["Value"]) == ("Cache-Control", CACHE)


@pytest.mark.skipif(not shutil.which("node"), reason="the edge's function is JavaScript")
def test_the_edge_overwrites_what_a_caller_claims_of_itself() -> None:
    code = of_type("AWS::CloudFront::Function")["ViewerFunction"]["FunctionCode"]
    claimed = {f"x-viewer-{what}": {"value": "claimed"} for what in ("address", "host", "scheme")}
    request = {"uri": "/docs", "headers": {"host": {"value": "mapa.example"}, **claimed}}
    event = {"viewer": {"ip": "192.0.2.7"}, "request": request}

    script = f"{code}\nconsole.log(JSON.stringify(handler({json.dumps(event)})))"
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)

    seen = json.loads(done.stdout)
    assert seen["uri"] == "/docs/index.html"
    assert {name: seen["headers"][name]["value"] for name in claimed} == {
        "x-viewer-address": "192.0.2.7",
        "x-viewer-host": "mapa.example",
        "x-viewer-scheme": "https",
    }
