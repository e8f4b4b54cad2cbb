"""Who calls, as the gateway's authoriser found out: nothing that a caller sends can say it."""

from chalice.app import Request

from chalicelib.api.problems import SignInNeeded
from chalicelib.domain.officer import Officer, Role


def officer_of(request: Request) -> Officer | None:
    """Return the officer who calls, None for a resident."""
    said = request.context.get("authorizer") or {}
    return Officer(said["sub"], Role(said["role"]), said["unit"]) if "role" in said else None


def signed_in(request: Request) -> Officer:
    """Return the officer who calls; raise `SignInNeeded`."""
    officer = officer_of(request)
    if officer is None:
        raise SignInNeeded
    return officer
