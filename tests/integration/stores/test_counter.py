"""What every `Counter` promises: rows that add up, a ledger that decides, nothing left of what is gone."""

from collections.abc import Callable

import h3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.adapters.dynamodb.cell_counter import row_key, shelf_of
from chalicelib.adapters.dynamodb.tables import CellCountRow, bound
from chalicelib.domain import cell as cells
from chalicelib.domain.aggregation import CellCategory, Contribution
from chalicelib.domain.cell import cell_at
from chalicelib.domain.errors import StaleVersion
from chalicelib.domain.report import Location
from chalicelib.domain.status import Status
from chalicelib.ports import NOT_COUNTED, CellCounts, Counted, Counter
from tests.builders import a_catalogue
from tests.integration.stores.conftest import Stores

New = Callable[[], str]
COUNTED_STATUSES = sorted(set(Status) - {Status.JOKE_OR_MISTAKE})


def at(
    place: Location, status: Status = Status.NEW, *, category: str = "speeding", finest: int = 9
) -> Contribution:
    return Contribution(cells.parent(cell_at(place.lat, place.lon), finest), category, status)


def test_a_report_counts_in_its_cell_and_every_ancestor(counter: Counter, new: New, place: Location) -> None:
    one = at(place)

    counter.replace(new(), NOT_COUNTED, Counted(1, one))

    for cell in one.places():
        assert counter.of_cell(cell) == {"speeding": {Status.NEW: 1}}
        assert near(counter, cell)[cell] == {"speeding": {Status.NEW: 1}}


@pytest.mark.parametrize("status", COUNTED_STATUSES)
def test_every_public_status_has_a_count(counter: Counter, new: New, place: Location, status: Status) -> None:
    one = at(place, status)

    counter.replace(new(), NOT_COUNTED, Counted(1, one))

    assert counter.of_cell(one.cell) == {"speeding": {status: 1}}


def test_the_ledger_holds_what_was_counted_last(counter: Counter, new: New, place: Location) -> None:
    report_id = new()
    first, second, gone = Counted(1, at(place)), Counted(4, at(place, Status.CONFIRMED)), Counted(5, None)

    assert counter.counted(report_id) == NOT_COUNTED
    for before, after in ((NOT_COUNTED, first), (first, second), (second, gone)):
        counter.replace(report_id, before, after)
        assert counter.counted(report_id) == after


def test_a_move_is_taken_from_one_count_and_added_to_the_other(
    counter: Counter, new: New, place: Location
) -> None:
    moving, staying = new(), new()
    first, second = at(place), at(place, Status.UNDER_VERIFICATION)
    for report_id in (moving, staying):
        counter.replace(report_id, NOT_COUNTED, Counted(1, first))

    counter.replace(moving, Counted(1, first), Counted(2, second))

    for cell in first.places():
        assert counter.of_cell(cell) == {"speeding": {Status.NEW: 1, Status.UNDER_VERIFICATION: 1}}


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
        (second, Counted(2, None)),  # a version no newer
        (NOT_COUNTED, Counted(3, None)),
    ):
        with pytest.raises(StaleVersion):
            counter.replace(report_id, expected, target)

    assert counter.counted(report_id) == second
    assert counter.of_cell(at(place).cell) == {"speeding": {Status.CONFIRMED: 1}}


def test_a_report_that_adds_nothing_is_remembered_with_its_version(counter: Counter, new: New) -> None:
    report_id = new()

    counter.replace(report_id, NOT_COUNTED, Counted(2, None))

    assert counter.counted(report_id) == Counted(2, None)
    with pytest.raises(StaleVersion):
        counter.replace(report_id, NOT_COUNTED, Counted(1, None))


def test_categories_and_cells_are_counted_apart(counter: Counter, new: New, place: Location) -> None:
    fine, coarse = at(place), at(place, category="begging", finest=6)

    for one in (fine, coarse):
        counter.replace(new(), NOT_COUNTED, Counted(1, one))

    assert counter.of_cell(fine.cell) == {"speeding": {Status.NEW: 1}}
    assert counter.of_cell(coarse.cell) == {"speeding": {Status.NEW: 1}, "begging": {Status.NEW: 1}}


def test_an_untouched_cell_counts_nothing(counter: Counter, place: Location) -> None:
    cell = at(place).cell

    assert counter.of_cell(cell) == {}
    assert cell not in near(counter, cell)
    assert counter.below([], 9) == {}


def test_cells_far_apart_are_read_together(counter: Counter, new: New, place: Location) -> None:
    places = [place, Location(place.lat, place.lon + 3), Location(place.lat + 3, place.lon)]
    cells_ = [at(one).cell for one in places]
    for one in places:
        counter.replace(new(), NOT_COUNTED, Counted(1, at(one)))

    found = near(counter, *cells_)

    assert all(found[cell] == {"speeding": {Status.NEW: 1}} for cell in cells_)
    assert all(cells.resolution_of(cell) == 9 for cell in found)


def near(counter: Counter, *cells_: str) -> CellCounts:
    """Return the counts in the blocks of cells of one resolution."""
    (resolution,) = {cells.resolution_of(cell) for cell in cells_}
    return counter.below({cells.block_of(cell) for cell in cells_}, resolution)


def rows_of(counter: Counter, one: Contribution) -> dict[str, object]:
    """Return what is stored of each place, empty rows too."""
    found = {place: near(counter, place).get(place, {}) for place in one.places()}
    return {place: row[one.category] for place, row in found.items() if one.category in row}


def test_rows_that_count_nothing_any_more_are_seen_and_swept(
    counter: Counter, new: New, place: Location
) -> None:
    report_id, one = new(), at(place)
    counter.replace(report_id, NOT_COUNTED, Counted(1, one))
    counter.replace(report_id, Counted(1, one), Counted(2, None))

    assert rows_of(counter, one) == {cell: {} for cell in one.places()}
    assert counter.of_cell(one.cell) == {}
    counter.sweep([CellCategory(cell, one.category) for cell in one.places()])

    assert rows_of(counter, one) == {}


def test_sweeping_leaves_what_counts(counter: Counter, new: New, place: Location) -> None:
    one = at(place)
    counter.replace(new(), NOT_COUNTED, Counted(1, one))
    every = [CellCategory(cell, one.category) for cell in one.places()]

    counter.sweep([*every, *every, CellCategory(one.cell, "never counted")])

    assert rows_of(counter, one) == {cell: {Status.NEW: 1} for cell in one.places()}


def test_a_swept_row_counts_again(counter: Counter, new: New, place: Location) -> None:
    report_id, one = new(), at(place)
    counter.replace(report_id, NOT_COUNTED, Counted(1, one))
    counter.replace(report_id, Counted(1, one), Counted(2, None))
    counter.sweep([CellCategory(cell, one.category) for cell in one.places()])

    counter.replace(report_id, Counted(2, None), Counted(3, one))

    assert rows_of(counter, one) == {cell: {Status.NEW: 1} for cell in one.places()}


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.lists(st.none() | st.sampled_from(COUNTED_STATUSES), max_size=6))
def test_any_path_of_a_report_leaves_its_last_contribution(
    counter: Counter, new: New, path: list[Status | None]
) -> None:
    report_id, held, category = new(), NOT_COUNTED, new()
    here = Location(52.0, 19.0)

    for version, status in enumerate(path, start=1):
        target = Counted(version, at(here, status, category=category) if status else None)
        counter.replace(report_id, held, target)
        held = target

    last = held.contribution
    assert counter.of_cell(at(here).cell).get(category, {}) == ({last.status: 1} if last else {})


def test_a_block_larger_than_a_page_is_read_to_its_end(real: Stores) -> None:
    block = cells.block_of(cell_at(53.9, 22.9))
    places = [
        CellCategory(cell, category.slug)
        for cell in h3.cell_to_children(block, 9)
        for category in a_catalogue()
    ]
    model = bound(CellCountRow, real.setting("CELL_COUNTS_TABLE"))
    with model.batch_write() as batch:
        for place in places:
            row = model(shelf_of(place.cell), row_key(place))
            for status in COUNTED_STATUSES:
                setattr(row, status, 1000)
            batch.save(row)

    real.relay.noted()
    found = real.counter.below([block], 9)
    pages = len(real.relay.noted())

    read = {CellCategory(cell, category) for cell, some in found.items() for category in some}
    assert read == set(places)
    assert pages > 1
