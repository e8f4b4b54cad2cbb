"""The life of a report as a table of allowed moves, and what each move asks of the officer who makes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from chalicelib.domain.errors import IllegalMove, ReasonNeeded


class Status(StrEnum):
    """What the police know of a threat; the value is the stable slug."""

    NEW = "new"
    UNDER_VERIFICATION = "under_verification"
    CONFIRMED = "confirmed"
    ELIMINATED = "eliminated"
    FORWARDED = "forwarded"
    UNCONFIRMED = "unconfirmed"
    JOKE_OR_MISTAKE = "joke_or_mistake"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a move asks for beside an officer of the unit: a reason in words, a coordinator."""

    reason: bool = False
    coordinator: bool = False


FREE = Rule()
REASONED = Rule(reason=True)
REOPENING = Rule(reason=True, coordinator=True)

MOVES: Mapping[Status, Mapping[Status, Rule]] = MappingProxyType(
    {
        Status.NEW: {Status.UNDER_VERIFICATION: FREE},
        Status.UNDER_VERIFICATION: {
            Status.CONFIRMED: FREE,
            Status.UNCONFIRMED: REASONED,
            Status.JOKE_OR_MISTAKE: REASONED,
        },
        Status.CONFIRMED: {Status.ELIMINATED: FREE, Status.FORWARDED: REASONED},
        # Confirmed is an open state: an institution that refuses sends the threat back to it, and says why.
        Status.FORWARDED: {Status.ELIMINATED: FREE, Status.CONFIRMED: REASONED},
        # New evidence opens a closed report again.
        Status.ELIMINATED: {Status.UNDER_VERIFICATION: REOPENING},
        Status.UNCONFIRMED: {Status.UNDER_VERIFICATION: REOPENING},
        Status.JOKE_OR_MISTAKE: {Status.UNDER_VERIFICATION: REOPENING},
    }
)

CLOSED = frozenset({Status.ELIMINATED, Status.UNCONFIRMED, Status.JOKE_OR_MISTAKE})
OPEN = frozenset(Status) - CLOSED
"""Statuses in which somebody still has to act."""


def check_move(before: Status, after: Status, reason: str | None) -> Rule:
    """Return the rule of a move.

    Raises `IllegalMove`, naming the allowed moves, unless the table leads from `before` to `after`, and
    `ReasonNeeded` when the move asks for words that are missing.
    """
    rule = MOVES[before].get(after)
    if rule is None:
        allowed = ", ".join(sorted(MOVES[before]))
        raise IllegalMove(f"A report that is {before} cannot become {after}; allowed: {allowed}.")
    if rule.reason and reason is None:
        raise ReasonNeeded(f"A report that is {before} becomes {after} for a reason: say it in the note.")
    return rule


def check_open(status: Status) -> None:
    """Raise `IllegalMove` when nobody has to act any more."""
    if status not in OPEN:
        raise IllegalMove(f"A report that is {status} is closed.")
