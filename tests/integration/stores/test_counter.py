"""What every `Counter` promises: rows that add up, a ledger that decides, nothing left of what is gone."""

from collections.abc import Callable
from dataclasses import replace

import h3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.adapters.dynamodb.table_books import TableBooks
from chalicelib.domain import cell as cells
from chalicelib.domain.aggregation import Contribution, Row, Slot
from chalicelib.domain.cell import cell_at
from chalicelib.domain.errors import StaleVersion
from chalicelib.domain.layer import CURRENT
from chalicelib.domain.plane import Plane
from chalicelib.domain.report import Location
from chalicelib.domain.status import Status
from chalicelib.domain.visibility import Showing
from chalicelib.ports.counts import NOT_COUNTED, CellCounts, Counted, Counter
from tests.builders import a_catalogue
from tests.integration.stores.conftest import Stores

New = Callable[[], str]
MONTH = "2026-03"
LIVE = (CURRENT, MONTH, "2026")


def at(
    place: Location,
    status: Status = Status.NEW,
    *,
    category: str = "speeding",
    unit: str = "1261",
    showing: Showing = Showing.CURRENT,
    plane: Plane = Plane.RESIDENTS,
) -> Contribution:
    cell = cell_at(place.lat, place.lon)
    return Contribution(cell, category, status, plane, MONTH, unit, showing)


def ancestors(one: Contribution) -> list[str]:
    return [cells.parent(one.cell, resolution) for resolution in cells.RESOLUTIONS]


def test_a_report_counts_in_its_cell_and_every_ancestor_of_each_layer(
    counter: Counter, new: New, place: Location
) -> None:
    one = at(place)

    counter.replace(new(), NOT_COUNTED, Counted(1, one))

    for layer in LIVE:
        for cell in ancestors(one):
            assert counter.of_cell(layer, cell) == {one.slot: 1}
            assert near(counter, cell, layer=layer)[cell] == {one.slot: 1}


@pytest.mark.parametrize("plane", Plane)
@pytest.mark.parametrize("status", Status)
def test_every_status_of_every_plane_has_a_count(
    counter: Counter, new: New, place: Location, status: Status, plane: Plane
) -> None:
    one = at(place, status, plane=plane)

    counter.replace(new(), NOT_COUNTED, Counted(1, one))

    assert counter.of_cell(CURRENT, one.cell) == {Slot("speeding", status, plane): 1}


@pytest.mark.parametrize("category", [category.slug for category in a_catalogue()])
def test_every_category_has_a_count(counter: Counter, new: New, place: Location, category: str) -> None:
    one = at(place, category=category)

    counter.replace(new(), NOT_COUNTED, Counted(1, one))

    assert counter.of_cell(CURRENT, one.cell) == {one.slot: 1}


def test_a_unit_knows_all_it_has_by_month(counter: Counter, new: New, place: Location) -> None:
    unit = new()
    for showing in Showing:
        counter.replace(new(), NOT_COUNTED, Counted(1, at(place, unit=unit, showing=showing)))

    assert counter.of_unit(unit) == {MONTH: {at(place).slot: len(Showing)}}
    assert counter.of_unit(new()) == {}


def test_protected_counts_are_kept_by_month_in_the_finest_cells_of_poland(counter: Counter, new: New) -> None:
    somewhere, month = Location(52.1, 19.4), new()
    one = replace(at(somewhere, category="begging", showing=Showing.PROTECTED), month=month)

    counter.replace(new(), NOT_COUNTED, Counted(1, one))

    assert counter.protected(month) == {one.cell: {one.slot: 1}}
    assert counter.protected(new()) == {}
    assert near(counter, one.cell, layer=month) == {}


def test_the_ledger_holds_what_was_counted_last(counter: Counter, new: New, place: Location) -> None:
    report_id = new()
    first, second, gone = Counted(1, at(place)), Counted(4, at(place, Status.CONFIRMED)), Counted(5, None)

    assert counter.counted(report_id) == NOT_COUNTED
    for before, after in ((NOT_COUNTED, first), (first, second), (second, gone)):
        counter.replace(report_id, before, after)
        assert counter.counted(report_id) == after
        assert counter.counted(report_id).replaced == before.contribution


def test_a_move_is_taken_from_one_count_and_added_to_the_other(
    counter: Counter, new: New, place: Location
) -> None:
    moving, staying = new(), new()
    first, second = at(place), at(place, Status.UNDER_VERIFICATION)
    for report_id in (moving, staying):
        counter.replace(report_id, NOT_COUNTED, Counted(1, first))

    counter.replace(moving, Counted(1, first), Counted(2, second))

    for cell in ancestors(first):
        assert counter.of_cell(CURRENT, cell) == {first.slot: 1, second.slot: 1}


def test_what_is_counted_already_is_refused_and_counts_stay(
    counter: Counter, new: New, place: Location
) -> None:
    report_id = new()
    first, second = Counted(1, at(place)), Counted(2, at(place, Status.CONFIRMED))
    counter.replace(report_id, NOT_COUNTED, first)
    counter.replace(report_id, first, second)

    for expected, target in (
        (NOT_COUNTED, first),  # a repeat of the first
        (first, second),  # a repeat of the second
        (first, Counted(3, None)),  # a wrong belief of what is counted
        (second, Counted(2, at(place, Status.FORWARDED))),  # a version no newer
        (second, Counted(1, None)),  # the deletion of a version before
        (NOT_COUNTED, Counted(3, None)),
    ):
        with pytest.raises(StaleVersion):
            counter.replace(report_id, expected, target)

    assert counter.counted(report_id) == second
    assert counter.of_cell(CURRENT, at(place).cell) == {at(place, Status.CONFIRMED).slot: 1}


def test_a_deletion_counts_once_after_its_version_and_before_the_next(
    counter: Counter, new: New, place: Location
) -> None:
    report_id, one = new(), at(place)
    counter.replace(report_id, NOT_COUNTED, Counted(3, one))

    counter.replace(report_id, Counted(3, one), Counted(3, None))

    assert counter.of_cell(CURRENT, one.cell) == {}
    for late in (Counted(3, one), Counted(3, None), Counted(2, None)):
        with pytest.raises(StaleVersion):
            counter.replace(report_id, Counted(3, None), late)
    assert counter.counted(report_id).replaced == one
    counter.replace(report_id, Counted(3, None), Counted(4, one))
    assert counter.of_cell(CURRENT, one.cell) == {one.slot: 1}


def test_a_report_that_adds_nothing_is_remembered_with_its_version(counter: Counter, new: New) -> None:
    report_id = new()

    counter.replace(report_id, NOT_COUNTED, Counted(2, None))

    assert counter.counted(report_id) == Counted(2, None)
    with pytest.raises(StaleVersion):
        counter.replace(report_id, NOT_COUNTED, Counted(1, None))


def test_categories_and_cells_are_counted_apart(counter: Counter, new: New, place: Location) -> None:
    one, other = at(place), at(Location(place.lat, place.lon + 0.05), category="vandalism")

    for each in (one, other):
        counter.replace(new(), NOT_COUNTED, Counted(1, each))

    assert counter.of_cell(CURRENT, one.cell) == {one.slot: 1}
    assert counter.of_cell(CURRENT, other.cell) == {other.slot: 1}


def test_what_is_over_leaves_the_layer_of_now_and_stays_in_the_history(
    counter: Counter, new: New, place: Location
) -> None:
    report_id = new()
    shown, over = at(place, Status.ELIMINATED), at(place, Status.ELIMINATED, showing=Showing.HISTORY)
    counter.replace(report_id, NOT_COUNTED, Counted(1, shown))

    counter.replace(report_id, Counted(1, shown), Counted(2, over))

    assert counter.of_cell(CURRENT, shown.cell) == {}
    assert counter.of_cell(MONTH, shown.cell) == counter.of_cell("2026", shown.cell) == {shown.slot: 1}


def test_an_untouched_cell_counts_nothing(counter: Counter, place: Location) -> None:
    cell = at(place).cell

    assert counter.of_cell(CURRENT, cell) == {}
    assert cell not in near(counter, cell)
    assert counter.below([CURRENT], [], 9) == {CURRENT: {}}


def test_cells_far_apart_are_read_together(counter: Counter, new: New, place: Location) -> None:
    places = [place, Location(place.lat, place.lon + 3), Location(place.lat + 3, place.lon)]
    cells_ = [at(one).cell for one in places]
    for one in places:
        counter.replace(new(), NOT_COUNTED, Counted(1, at(one)))

    found = near(counter, *cells_)

    assert all(found[cell] == {at(place).slot: 1} for cell in cells_)
    assert all(cells.resolution_of(cell) == 9 for cell in found)


def test_layers_are_read_together_and_none_but_those_wanted(
    counter: Counter, new: New, place: Location
) -> None:
    months = ("2025-11", "2025-12", "2026-01", "2026-02", "2026-03")
    for month in months:
        counter.replace(new(), NOT_COUNTED, Counted(1, replace(at(place), month=month)))
    one, blocks = at(place), {cells.block_of(at(place).cell)}
    totals = {"2025": 2, "2025-12": 1, "2026": 3, "2026-02": 1, CURRENT: 5}

    for wanted in (totals, ["2025-12", "2026"], ["2026-02", CURRENT], ["2025"]):
        found = counter.below(wanted, blocks, 9)
        assert found == {layer: {one.cell: {one.slot: totals[layer]}} for layer in wanted}


def near(counter: Counter, *cells_: str, layer: str = CURRENT) -> CellCounts:
    """Return the counts in the blocks of cells of one resolution."""
    (resolution,) = {cells.resolution_of(cell) for cell in cells_}
    return counter.below([layer], {cells.block_of(cell) for cell in cells_}, resolution)[layer]


def rows_of(counter: Counter, one: Contribution) -> dict[str, object]:
    """Return what is stored of each cell, empty rows too."""
    found = {cell: near(counter, cell) for cell in ancestors(one)}
    return {cell: rows[cell] for cell, rows in found.items() if cell in rows}


def test_rows_that_count_nothing_any_more_are_seen_and_swept(
    counter: Counter, new: New, place: Location
) -> None:
    report_id, one = new(), at(place)
    counter.replace(report_id, NOT_COUNTED, Counted(1, one))
    counter.replace(report_id, Counted(1, one), Counted(2, None))

    assert rows_of(counter, one) == {cell: {} for cell in ancestors(one)}
    assert counter.of_cell(CURRENT, one.cell) == {}
    counter.sweep(one.rows())

    assert rows_of(counter, one) == {}


def test_sweeping_leaves_what_counts(counter: Counter, new: New, place: Location) -> None:
    one = at(place)
    counter.replace(new(), NOT_COUNTED, Counted(1, one))

    counter.sweep([*one.rows(), *one.rows(), Row("2001-01", one.cell)])

    assert rows_of(counter, one) == {cell: {one.slot: 1} for cell in ancestors(one)}


def test_sweeping_leaves_a_row_whose_reports_only_moved(counter: Counter, new: New, place: Location) -> None:
    report_id, before, after = new(), at(place), at(place, Status.CONFIRMED)
    counter.replace(report_id, NOT_COUNTED, Counted(1, before))
    counter.replace(report_id, Counted(1, before), Counted(2, after))

    counter.sweep(before.rows())

    assert rows_of(counter, after) == {cell: {after.slot: 1} for cell in ancestors(after)}


def test_a_swept_row_counts_again(counter: Counter, new: New, place: Location) -> None:
    report_id, one = new(), at(place)
    counter.replace(report_id, NOT_COUNTED, Counted(1, one))
    counter.replace(report_id, Counted(1, one), Counted(2, None))
    counter.sweep(one.rows())

    counter.replace(report_id, Counted(2, None), Counted(3, one))

    assert rows_of(counter, one) == {cell: {one.slot: 1} for cell in ancestors(one)}


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.lists(st.none() | st.sampled_from(Status), max_size=6))
def test_any_path_of_a_report_leaves_its_last_contribution(
    counter: Counter, new: New, path: list[Status | None]
) -> None:
    report_id, held, unit = new(), NOT_COUNTED, new()
    here = Location(52.0, 19.0)

    for version, status in enumerate(path, start=1):
        target = Counted(version, at(here, status, unit=unit) if status else None)
        counter.replace(report_id, held, target)
        held = target

    last = held.contribution
    assert counter.of_unit(unit).get(MONTH, {}) == ({last.slot: 1} if last else {})


def test_a_block_larger_than_a_page_is_read_to_its_end(real: Stores) -> None:
    block = cells.block_of(cell_at(53.9, 22.9))
    numbers = {
        Slot(category.slug, status, plane): 1000
        for category in a_catalogue()
        for status in Status
        for plane in Plane
    }
    kept = {Row(CURRENT, cell): numbers for cell in h3.cell_to_children(block, 9)}
    tables = (real.setting(name) for name in ("REPORTS_TABLE", "CELL_COUNTS_TABLE", "COUNTED_REPORTS_TABLE"))
    TableBooks.of_tables(a_catalogue(), *tables).put_rows(kept.items())

    real.relay.noted()
    found = real.counter.below([CURRENT], [block], 9)[CURRENT]
    pages = len(real.relay.noted())

    assert found == {row.place: counts for row, counts in kept.items()}
    assert pages > 1
