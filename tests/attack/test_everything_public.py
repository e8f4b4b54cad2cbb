"""Whoever watches all that is public learns of sensitive reports what documents tell, and nothing more."""

import json
from collections import Counter
from typing import Any

import pytest

from chalicelib.domain import cell as cells
from chalicelib.domain.change import Change
from chalicelib.domain.layer import CURRENT, PLANES, ROLLING, months
from chalicelib.domain.publication import LEAST
from tests.attack.country import (
    CELLS,
    LAYERS,
    MONTHS,
    OPEN,
    SENSITIVE,
    THIS_MONTH,
    WITHHELD,
    Country,
    Drawn,
    lives,
    sides,
    unconfirmed,
)

PRIVATE = {*SENSITIVE, *WITHHELD}
CONFIRMED = 3
"""The version in which a report is confirmed at the earliest."""

LATER = "dangerous_entertainment"
"""Shown from its confirmation on; nobody places one here, but rows are mended into it."""


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
        if not _private(change):
            country.change(change)
            continue
        watched += 1
        around = {cells.parent(one.cell, r) for one in sides(change) for r in cells.RESOLUTIONS}
        before = [country.cell(cell, layer) for cell in around for layer in LAYERS]
        assert country.change(change) == []
        assert [country.cell(cell, layer) for cell in around for layer in LAYERS] == before

    assert watched > 40


def test_tiles_cells_and_archives_tell_of_sensitive_reports_what_documents_tell_and_no_more() -> None:
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
        assert country.packed(layer) == country.standing(layer)
        for cell in {*CELLS, *drawn}:
            shown, answer = drawn.get(cell, {}), country.cell(cell, layer)
            named = _named(shown)
            assert {name.split(".")[0] for name in named} <= {*SENSITIVE, *OPEN, LATER}
            assert shown.get("total", 0) == sum(named.values()) == answer["total"]
            assert _flat(answer["counts"]) == named


@pytest.mark.parametrize(("whole", "parts"), [(CURRENT, PLANES), ("2026", MONTHS), (ROLLING, MONTHS)])
def test_nothing_is_left_of_a_layer_when_its_parts_are_taken_away(whole: str, parts: tuple[str, ...]) -> None:
    country = Country()
    for change in lives(200, seed=5):
        country.change(change)

    country.publish()

    assert country.drawn(whole)
    left = _every_number(country.drawn(whole))
    for part in parts:
        left.subtract(_every_number(country.drawn(part)))
    assert {what: n for what, n in left.items() if n} == {}


def test_late_changes_of_published_months_are_told_nowhere() -> None:
    country, changes = Country(), lives(300, seed=4)
    for change in changes:
        if change.version <= CONFIRMED:
            country.change(change)
    country.publish()
    before = _documents(country), {layer: country.drawn(layer) for layer in LAYERS}

    shown = {change.report_id for change in changes if not _private(change)}
    late = [one for one in changes if one.version > CONFIRMED and one.report_id not in shown]
    for change in late:
        country.change(change)
    country.publish()

    assert any(before[0].values())
    assert len(late) > 40
    assert (_documents(country), {layer: country.drawn(layer) for layer in LAYERS}) == before


def test_what_an_attacker_reports_moves_nothing_that_is_published() -> None:
    """The Police confirm what they found themselves, so nobody adds to an area what they know."""
    alone, attacked = Country(), Country()
    for change in lives(300, seed=6):
        alone.change(change)
        attacked.change(change)
    for change in unconfirmed(300, seed=7):
        attacked.change(change)

    alone.publish()
    attacked.publish()

    assert any(_documents(alone).values())
    assert _documents(attacked) == _documents(alone)
    assert all(attacked.drawn(layer) == alone.drawn(layer) for layer in LAYERS)


def _private(change: Change) -> bool:
    return all(one.category in PRIVATE for one in sides(change))


def _documents(country: Country) -> dict[str, dict[str, dict[str, int]]]:
    """Return the areas of every month that the API lists."""
    listed = country.public.get("/v1/publications").json["publications"]
    found = {one["month"]: json.loads(country.public.get(one["path"]).body)["areas"] for one in listed}
    assert all(n >= LEAST for areas in found.values() for of in areas.values() for n in of.values())
    return found


def _told(documents: dict[str, dict[str, dict[str, int]]], layer: str) -> dict[str, dict[str, int]]:
    """Add up, for each cell of a layer, the areas in it of the layer's months."""
    result: dict[str, dict[str, int]] = {}
    for month in months(layer, THIS_MONTH):
        for category, areas in documents.get(month, {}).items():
            for area, n in areas.items():
                for resolution in range(cells.COARSEST, cells.resolution_of(area) + 1):
                    numbers = result.setdefault(cells.parent(area, resolution), {})
                    numbers[f"{category}.all"] = numbers.get(f"{category}.all", 0) + n
    return result


def _sensitive(shown: dict[str, Any]) -> dict[str, int]:
    return {name: n for name, n in shown.items() if name.split(".")[0] in SENSITIVE}


def _numbers(shown: dict[str, Any]) -> list[tuple[str, int]]:
    return [(name, n) for name, n in shown.items() if name != "cell"]


def _every_number(drawn: Drawn) -> Counter[tuple[str, str]]:
    return Counter({(cell, name): n for cell, shown in drawn.items() for name, n in _numbers(shown)})


def _named(shown: dict[str, Any]) -> dict[str, int]:
    return {name: n for name, n in _numbers(shown) if name != "total"}


def _flat(counts: dict[str, dict[str, int]]) -> dict[str, int]:
    return {f"{category}.{status}": n for category, of in counts.items() for status, n in of.items()}
