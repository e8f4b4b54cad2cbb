"""A kind of threat and the rules it brings: who may see it, what a reporter must say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.names import Names
from chalicelib.domain.status import Status


class Priority(StrEnum):
    """How fast a unit wants to know."""

    URGENT = "urgent"
    NORMAL = "normal"


@dataclass(frozen=True, slots=True)
class Category:
    """A line of the catalogue, keyed by a slug that outlives renaming.

    number: stands for the slug in stored counts; never given to another category.
    sensitive: concerns vulnerable people or one household, public once confirmed, in protected publications.
    withheld: never public, not even in totals.
    public_from: the first status in which a report is public.
    retired: readable on old reports, refused on new ones.
    """

    slug: str
    number: int
    names: Names
    sensitive: bool
    withheld: bool
    description_required: bool
    public_from: Status
    retired: bool
    priority: Priority

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 99:
            raise InvalidValue("A category's number lies between 1 and 99.")
        if self.public_from not in {Status.NEW, Status.CONFIRMED}:
            raise InvalidValue("A category becomes public when new or when confirmed.")
        if self.sensitive and not self.withheld and self.public_from is Status.NEW:
            raise InvalidValue("Reports that nobody confirmed would let who places them work out the others.")

    @property
    def public_when_placed(self) -> bool:
        """Whether everybody may learn of a single report at once, so that nothing betrays it."""
        return not (self.sensitive or self.withheld) and self.public_from is Status.NEW


class Catalogue:
    """All categories, in the order of the official list."""

    def __init__(self, categories: Iterable[Category]) -> None:
        every = list(categories)
        self._by_slug = {category.slug: category for category in every}
        if not len(every) == len(self._by_slug) == len({category.number for category in every}):
            raise InvalidValue("Slugs and numbers of categories are given once.")

    def __iter__(self) -> Iterator[Category]:
        return iter(self._by_slug.values())

    def told_by_month(self) -> frozenset[str]:
        """Return the categories that publications may tell of."""
        return frozenset(one.slug for one in self if one.sensitive and not one.withheld)

    def find(self, slug: str) -> Category | None:
        """Return the category, retired ones included, or None."""
        return self._by_slug.get(slug)

    def public_when_placed(self, slug: str) -> bool:
        """Say whether everybody may learn at once of a report of this category; of an unknown one nobody."""
        category = self.find(slug)
        return category is not None and category.public_when_placed
