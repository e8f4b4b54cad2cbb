"""A small country in the real code: whoever watches all that is public learns what documents tell."""

import gzip
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise, product
from random import Random
from typing import Any

import mapbox_vector_tile
import pytest

from chalicelib.domain import cell as cells
from chalicelib.domain.calendar import WARSAW
from chalicelib.domain.change import Change
from chalicelib.domain.layer import CURRENT, PLANES, ROLLING, months
from chalicelib.domain.month import month_of
from chalicelib.domain.publication import LEAST
from chalicelib.domain.report import Location, Report
from chalicelib.domain.status import MOVES
from chalicelib.domain.tile import tiles_showing
from chalicelib.ports.counts import Changed
from chalicelib.usecases.aggregate_cells import aggregate_cells
from chalicelib.usecases.draw_tiles import Easel, redraw
from chalicelib.usecases.publish_months import Press, publish_due
from tests.builders import KRAKOW, REASON, a_catalogue, a_report
from tests.gateway import Gateway

CATALOGUE = a_catalogue()
SENSITIVE, WITHHELD, OPEN = ("begging", "minors_at_risk"), ("drug_use",), ("speeding", "vandalism")
PLACES = [
    Location(KRAKOW.lat + north, KRAKOW.lon + east) for north, east in product((0, 0.01, 0.4), (0, 0.5))
]
NOW, GRACE = datetime(2026, 7, 20, 12, tzinfo=WARSAW), timedelta(days=14)
THIS_MONTH = month_of(NOW)
LAYERS = (CURRENT, *PLANES, "2026-05", "2026-06", "2026", "2025", ROLLING)
CELLS = sorted({cells.cell_at(place.lat, place.lon, r) for place in PLACES for r in cells.RESOLUTIONS})


def lives(number: int, seed: int) -> list[Change]:
    """Return the changes of so many reports of some months, each through its life, in order of time."""
    random, changes = Random(seed), []
    for n in range(number):
        placed = datetime(2026, random.choice([5, 6, 7]), random.randint(1, 19), 9, tzinfo=WARSAW)
        category = random.choice((*SENSITIVE, *SENSITIVE, *WITHHELD, *OPEN))
        report = a_report(
            f"{seed:04}{n:04}-0000-4000-8000-000000000000", category=category, at=random.choice(PLACES)
        )
        life = list(_life(_placed(report, placed), random))
        changes += [(one.changed_at, Change(before, one)) for before, one in pairwise([None, *life]) if one]
    return [change for _, change in sorted(changes, key=lambda one: (one[0], one[1].report_id))]


def _placed(report: Report, moment: datetime) -> Report:
    return a_report(report.id, category=report.category, at=report.location, placed=moment)


def _life(report: Report, random: Random) -> Iterator[Report]:
    yield report
    while random.random() < 0.6 and MOVES[report.status]:
        status = random.choice(sorted(MOVES[report.status]))
        report = report.moved(status, report.changed_at + timedelta(days=random.randint(1, 9)), note=REASON)
        yield report


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
        protected = self.public.counter.protected
        publish_due(NOW, GRACE, Press(protected, self.public.publications, self._asked.append))
        self._draw()

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

    def drawn(self, layer: str) -> dict[str, dict[str, Any]]:
        """Return the properties of every hexagon of a layer."""
        found: dict[str, dict[str, Any]] = {}
        for tile in {tile for cell in CELLS for tile in tiles_showing(cell, layer)}:
            picture = self.public.tiles.read(tile)
            if picture:
                layers = mapbox_vector_tile.decode(gzip.decompress(picture[0]))
                for feature in layers["cells"]["features"]:
                    found[feature["properties"]["cell"]] = feature["properties"]
        return found


@pytest.mark.parametrize("published_first", [False, True])
def test_a_change_of_a_sensitive_or_withheld_report_moves_nothing_that_anybody_sees(
    published_first: bool,
) -> None:
    country, changes = Country(), lives(40, seed=1)
    if published_first:
        for change in lives(40, seed=2):
            country.change(change)
        country.publish()

    watched = 0
    for change in changes:
        report = change.after or change.before
        assert report is not None
        around = [cells.parent(report.cell, resolution) for resolution in cells.RESOLUTIONS]
        before = [country.cell(cell, layer) for cell in around for layer in LAYERS]
        asked = country.change(change)
        if report.category not in OPEN:
            watched += 1
            assert asked == []
            assert [country.cell(cell, layer) for cell in around for layer in LAYERS] == before

    assert watched > 40


def test_tiles_and_cells_tell_of_sensitive_reports_what_documents_tell_and_nothing_of_withheld_ones() -> None:
    country = Country()
    for change in lives(300, seed=3):
        country.change(change)

    country.publish()

    documents = _documents(country)
    assert any(documents.values())
    for layer in LAYERS:
        drawn = country.drawn(layer)
        expected = _told(documents, layer)
        assert {cell: _sensitive(shown) for cell, shown in drawn.items() if _sensitive(shown)} == expected
        for cell, shown in drawn.items():
            named = {name: n for name, n in shown.items() if name not in {"cell", "total"}}
            assert {name.split(".")[0] for name in named} <= {*SENSITIVE, *OPEN}
            assert shown["total"] == sum(named.values())
            assert country.cell(cell, layer)["total"] == shown["total"]
            assert _flat(country.cell(cell, layer)["counts"]) == named


def test_late_changes_of_published_months_are_told_nowhere() -> None:
    country, changes = Country(), lives(300, seed=4)
    early = [change for change in changes if change.after and len(change.after.history) == 1]
    late = [change for change in changes if change not in early and change.report_id]
    for change in early:
        country.change(change)
    country.publish()
    before = _documents(country), {layer: country.drawn(layer) for layer in LAYERS}

    for change in late:
        if change.after and change.after.category in SENSITIVE:
            country.change(change)
    country.publish()

    assert (_documents(country), {layer: country.drawn(layer) for layer in LAYERS}) == before


def _documents(country: Country) -> dict[str, dict[str, dict[str, int]]]:
    """Return the areas of every month that the API lists."""
    listed = country.public.get("/v1/publications").json["publications"]
    found = {one["month"]: json.loads(country.public.get(one["path"]).body)["areas"] for one in listed}
    assert all(n >= LEAST for areas in found.values() for of in areas.values() for n in of.values())
    return found


def _told(documents: dict[str, dict[str, dict[str, int]]], layer: str) -> dict[str, dict[str, int]]:
    """Add up, for each cell of a layer, the areas in it of the layer's months."""
    result: dict[str, dict[str, int]] = {}
    for month in months(layer, "2026-07"):
        for category, areas in documents.get(month, {}).items():
            for area, n in areas.items():
                for resolution in range(cells.COARSEST, cells.resolution_of(area) + 1):
                    numbers = result.setdefault(cells.parent(area, resolution), {})
                    numbers[f"{category}.all"] = numbers.get(f"{category}.all", 0) + n
    return result


def _sensitive(shown: dict[str, Any]) -> dict[str, int]:
    return {name: n for name, n in shown.items() if name.split(".")[0] in SENSITIVE}


def _flat(counts: dict[str, dict[str, int]]) -> dict[str, int]:
    return {f"{category}.{status}": n for category, of in counts.items() for status, n in of.items()}
