"""What publications add to the layers of the map."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import cached_property

from chalicelib.domain.layer import months
from chalicelib.domain.month import Month
from chalicelib.domain.publication import Publication
from chalicelib.ports.calls import Clock
from chalicelib.ports.pictures import Publications

ALL = "all"
"""Stands for the status in the names of published numbers: no statuses are told apart."""

KEPT = timedelta(minutes=1)


class Published:
    """The publications that stand at one moment; what stands is looked up only when a layer asks for it."""

    def __init__(self, publications: Publications) -> None:
        self._publications = publications

    def on(self, layer: str, this_month: Month) -> Mapping[str, Mapping[str, int]]:
        """Return what the cells of a layer show of them, by `<category>.all`."""
        result: dict[str, dict[str, int]] = {}
        for publication in self._of_layer(layer, this_month):
            for cell in publication.cells:
                _add(publication, cell, result.setdefault(cell, {}))
        return result

    def of_cell(self, layer: str, cell: str, this_month: Month) -> Mapping[str, int]:
        """Return the same of one cell."""
        result: dict[str, int] = {}
        for publication in self._of_layer(layer, this_month):
            _add(publication, cell, result)
        return result

    def _of_layer(self, layer: str, this_month: Month) -> Iterator[Publication]:
        for month in months(layer, this_month):
            if month in self._standing:
                yield self._publications.read(month, self._standing[month])

    @cached_property
    def _standing(self) -> Mapping[Month, str]:
        return self._publications.standing()


class Newsstand:
    """Looks up what stands once a minute, for readers to whom a minute is nothing."""

    def __init__(self, publications: Publications, clock: Clock) -> None:
        self._publications = publications
        self._clock = clock
        self._looked_up: tuple[datetime, Published] | None = None

    def published(self) -> Published:
        """Return what stood less than a minute ago, however the clock jumps."""
        now = self._clock()
        if self._looked_up is None or abs(now - self._looked_up[0]) >= KEPT:
            self._looked_up = now, Published(self._publications)
        return self._looked_up[1]


def _add(publication: Publication, cell: str, shown: dict[str, int]) -> None:
    for category, n in publication.cells.get(cell, {}).items():
        name = f"{category}.{ALL}"
        shown[name] = shown.get(name, 0) + n
