"""Publish months of sensitive categories, each one once, and ask for the tiles that show them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from chalicelib.domain.layer import ROLLING, months
from chalicelib.domain.month import Month, month_of, months_after
from chalicelib.domain.publication import Numbers, Publication, last_due, publication
from chalicelib.ports.counts import CellCounts
from chalicelib.ports.pictures import Publications
from chalicelib.usecases.aggregate_cells import Redraw

AT_ONCE = 25
"""Areas named in one request to redraw."""

Protected = Callable[[Month], CellCounts]
"""The counts of a month's reports of sensitive categories in the finest cells."""


@dataclass(frozen=True, slots=True)
class Press:
    """What publications are made from, where they are kept, and who draws them."""

    protected: Protected
    publications: Publications
    redraw: Redraw


def publish_due(now: datetime, grace: timedelta, press: Press) -> list[Month]:
    """Publish every month that is over for as long as `grace` and was not published; return those.

    The first run publishes the last such month, and each later one all that came after: whether a month has
    a document depends on the calendar alone, never on what there is to tell. May be repeated after a crash
    at any point.
    """
    due = last_due(now, grace)
    newest = max(press.publications.standing(), default=months_after(due, -1))
    done = publish(_months_until(due, months_after(newest, 1)), press.protected, press.publications)
    announce(press.publications, press.redraw, month_of(now))
    return done


def publish(due: Iterable[Month], protected: Protected, publications: Publications) -> list[Month]:
    """Publish some months; return those that had no publication yet."""
    return [month for month in due if publications.add(publication(month, _by_category(protected(month))))]


def announce(publications: Publications, redraw: Redraw, this_month: Month) -> None:
    """Ask for the tiles of every publication for which nobody has asked, then note it."""
    announced = publications.announced()
    for month, tag in sorted(publications.standing().items()):
        if announced.get(month) != tag:
            for areas in _some_at_once(publications.read(month, tag)):
                redraw(dict.fromkeys(_layers(month, this_month), areas))
            publications.announce(month, tag)


def _months_until(last: Month, first: Month) -> Iterator[Month]:
    while first <= last:
        yield first
        first = months_after(first, 1)


def _by_category(counts: CellCounts) -> dict[str, Numbers]:
    result: dict[str, dict[str, int]] = {}
    for cell, numbers in counts.items():
        for slot, n in numbers.items():
            of_category = result.setdefault(slot.category, {})
            of_category[cell] = of_category.get(cell, 0) + n
    return dict(result)


def _some_at_once(publication: Publication) -> Iterator[set[str]]:
    """Return the areas, neighbours together; their tiles show the cells around them too."""
    areas = iter(sorted({area for numbers in publication.areas.values() for area in numbers}))
    while some := set(islice(areas, AT_ONCE)):
        yield some


def _layers(month: Month, this_month: Month) -> list[str]:
    return [month, month[:4], *([ROLLING] if month in months(ROLLING, this_month) else [])]
