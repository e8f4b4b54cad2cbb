"""Who calls: an officer, as the gateway's authoriser found out, or whoever holds the link of a letter."""

from chalice.app import Request

from chalicelib.api.problems import NoLink, SignInNeeded
from chalicelib.domain.officer import Officer, Role
from chalicelib.formats.bearer import bearer_token


def officer_of(request: Request) -> Officer | None:
    """Return the officer who calls, None for a resident."""
    said = request.context.get("authorizer") or {}
    if "role" not in said:
        return None
    return Officer(said["sub"], Role(said["role"]), said["unit"], said["name"])


def signed_in(request: Request) -> Officer:
    """Return the officer who calls; raise `SignInNeeded`."""
    officer = officer_of(request)
    if officer is None:
        raise SignInNeeded
    return officer


def bearer(request: Request) -> str:
    """Return the token that opens a forwarding; raise `NoLink`."""
    token = bearer_token(request.headers.get("authorization"))
    if not token:
        raise NoLink
    return token
