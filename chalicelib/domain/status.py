"""The life of a report as a table of allowed moves."""

from enum import StrEnum
from types import MappingProxyType

from chalicelib.domain.errors import IllegalMove


class Status(StrEnum):
    """What the police know of a threat; the value is the stable slug."""

    NEW = "new"
    UNDER_VERIFICATION = "under_verification"
    CONFIRMED = "confirmed"
    ELIMINATED = "eliminated"
    FORWARDED = "forwarded"
    UNCONFIRMED = "unconfirmed"
    JOKE_OR_MISTAKE = "joke_or_mistake"


MOVES = MappingProxyType(
    {
        Status.NEW: frozenset({Status.UNDER_VERIFICATION}),
        Status.UNDER_VERIFICATION: frozenset({Status.CONFIRMED, Status.UNCONFIRMED, Status.JOKE_OR_MISTAKE}),
        Status.CONFIRMED: frozenset({Status.ELIMINATED, Status.FORWARDED}),
        # Confirmed is an open state: an institution that refuses sends the threat back to it.
        Status.FORWARDED: frozenset({Status.ELIMINATED, Status.CONFIRMED}),
        Status.ELIMINATED: frozenset[Status](),
        Status.UNCONFIRMED: frozenset[Status](),
        Status.JOKE_OR_MISTAKE: frozenset[Status](),
    }
)


def check_move(before: Status, after: Status) -> None:
    """Raise `IllegalMove`, naming the allowed moves, unless the table leads from `before` to `after`."""
    if after in MOVES[before]:
        return
    allowed = ", ".join(sorted(MOVES[before])) or "none, the report is closed"
    raise IllegalMove(f"A report that is {before} cannot become {after}; allowed: {allowed}.")


OPEN = frozenset(status for status in Status if MOVES[status])
"""Statuses in which somebody still has to act."""


def check_open(status: Status) -> None:
    """Raise `IllegalMove` when nobody has to act any more."""
    if status not in OPEN:
        raise IllegalMove(f"A report that is {status} is closed.")
