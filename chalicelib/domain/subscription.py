"""Who is told of which alerts: a unit's subscription with its filter, within the limits of SNS."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from math import prod
from typing import Any

from chalicelib.domain.category import Priority
from chalicelib.domain.endpoint import Carrier, checked_endpoint
from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.notification import Event
from chalicelib.domain.step import checked_text
from chalicelib.domain.unit import Unit

PER_TOPIC = 200
"""Filter policies that a topic takes; every subscription of ours has one.

https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
"""
COMBINATIONS = 150
"""The most that the numbers of values of a policy may give when multiplied, from the same page."""
PATHS = 2
"""How a policy names a unit with those below it: the unit itself, and all that begins with it."""
LABEL_LIMIT = 80

Policy = dict[str, list[Any]]


class State(StrEnum):
    """How a subscription stands with SNS."""

    UNFINISHED = "unfinished"  # SNS was not reached; the same wish again finishes it
    PENDING = "pending"  # whoever owns the address has not confirmed
    CONFIRMED = "confirmed"
    ENDED = "ended"  # not confirmed in time, or ended by whoever owns the address


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which alerts of a unit, and of those `below` it, are wanted; nothing named means all."""

    below: bool = True
    categories: tuple[str, ...] = ()
    priorities: tuple[Priority, ...] = ()
    events: tuple[Event, ...] = ()

    def __post_init__(self) -> None:
        chosen = (self.categories, self.priorities, self.events)
        if any(len(set(values)) != len(values) for values in chosen):
            raise InvalidValue("A choice is named once.")
        paths = PATHS if self.below else 1
        if paths * prod(len(values) or 1 for values in chosen) > COMBINATIONS:
            raise InvalidValue("Too many choices together: name fewer categories or events, or none for all.")

    def policy(self, unit: Unit) -> Policy:
        """Return the filter on the attributes of messages, as SNS takes it."""
        paths: list[Any] = [unit.path, {"prefix": f"{unit.path}/"}] if self.below else [unit.path]
        chosen = {"category": self.categories, "priority": self.priorities, "event": self.events}
        return {
            "unit_path": paths,
            **{name: list(map(str, values)) for name, values in chosen.items() if values},
        }


@dataclass(frozen=True, slots=True)
class Subscription:
    """An address that hears a unit's alerts; `arn` is None until SNS has taken it."""

    garrison: str
    unit: str
    carrier: Carrier
    endpoint: str
    wanted: Wanted
    label: str | None
    created_at: datetime
    created_by: str
    arn: str | None = None

    def __post_init__(self) -> None:
        if self.endpoint != checked_endpoint(self.carrier, self.endpoint):
            raise InvalidValue("The address is not written as it is stored.")
        if self.label is not None and len(checked_text(self.label)) > LABEL_LIMIT:
            raise InvalidValue(f"A label has at most {LABEL_LIMIT} characters.")

    @property
    def id(self) -> str:
        """A topic has an address once, so the address is the identity."""
        named = "\n".join((self.garrison, self.carrier, self.endpoint))
        return hashlib.sha256(named.encode()).hexdigest()[:24]

    def asks_for_the_same(self, other: "Subscription") -> bool:
        """Say whether two of one address want the same for the same unit."""
        return (self.unit, self.wanted) == (other.unit, other.wanted)

    def known_as(self, arn: str) -> "Subscription":
        """Return the subscription with the name that SNS gave it."""
        return replace(self, arn=arn)
