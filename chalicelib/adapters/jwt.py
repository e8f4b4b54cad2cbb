"""Officers by the id tokens of the user pool: verified against its keys, or refused with a reason.

https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
"""

import json
import re
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import jwt

from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.officer import Officer, Role

ALGORITHM = "RS256"
LEEWAY = 10  # seconds by which clocks may differ
REFRESH = 60.0  # seconds between two looks at the pool's keys, whatever callers send
CLAIMS = ["aud", "cognito:username", "exp", "iat", "iss", "sub", "token_use"]
SHAPE = re.compile(r"[\w-]+\.[\w-]*\.[\w-]*", re.ASCII)

Keys = Mapping[str, Any]


class InvalidToken(Exception):  # noqa: N818 - named for what it is
    """The token proves nobody; the text says why and holds nothing of the token."""


def looks_like_jwt(token: str) -> bool:
    """Tell a signed token from a tracking token, which has no dots."""
    return SHAPE.fullmatch(token) is not None


class PoolKeys:
    """The pool's public keys by `kid`, fetched when first asked for and again for one not yet known.

    `fetch` returns the pool's JWKS; `clock` counts seconds.
    """

    def __init__(self, fetch: Callable[[], bytes], clock: Callable[[], float]) -> None:
        self._fetch, self._clock = fetch, clock
        self._keys: Keys = {}
        self._fetched_at: float | None = None

    def __call__(self, kid: str) -> Any:
        """Return a key; raise `InvalidToken` when the pool has none of this name."""
        if kid not in self._keys and self._may_fetch():
            self._keys = _keys_of(self._fetch())
            self._fetched_at = self._clock()
        if kid not in self._keys:
            raise InvalidToken("The token is signed with a key that is not the pool's.")
        return self._keys[kid]

    def _may_fetch(self) -> bool:
        """Say whether no keys were got yet, or long enough ago."""
        return self._fetched_at is None or self._clock() - self._fetched_at >= REFRESH


@dataclass(frozen=True, slots=True)
class Verifier:
    """Knows which tokens count: of this issuer, for this client, signed with a key of this pool."""

    keys: Callable[[str], Any]
    issuer: str
    client_id: str

    def __call__(self, token: str) -> Officer:
        """Return who a valid id token names; raise `InvalidToken` for any other."""
        try:
            key = self.keys(_kid(token))
            claims = jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                issuer=self.issuer,
                audience=self.client_id,
                leeway=LEEWAY,
                options={"require": CLAIMS, "strict_aud": True},
            )
        except jwt.InvalidTokenError as error:
            raise InvalidToken(f"The token is not valid ({type(error).__name__}).") from error
        return _officer(claims)


def fetched(url: str) -> bytes:
    """Return what stands at the address of the pool's JWKS."""
    with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - the address is a setting
        return bytes(answer.read())


def _kid(token: str) -> str:
    header = jwt.get_unverified_header(token)
    if header.get("alg") != ALGORITHM or not isinstance(header.get("kid"), str):
        raise InvalidToken(f"The token is not signed by {ALGORITHM} with a named key.")
    return str(header["kid"])


def _keys_of(jwks: bytes) -> Keys:
    """Return those keys of a set that sign with RS256."""
    wanted = [key for key in json.loads(jwks)["keys"] if key.get("kty") == "RSA" and key.get("use") == "sig"]
    return {key["kid"]: jwt.PyJWK(key, ALGORITHM).key for key in wanted}


def _officer(claims: Mapping[str, Any]) -> Officer:
    """Read an officer from the claims; an account in no role's group, or in two, is nobody's."""
    if claims["token_use"] != "id":  # noqa: S105 - a kind, not a secret
        raise InvalidToken("The token is not an id token.")
    groups = claims.get("cognito:groups")
    roles = [role for role in Role if role in groups] if isinstance(groups, list) else []
    if len(roles) != 1:
        raise InvalidToken("The account has no role, or more than one.")
    unit = claims.get("custom:unit")
    if not isinstance(unit, str):
        raise InvalidToken("The account has no unit.")
    try:
        return Officer(claims["sub"], roles[0], unit, str(claims["cognito:username"]))
    except InvalidValue as refusal:
        raise InvalidToken(str(refusal)) from refusal
