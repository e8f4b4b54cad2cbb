"""The one shape of an error, RFC 9457 `application/problem+json`, and which error has which status."""

import functools
import json
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools import Logger
from chalice import Response

from chalicelib.domain import errors

CONTENT_TYPE = "application/problem+json"

logger = Logger(child=True)


class Unreadable(errors.Refused):
    """The body is no JSON object in UTF-8, or an ambiguous one."""

    def __init__(self) -> None:
        super().__init__("The body is not a JSON object in UTF-8 that names each field once.")


class TooLarge(errors.Refused):
    """The body is over the limit."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"The body is larger than {limit} bytes.")


class WrongMediaType(errors.Refused):
    """The body is of a type that the path does not read."""

    def __init__(self) -> None:
        super().__init__("The body must be application/json.")


class NoToken(errors.Refused):
    """The request brought no tracking token."""

    def __init__(self) -> None:
        super().__init__("Send the tracking token as 'Authorization: Bearer …' or 'X-Tracking-Token'.")


class NoLink(errors.Refused):
    """The request brought no token of a link."""

    def __init__(self) -> None:
        super().__init__("Send the token of the link as 'Authorization: Bearer …'.")


class SignInNeeded(errors.Refused):
    """The operation is an officer's, and nobody is signed in."""

    def __init__(self) -> None:
        super().__init__("Sign in as an officer and send the id token as 'Authorization: Bearer …'.")


STATUS_OF: dict[type[Exception], tuple[int, str]] = {
    Unreadable: (400, "Malformed body"),
    NoToken: (401, "Tracking token needed"),
    NoLink: (401, "Link needed"),
    SignInNeeded: (401, "Sign-in needed"),
    errors.OutsideScope: (403, "Outside your scope"),
    errors.CoordinatorNeeded: (403, "Coordinator needed"),
    errors.RoleNeeded: (403, "Not for your role"),
    errors.UnknownReport: (404, "No such report"),
    errors.UnknownUnit: (404, "No such unit"),
    errors.UnknownLink: (404, "No such link"),
    errors.UnknownInstitution: (404, "No such institution"),
    errors.UnknownPhoto: (404, "No such photo"),
    errors.UnknownSubscription: (404, "No such subscription"),
    errors.UnknownCell: (404, "No such cell"),
    errors.UnknownExport: (404, "No such export"),
    errors.UnknownLayer: (404, "No such tile"),
    errors.UnknownPublication: (404, "No such publication"),
    errors.IllegalMove: (409, "Move not allowed"),
    errors.StaleVersion: (409, "Changed meanwhile"),
    errors.AlreadySubscribed: (409, "Already subscribed"),
    errors.StillPending: (409, "Not yet confirmed"),
    errors.AlbumFull: (409, "Too many photos"),
    errors.HistoryFull: (409, "History full"),
    errors.SubscriptionsFull: (409, "Too many subscriptions"),
    errors.LinkClosed: (410, "Closed"),
    TooLarge: (413, "Body too large"),
    WrongMediaType: (415, "Unsupported media type"),
    errors.InvalidInput: (422, "Invalid input"),
    errors.InvalidValue: (422, "Invalid input"),
    errors.ReasonNeeded: (422, "Reason needed"),
    errors.UnknownOfficer: (422, "No such officer"),
    errors.UnknownMain: (422, "No such report to merge into"),
    errors.OutsideCoverage: (422, "Outside the map"),
    errors.KeyReused: (422, "Idempotency key reused"),
    errors.QuotaExceeded: (429, "Too many reports"),
    errors.TooManyTries: (429, "Too many tries"),
    errors.Busy: (503, "Busy, try again"),
}
UNKNOWN = (500, "Internal error")
HEADERS_OF: dict[int, dict[str, str]] = {
    401: {"WWW-Authenticate": "Bearer"},
    429: {"Retry-After": "86400"},
    503: {"Retry-After": "1"},
}

View = Callable[..., Response]


def as_problems(view: View) -> View:
    """Turn every exception of a view into a problem; the text of an unknown one goes to the log only."""

    @functools.wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Response:
        try:
            return view(*args, **kwargs)
        except tuple(STATUS_OF) as error:
            return refusal(error)
        except Exception:
            logger.exception("unexpected error")
            return problem(*UNKNOWN, "Something failed on our side; try again later.")

    return guarded


def refusal(error: Exception, **members: Any) -> Response:
    """Build the answer to an error of the table, with further members that explain it."""
    if isinstance(error, errors.InvalidInput) and error.faults:
        faults = [{"field": fault.field, "message": fault.message} for fault in error.faults]
        members = {"errors": faults, **members}
    return problem(*STATUS_OF[type(error)], str(error), **members)


def problem(status: int, title: str, detail: str, **members: Any) -> Response:
    """Build the answer; further members are those of the problem's own."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **members}
    headers: dict[str, str | list[str]] = {
        "Content-Type": CONTENT_TYPE,
        "Cache-Control": "no-store",
        **HEADERS_OF.get(status, {}),
    }
    return Response(body=json.dumps(body, ensure_ascii=False), status_code=status, headers=headers)
