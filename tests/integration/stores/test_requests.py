"""What the real stores cost on the wire, and what they make of an error that DynamoDB answers."""

from collections import Counter as Tally
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from pynamodb.exceptions import TransactWriteError

from chalicelib.adapters.dynamodb.busy import ATTEMPTS
from chalicelib.domain.cell import cell_at
from chalicelib.domain.errors import Busy, MalformedRow, QuotaExceeded
from chalicelib.domain.layer import CURRENT
from chalicelib.domain.origin import Quota
from chalicelib.domain.report import Details, Location
from chalicelib.domain.tile import tiles_showing
from chalicelib.ports.counts import NOT_COUNTED, Counted
from chalicelib.ports.reports import Repeated
from chalicelib.usecases.aggregate_cells import aggregate_cells
from chalicelib.usecases.draw_tiles import Easel, redraw
from infra.local.resources import clients
from tests.builders import (
    THIS_MONTH,
    a_catalogue,
    a_change,
    a_contribution,
    a_report,
    a_use,
    an_answer,
    an_image,
)
from tests.fakes.pictures import InMemoryPublications, InMemoryTiles
from tests.integration.stores.conftest import Stores
from tests.integration.stores.relay import conflict, refused

New = Callable[[], str]
KB = 1024


def operations(real: Stores) -> list[str]:
    return [operation for operation, _ in real.relay.noted()]


def test_an_accepted_report_is_one_request(real: Stores, new: New) -> None:
    report = a_report(new())
    real.reports.add(a_report(new()), a_use(new()), None)  # whatever a first use of the client costs
    real.relay.noted()

    real.reports.add(report, a_use(new()), an_answer(new(), report=report))

    assert operations(real) == ["TransactWriteItems"]


def test_an_accepted_report_is_four_rows_of_one_write_unit_each(real: Stores, new: New) -> None:
    report = a_report(new(), details=Details(description="Samochody na chodniku " * 10))
    real.relay.noted()

    real.reports.add(report, a_use(new() * 2), an_answer(new() * 2, report=report))

    ((_, body),) = real.relay.noted()
    rows = [next(iter(item.values())) for item in body["TransactItems"]]
    assert len(rows) == 4
    assert all(size(row.get("Item") or row["Key"]) < KB for row in rows)


def test_uses_of_a_quota_expire_with_the_utc_day(real: Stores, new: New) -> None:
    report = a_report(new(), placed=datetime(2026, 3, 14, 23, 59, tzinfo=UTC))
    real.relay.noted()

    real.reports.add(report, a_use(new()), None)

    ((_, body),) = real.relay.noted()
    uses = [item["Update"] for item in body["TransactItems"] if "Update" in item]
    midnight = str(int(datetime(2026, 3, 15, tzinfo=UTC).timestamp()))
    assert len(uses) == 2
    assert all({"N": midnight} in use["ExpressionAttributeValues"].values() for use in uses)


def size(item: dict[str, Any]) -> int:
    """Return about what DynamoDB bills an item for: the bytes of its names and values."""
    return sum(len(name.encode()) + _value_size(value) for name, value in item.items())


def _value_size(value: dict[str, Any]) -> int:
    ((kind, inner),) = value.items()
    if kind == "M":
        return 3 + size(inner)
    if kind == "L":
        return 3 + sum(map(_value_size, inner))
    return len(str(inner).encode()) + 1


def test_the_refusals_of_a_report_are_known_without_asking_again(real: Stores, new: New) -> None:
    report, key, origin = a_report(new()), new(), new()
    real.reports.add(report, a_use(origin, quota=Quota(1, 1)), an_answer(key, report=report))
    real.relay.noted()

    with pytest.raises(Repeated):
        real.reports.add(a_report(new()), a_use(new()), an_answer(key))
    with pytest.raises(QuotaExceeded):
        real.reports.add(a_report(new()), a_use(origin, quota=Quota(1, 1)), None)

    assert operations(real) == ["TransactWriteItems"] * 2


def test_a_counted_change_is_one_request_and_a_repeat_one_more(
    real: Stores, new: New, place: Location
) -> None:
    change = a_change(after=a_report(new(), at=place))

    real.relay.noted()
    aggregate_cells(change, a_catalogue(), [real.counter], lambda _: None, THIS_MONTH)
    assert operations(real) == ["TransactWriteItems"]
    aggregate_cells(change, a_catalogue(), [real.counter], lambda _: None, THIS_MONTH)

    assert operations(real) == ["TransactWriteItems", "GetItem"]


def test_the_reads_of_a_drawing_do_not_grow_with_the_reports_of_its_cells(
    real: Stores, new: New, home: Location
) -> None:
    cell = cell_at(home.lat, home.lon)
    redraw(
        {CURRENT: {cell}}, Easel(real.counter, InMemoryPublications(), InMemoryTiles(), "2026-03")
    )  # sweeps what others left
    asked = []
    for _ in range(2):
        for _ in range(5):
            one = a_contribution(a_report(at=home))
            real.counter.replace(new(), NOT_COUNTED, Counted(1, one))
        real.relay.noted()
        redraw({CURRENT: {cell}}, Easel(real.counter, InMemoryPublications(), InMemoryTiles(), "2026-03"))
        asked.append(Tally(operations(real)))

    assert asked[0] == asked[1]
    assert set(asked[0]) == {"Query"}
    assert asked[0]["Query"] <= 2 * 20 * len(tiles_showing(cell, CURRENT))  # two looks, as nothing stood


def test_a_transaction_in_the_way_is_waited_for(real: Stores, new: New) -> None:
    report = a_report(new())
    real.relay.refuse_next(*[conflict("None", "TransactionConflict", "None")] * (ATTEMPTS - 1))

    real.reports.add(report, a_use(new()), None)

    assert real.reports.get(report.id) == report


def test_a_transaction_that_stays_in_the_way_makes_the_store_busy(real: Stores, new: New) -> None:
    real.relay.refuse_next(*[conflict("None", "TransactionConflict", "None")] * ATTEMPTS)

    with pytest.raises(Busy):
        real.reports.add(a_report(new()), a_use(new()), None)


def test_a_write_of_one_report_waits_for_a_transaction_as_transactions_do(real: Stores, new: New) -> None:
    report = a_report(new())
    real.reports.add(report, a_use(new()), None)

    real.relay.refuse_next(*[refused("TransactionConflictException")] * (ATTEMPTS - 1))
    real.reports.replace(report.concealed())

    assert real.reports.get(report.id) == report.concealed()


def test_a_write_of_one_report_that_stays_refused_makes_the_store_busy(real: Stores, new: New) -> None:
    report = a_report(new())
    real.reports.add(report, a_use(new()), None)

    hide, let_sleep = (
        partial(real.reports.replace, report.concealed()),
        partial(real.reports.let_sleep, report.id),
    )
    for write in (hide, let_sleep):
        real.relay.refuse_next(*[refused("TransactionConflictException")] * ATTEMPTS)
        with pytest.raises(Busy):
            write()

    assert real.reports.get(report.id) == report


def test_counting_is_busy_while_another_change_holds_the_rows(
    real: Stores, new: New, place: Location
) -> None:
    one = a_contribution(a_report(at=place))
    real.relay.refuse_next(conflict("None", "TransactionConflict", *["None"] * 6))

    with pytest.raises(Busy):
        real.counter.replace(new(), NOT_COUNTED, Counted(1, one))

    assert real.counter.of_cell(CURRENT, cell_at(place.lat, place.lon)) == {}


def test_a_refusal_nobody_foresaw_is_not_taken_for_another(real: Stores, new: New, place: Location) -> None:
    one = a_contribution(a_report(at=place))
    unforeseen = conflict("None", "ValidationError", "None")

    real.relay.refuse_next(unforeseen)
    with pytest.raises(TransactWriteError):
        real.reports.add(a_report(new()), a_use(new()), None)

    real.relay.refuse_next(unforeseen)
    with pytest.raises(TransactWriteError):
        real.counter.replace(new(), NOT_COUNTED, Counted(1, one))


@pytest.mark.parametrize("lost", ["lat", "history", "hidden"])
def test_a_spoilt_row_is_named_as_such_and_not_shown(real: Stores, new: New, lost: str) -> None:
    report = a_report(new())
    item = {name: value for name, value in an_image(report).items() if name != lost}
    clients(real.endpoint)("dynamodb").put_item(TableName=real.setting("REPORTS_TABLE"), Item=item)

    with pytest.raises(MalformedRow, match=lost):
        real.reports.get(report.id)
