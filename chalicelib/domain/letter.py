"""A letter to an institution: what it is asked, the link to answer by, nothing of the reporter."""

from dataclasses import dataclass

from chalicelib.domain.category import Category
from chalicelib.domain.forwarding import Forwarding
from chalicelib.domain.institution import Institution
from chalicelib.domain.unit import Unit


@dataclass(frozen=True, slots=True)
class Letter:
    """A first letter, or a reminder of one; `id` is the same however often it is sent."""

    forwarding: Forwarding
    institution: Institution
    category: Category
    unit: Unit
    token: str

    @property
    def id(self) -> str:
        """The forwarding's name and the version that asked for the letter."""
        return f"{self.forwarding.id}.{self.forwarding.version}"

    @property
    def reminds(self) -> bool:
        """Whether this is the reminder."""
        return self.forwarding.reminded


def letter_is_due(before: Forwarding | None, after: Forwarding | None) -> bool:
    """Say whether a change asks for a letter: a new forwarding does, and one that was just reminded."""
    if after is None or after.closed:
        return False
    return before is None or (after.reminded and not before.reminded)
