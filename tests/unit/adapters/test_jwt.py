"""Tokens that name an officer, and everything that only pretends to."""

import base64
import hmac
import json
import time
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from chalicelib.adapters.jwt import REFRESH, InvalidToken, PoolKeys, Verifier, looks_like_jwt
from chalicelib.domain.officer import Officer, Role

ISSUER = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_pool"
CLIENT = "client-of-the-pool"
KEY = rsa.generate_private_key(65537, 2048)
OTHER_KEY = rsa.generate_private_key(65537, 2048)


def a_jwks(**keys: rsa.RSAPrivateKey) -> bytes:
    """Return a set of keys as the pool publishes it."""
    made = [
        {**jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": kid, "use": "sig"}
        for kid, key in keys.items()
    ]
    return json.dumps({"keys": made}).encode()


class Pool:
    """Publishes keys, and knows how often it was asked."""

    def __init__(self, **keys: rsa.RSAPrivateKey) -> None:
        self.jwks, self.asked, self.now = a_jwks(**keys), 0, 0.0

    def fetch(self) -> bytes:
        self.asked += 1
        return self.jwks


def claims(**changed: Any) -> dict[str, Any]:
    """Return what an id token of the pool says; a change of None leaves a claim out."""
    now = int(time.time())
    said = {
        "sub": "5ub",
        "iss": ISSUER,
        "aud": CLIENT,
        "token_use": "id",
        "iat": now,
        "exp": now + 1800,
        "cognito:groups": ["officer"],
        "custom:unit": "1261",
        "cognito:username": "krakow-017",
        **changed,
    }
    return {name: value for name, value in said.items() if value is not None}


def a_token(kid: Any = "one", key: Any = KEY, algorithm: Any = "RS256", **changed: Any) -> str:
    return jwt.encode(claims(**changed), key, algorithm, {"kid": kid} if kid else {})


def a_verifier(pool: Pool | None = None) -> Verifier:
    pool = pool or Pool(one=KEY)
    return Verifier(PoolKeys(pool.fetch, lambda: pool.now), ISSUER, CLIENT)


def test_a_valid_token_names_an_officer() -> None:
    officer = a_verifier()(a_token())

    assert officer == Officer("5ub", Role.OFFICER, "1261")
    assert officer.name == "krakow-017"


def test_groups_that_are_no_roles_do_not_matter() -> None:
    token = a_token(**{"cognito:groups": ["readers", "national_admin"], "custom:unit": "KGP"})

    assert a_verifier()(token) == Officer("5ub", Role.NATIONAL_ADMIN, "KGP")


def part(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def signed_with_the_public_key() -> str:
    """HS256 with the public key as its secret: the algorithm confusion of old libraries."""
    public = KEY.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    signed = f"{part({'alg': 'HS256', 'kid': 'one'})}.{part(claims())}"
    signature = hmac.digest(public, signed.encode(), "sha256")
    return f"{signed}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


def tampered() -> str:
    header, _, signature = a_token().split(".")
    return f"{header}.{part(claims(**{'custom:unit': '1465-1'}))}.{signature}"


def long_ago(seconds: int) -> int:
    return int(time.time()) - seconds


FORGED: dict[str, Callable[[], str]] = {
    "no algorithm": lambda: f"{part({'alg': 'none', 'kid': 'one'})}.{part(claims())}.",
    "HS256 with the public key": signed_with_the_public_key,
    "another RSA algorithm": lambda: a_token(algorithm="RS512"),
    "PSS": lambda: a_token(algorithm="PS256"),
    "tampered": tampered,
    "another's key under our name": lambda: a_token(key=OTHER_KEY),
    "unknown kid": lambda: a_token(kid="two", key=OTHER_KEY),
    "no kid": lambda: a_token(kid=None),
    "expired": lambda: a_token(exp=long_ago(60)),
    "not yet": lambda: a_token(nbf=int(time.time()) + 60),
    "issued tomorrow": lambda: a_token(iat=int(time.time()) + 86400),
    "foreign issuer": lambda: a_token(iss=ISSUER + "2"),
    "foreign client": lambda: a_token(aud="another"),
    "a list of clients": lambda: a_token(aud=[CLIENT, "another"]),
    "access token": lambda: a_token(token_use="access"),
    "access token without audience": lambda: a_token(token_use="access", aud=None, client_id=CLIENT),
    **{
        f"no {name}": lambda name=name: a_token(**{name: None})  # type: ignore[misc]
        for name in ("sub", "iss", "aud", "exp", "iat", "token_use", "cognito:groups", "custom:unit")
    },
    "no role": lambda: a_token(**{"cognito:groups": ["readers"]}),
    "two roles": lambda: a_token(**{"cognito:groups": ["officer", "national_admin"]}),
    "groups that are a text": lambda: a_token(**{"cognito:groups": "officer"}),
    "groups that are no texts": lambda: a_token(**{"cognito:groups": [["officer"], 1, None]}),
    "a unit that is no text": lambda: a_token(**{"custom:unit": ["1261"]}),
    "an officer of a whole garrison": lambda: a_token(**{"custom:unit": "12"}),
    "not JSON": lambda: "bm8.bm8.bm8",
    "empty parts": lambda: "a..",
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED.keys())
def test_what_only_pretends_to_be_a_token_is_refused_with_a_sentence(forge: Callable[[], str]) -> None:
    with pytest.raises(InvalidToken) as refusal:
        a_verifier()(forge())

    assert str(refusal.value).endswith(".")


def test_clocks_may_differ_by_seconds() -> None:
    assert a_verifier()(a_token(exp=long_ago(3), iat=int(time.time()) + 3))


def test_keys_are_fetched_once() -> None:
    pool = Pool(one=KEY)
    verify = a_verifier(pool)

    for _ in range(3):
        verify(a_token())

    assert pool.asked == 1


def test_a_key_that_the_pool_added_is_found_a_minute_later() -> None:
    pool = Pool(one=KEY)
    verify = a_verifier(pool)
    verify(a_token())

    pool.jwks, pool.now = a_jwks(one=KEY, two=OTHER_KEY), REFRESH

    assert verify(a_token(kid="two", key=OTHER_KEY)).sub == "5ub"
    assert pool.asked == 2


def test_unknown_keys_make_the_pool_be_asked_once_a_minute_at_most() -> None:
    pool = Pool(one=KEY)
    verify = a_verifier(pool)

    for pool.now in (0.0, 1.0, 59.0, 60.0, 61.0):
        with pytest.raises(InvalidToken):
            verify(a_token(kid="two", key=OTHER_KEY))

    assert pool.asked == 2


def test_a_pool_that_does_not_answer_refuses_nobody_and_is_asked_again() -> None:
    pool = Pool(one=KEY)
    right, pool.jwks = pool.jwks, b"<html>"
    verify = a_verifier(pool)

    with pytest.raises(json.JSONDecodeError):
        verify(a_token())
    pool.jwks = right

    assert verify(a_token()).sub == "5ub"


def test_keys_of_another_kind_are_passed_over() -> None:
    pool = Pool(one=KEY)
    mixed = json.loads(pool.jwks)
    mixed["keys"] += [{"kty": "EC", "kid": "two", "use": "sig"}, {"kty": "oct", "kid": "three", "k": "AA"}]
    pool.jwks = json.dumps(mixed).encode()

    assert a_verifier(pool)(a_token()).sub == "5ub"


@pytest.mark.parametrize(
    ("token", "is_one"),
    [
        (a_token(), True),
        ("a..", True),
        ("mJ4cXh0r2W8sQe7vT1yUoP9aLkZbN3fd", False),
        ("", False),
        ("a.b", False),
        ("a.b.c.d", False),
        ("ż.b.c", False),
    ],
)
def test_a_tracking_token_does_not_look_like_a_jwt(token: str, is_one: bool) -> None:
    assert looks_like_jwt(token) is is_one
