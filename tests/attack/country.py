"""A small country in the real code, where all happens to reports that may happen to a row."""

import gzip
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import product
from random import Random
from typing import Any

import mapbox_vector_tile
from pmtiles.reader import MemorySource, all_tiles

from chalicelib.adapters.pmtiles_file import PmtilesPacker
from chalicelib.domain import cell as cells
from chalicelib.domain.calendar import WARSAW
from chalicelib.domain.change import Change
from chalicelib.domain.layer import CURRENT, PLANES, ROLLING
from chalicelib.domain.month import month_of
from chalicelib.domain.plane import Plane
from chalicelib.domain.report import Location, Report
from chalicelib.domain.status import Status
from chalicelib.domain.tile import tiles_showing
from chalicelib.ports.counts import Changed
from chalicelib.usecases.aggregate_cells import aggregate_cells
from chalicelib.usecases.archive_layers import archive_layers
from chalicelib.usecases.draw_tiles import Easel, redraw
from chalicelib.usecases.publish_months import Press, publish_due
from tests import strategies
from tests.builders import KRAKOW, a_catalogue, a_report, moved
from tests.gateway import Gateway
from tests.strategies import next_versions

CATALOGUE = a_catalogue()
SENSITIVE, WITHHELD, OPEN = ("begging", "minors_at_risk"), ("drug_use",), ("speeding", "vandalism")
PLACES = [
    Location(KRAKOW.lat + north, KRAKOW.lon + east) for north, east in product((0, 0.01, 0.4), (0, 0.5))
]
NOW, GRACE = datetime(2026, 7, 20, 12, tzinfo=WARSAW), timedelta(days=14)
THIS_MONTH = month_of(NOW)
MONTHS = ("2026-05", "2026-06", THIS_MONTH)
LAYERS = (CURRENT, *PLANES, *MONTHS, "2026", "2025", ROLLING)
CELLS = sorted(
    {
        cells.cell_at(place.lat, place.lon, resolution)
        for place in (*PLACES, *strategies.PLACES)
        for resolution in cells.RESOLUTIONS
    }
)
VERIFIED = (Status.UNDER_VERIFICATION, Status.CONFIRMED)
UNVERIFIED = (
    (),
    (Status.UNDER_VERIFICATION,),
    (Status.UNDER_VERIFICATION, Status.UNCONFIRMED),
    (Status.UNDER_VERIFICATION, Status.JOKE_OR_MISTAKE),
)
Position = tuple[int, int, int]
"""Zoom, column and row."""

Drawn = dict[str, dict[str, Any]]
"""The properties of hexagons by their cells."""


def lives(number: int, seed: int) -> list[Change]:
    """Return the changes of so many reports of some months, each through its life, in order of time."""
    random, changes = Random(seed), list[Change]()
    for n in range(number):
        report = a_report(
            f"{seed:04}{n:04}-0000-4000-8000-000000000000",
            category=random.choice((*SENSITIVE, *SENSITIVE, *WITHHELD, *OPEN)),
            at=random.choice(PLACES),
            placed=datetime(2026, random.choice([5, 6, 7]), random.randint(1, 19), 9, tzinfo=WARSAW),
            unit=random.choice(("1261", "1206")),
            plane=random.choice(tuple(Plane)),
        )
        changes += _life(report, random)
    return sorted(changes, key=lambda one: (sides(one)[-1].changed_at, one.report_id, one.version))


def unconfirmed(number: int, seed: int) -> list[Change]:
    """Return so many sensitive reports that nobody confirms: left alone, not found, or known as pranks."""
    random, changes = Random(seed), list[Change]()
    for n in range(number):
        report = a_report(
            f"{seed:04}{n:04}-0000-4000-8000-000000000000",
            category=random.choice(SENSITIVE),
            at=random.choice(PLACES),
            placed=datetime(2026, random.choice([5, 6, 7]), random.randint(1, 19), 9, tzinfo=WARSAW),
        )
        changes.append(Change(None, report))
        for status in random.choice(UNVERIFIED):
            before, report = report, moved(report, status)
            changes.append(Change(before, report))
    return changes


def sides(change: Change) -> list[Report]:
    """Return the report before a change and after it, as far as there is one."""
    return [one for one in (change.before, change.after) if one]


def _life(report: Report, random: Random) -> Iterator[Change]:
    yield Change(None, report)
    for status in random.choice(((), VERIFIED)):
        before, report = report, moved(report, status)
        yield Change(before, report)
    while random.random() < 0.7:
        before, report = report, random.choice(next_versions(report))
        yield Change(before, report)
    if random.random() < 0.1:
        yield Change(report, None)


class Country:
    """The map as it lives: changes are counted and drawn as they come."""

    def __init__(self) -> None:
        self.public = Gateway()
        self.public.clock.now = NOW
        self._asked: list[Changed] = []

    def change(self, change: Change) -> list[Changed]:
        """Count a change and draw what it asks for; return that."""
        self._asked.clear()
        aggregate_cells(change, CATALOGUE, [self.public.counter], self._asked.append, THIS_MONTH)
        return self._draw()

    def publish(self) -> None:
        """Publish what is due, and pack all layers."""
        protected = self.public.counter.protected
        publish_due(NOW, GRACE, Press(protected, self.public.publications, self._asked.append))
        self._draw()
        pack = PmtilesPacker("© nobody")
        archive_layers(self.public.tiles, self.public.archives, pack, self.public.clock, lambda: True)

    def _draw(self) -> list[Changed]:
        asked = list(self._asked)
        easel = Easel(self.public.counter, self.public.publications, self.public.tiles, THIS_MONTH)
        for changed in asked:
            redraw(changed, easel)
        return asked

    def cell(self, cell: str, layer: str) -> dict[str, Any]:
        """Return what the API answers."""
        found: dict[str, Any] = self.public.get(f"/v1/cells/{cell}?layer={layer}").json
        return found

    def drawn(self, layer: str) -> Drawn:
        """Return what every hexagon of a layer says."""
        tiles = {tile for cell in CELLS for tile in tiles_showing(cell, layer)}
        found: Drawn = {}
        for picture in filter(None, map(self.public.tiles.read, tiles)):
            for feature in mapbox_vector_tile.decode(gzip.decompress(picture[0]))["cells"]["features"]:
                found[feature["properties"]["cell"]] = feature["properties"]
        return found

    def standing(self, layer: str) -> dict[Position, bytes]:
        """Return the tiles of a layer."""
        found = {tile: self.public.tiles.read(tile) for tile in self.public.tiles.listed(layer)}
        return {(tile.z, tile.x, tile.y): one[0] for tile, one in found.items() if one}

    def packed(self, layer: str) -> dict[Position, bytes]:
        """Return the tiles in a layer's archive."""
        archive = self.public.archives.catalogue().get(layer)
        content = self.public.archives.files[archive.name] if archive else None
        return dict(all_tiles(MemorySource(content))) if content else {}  # type: ignore[no-untyped-call]
