"""What is derived from the seed agrees with it, and live changes go on from there exactly."""

import gzip
import json
import urllib.request
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import mapbox_vector_tile
import pytest

from chalicelib.adapters.catalogue import load_reference
from chalicelib.adapters.dynamodb.generation_store import GenerationStore
from chalicelib.adapters.dynamodb.report_rows import to_row
from chalicelib.adapters.dynamodb.report_store import ReportStore
from chalicelib.adapters.dynamodb.table_books import TableBooks
from chalicelib.adapters.dynamodb.tables.binding import bound
from chalicelib.adapters.dynamodb.tables.reports import ReportRow
from chalicelib.adapters.s3 import S3TileStore
from chalicelib.adapters.unit_directory import load_units
from chalicelib.domain.aggregation import UNIT
from chalicelib.domain.calendar import WARSAW
from chalicelib.domain.cell import resolution_of
from chalicelib.domain.layer import CURRENT, ROLLING, is_layer
from chalicelib.domain.merging import merged
from chalicelib.domain.month import month_of, months_after
from chalicelib.domain.officer import Role
from chalicelib.domain.plane import Plane
from chalicelib.domain.report import Report
from chalicelib.domain.statistics import Figures
from chalicelib.domain.status import Status
from chalicelib.domain.tile import RESOLUTION_AT
from chalicelib.domain.unit import garrison_of
from chalicelib.domain.visibility import Showing, showing
from chalicelib.ports.counts import Counted
from chalicelib.usecases.act_as_officer import Desk
from chalicelib.usecases.rebuild import wanted
from chalicelib.usecases.recount import recount
from chalicelib.usecases.unit_statistics import Period, unit_statistics
from infra.local.system import System
from infra.seed.first_run import first_data, settings
from tests.builders import PATHS, a_report, an_image, an_officer
from tests.fakes.counts import InMemoryCounter
from tests.fakes.roster import InMemoryRoster
from tests.integration.by_duckdb import (
    PUBLIC_ROWS,
    WITHOUT_A_RULE,
    PublicRow,
    database,
    public_rows,
    statistics,
)

TEMPLATE = Path(__file__).parent.parent.parent / "template.yaml"
FEW = 800
CATALOGUE = load_reference().catalogue


@pytest.fixture(scope="module")
def seeded() -> Iterator[System]:
    with System(TEMPLATE, seed=first_data(FEW), scheduled=False) as system:
        yield system


@pytest.fixture
def books(seeded: System, monkeypatch: pytest.MonkeyPatch) -> TableBooks:
    """The seeded tables, reached as functions reach them: by what the environment says."""
    environment = settings(seeded)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    tables = ("REPORTS_TABLE", "CELL_COUNTS_TABLE", "COUNTED_REPORTS_TABLE")
    return TableBooks.of_tables(CATALOGUE, *(environment[name] for name in tables))


def test_stored_counts_and_ledger_equal_a_recount_of_the_stored_reports(books: TableBooks) -> None:
    stored = reports_of(books)

    anew = recount(stored, CATALOGUE)

    assert len(stored) == FEW
    assert dict(books.rows()) == anew.counts
    assert ledger_of(books) == anew.ledger


def test_every_layer_has_its_tiles_and_none_waits_to_be_drawn(seeded: System, books: TableBooks) -> None:
    environment = settings(seeded)
    counted = {row.layer for row, _ in books.rows() if is_layer(row.layer)}

    drawn = S3TileStore(seeded.client("s3"), environment["TILES_BUCKET"]).layers()
    generations = GenerationStore.of_table(environment["CELL_COUNTS_TABLE"]).get()

    assert drawn >= {*counted, ROLLING}
    assert wanted(generations, month_of(datetime.now(UTC))) is None


def test_no_unit_is_alerted_of_seeded_reports(seeded: System) -> None:
    seeded.drain()

    assert ask(seeded, "/local/alerts") == {"alerts": []}


@pytest.mark.parametrize("z", RESOLUTION_AT)
def test_tiles_of_every_zoom_show_exactly_the_counts(seeded: System, books: TableBooks, z: int) -> None:
    expected = _totals(books, RESOLUTION_AT[z])

    shown = _shown(seeded, z)

    assert shown == expected


def test_statistics_agree_with_a_database(seeded: System, books: TableBooks) -> None:
    stored, now = reports_of(books), datetime.now(UTC)
    period = Period(months_after(month_of(now), -11), month_of(now))
    store = ReportStore.of_tables(settings(seeded)["REPORTS_TABLE"])
    units = load_units()
    desk = Desk(
        store,
        units,
        lambda: now,
        lambda _: None,
        timedelta(days=1),
        InMemoryCounter(),
        InMemoryRoster(),
        CATALOGUE,
    )
    garrison = Counter(garrison_of(report.unit) for report in stored).most_common(1)[0][0]
    chief = an_officer(Role.NATIONAL_ADMIN, "KGP")

    found = unit_statistics(garrison, period, chief, desk)

    assert found.total == found.garrison
    with database(one for one in stored if garrison_of(one.unit) == garrison) as of:
        wanted = {month: statistics(of, month, now) for month in found.months}
    for month, one in found.months.items():
        numbers = (one.received, one.confirmed_share, one.late_share, *hours(one))
        assert numbers == pytest.approx(wanted[month], abs=1e-6)
    assert found.total.received > 20


def hours(one: Figures) -> tuple[float | None, ...]:
    spreads = (one.hours_to_read, one.hours_to_verify)
    return tuple(value for spread in spreads for value in (spread.median, spread.ninetieth))


def test_a_live_change_of_a_seeded_report_is_counted_and_drawn(seeded: System, books: TableBooks) -> None:
    confirmed = next(
        one for one in reports_of(books) if one.status is Status.CONFIRMED and is_on_the_map(one)
    )
    moved = confirmed.moved(Status.FORWARDED, datetime.now(UTC), note="Do zarządcy drogi")

    row = to_row(moved, bound(ReportRow, "unused")).serialize()
    seeded.client("dynamodb").put_item(TableName=settings(seeded)["REPORTS_TABLE"], Item=row)
    seeded.drain()

    anew = recount(reports_of(books), CATALOGUE)
    ledger = ledger_of(books)
    assert ledger[moved.id].version == moved.version
    assert (dict(books.rows()), ledger) == (anew.counts, anew.ledger)
    cell = ask(seeded, f"/v1/cells/{moved.cell}")
    assert cell["counts"][moved.category]["forwarded"] >= 1
    assert _shown(seeded, 12) == _totals(books, RESOLUTION_AT[12])


def test_a_live_report_among_seeded_ones_is_counted_and_drawn(seeded: System, books: TableBooks) -> None:
    before = recount(reports_of(books), CATALOGUE)
    body = {"category": "speeding", "lat": 52.2297, "lon": 21.0122}

    answer = ask(seeded, "/v1/reports", body)
    seeded.drain()

    anew = recount(reports_of(books), CATALOGUE)
    assert len(anew.ledger) == len(before.ledger) + 1
    assert (dict(books.rows()), ledger_of(books)) == (anew.counts, anew.ledger)
    assert _shown(seeded, 12)[answer["cell"]] == _totals(books, 9)[answer["cell"]]


def is_on_the_map(report: Report) -> bool:
    category = CATALOGUE.find(report.category)
    return category is not None and showing(report, category) is Showing.CURRENT


@pytest.fixture(scope="module")
def asked_at(seeded: System) -> datetime:
    """When the clock last looked at all reports, among them one on each side of every rule of visibility."""
    now, client = datetime.now(UTC), seeded.client("dynamodb")
    for report in peculiar(now):
        client.put_item(TableName=settings(seeded)["REPORTS_TABLE"], Item=an_image(report))
    seeded.drain()
    seeded.invoke("deadlines", {})
    seeded.drain()
    return now


def test_every_public_count_is_what_a_database_finds(books: TableBooks, asked_at: datetime) -> None:
    stored = public_rows_of(books)

    with database(reports_of(books)) as of:
        assert stored == public_rows(of, asked_at)
    assert len(stored) > 5 * FEW


def test_every_rule_of_visibility_decides_of_some_count(books: TableBooks, asked_at: datetime) -> None:
    stored = public_rows_of(books)

    with database(reports_of(books)) as of:
        for rule, forgotten in WITHOUT_A_RULE.items():
            assert rule in PUBLIC_ROWS
            assert public_rows(of, asked_at, PUBLIC_ROWS.replace(rule, forgotten)) != stored, rule


def public_rows_of(books: TableBooks) -> dict[PublicRow, int]:
    return {
        (row.layer, row.place, slot.category, slot.status.value, slot.plane.value): n
        for row, counts in books.rows()
        if not row.layer.startswith(UNIT)
        for slot, n in counts.items()
    }


def peculiar(now: datetime) -> list[Report]:
    """Return reports that are rare among the seeded ones."""
    hour, day = timedelta(hours=1), timedelta(days=1)
    over = ended(now - 8 * day, Status.UNCONFIRMED)
    duplicate, main = merged(odd(placed=now), odd(placed=now), now, by="officer@1261")
    new_year = datetime(now.year, 1, 1, tzinfo=WARSAW).astimezone(UTC)
    return [
        ended(now - 7 * day + hour, Status.UNCONFIRMED),
        ended(now - 7 * day - hour, Status.UNCONFIRMED),
        over.noted("Sprawdzone jeszcze raz", now - day, by="officer@1261"),
        ended(now - 27 * day, Status.ELIMINATED),
        ended(now - 32 * day, Status.ELIMINATED),
        odd(placed=new_year),
        odd(placed=now, category="dangerous_entertainment"),
        odd(placed=now, category="dangerous_entertainment", status=Status.FORWARDED),
        odd(placed=now, category="drug_use", status=Status.CONFIRMED),
        odd(placed=now, category="begging"),
        odd(placed=now, category="begging", status=Status.CONFIRMED),
        odd(placed=now, status=Status.JOKE_OR_MISTAKE),
        odd(placed=now, plane=Plane.POLICE),
        odd(placed=now, plane=Plane.CONTACT),
        duplicate,
        main,
    ]


def odd(**values: Any) -> Report:
    return a_report(str(uuid4()), **values)


def ended(at: datetime, status: Status) -> Report:
    """Return a report that came into a status at a moment."""
    placed = at - timedelta(hours=len(PATHS[status]))
    return odd(placed=placed, status=status)


def reports_of(books: TableBooks) -> list[Report]:
    return [report for sheet in books.reports() for report in sheet.items]


def ledger_of(books: TableBooks) -> dict[str, Counted]:
    return {report_id: line for sheet in books.lines() for report_id, line in sheet.items.items()}


def ask(system: System, path: str, body: Any = None) -> Any:
    """Return the answer of a request that must succeed."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(system.url + path, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.loads(answer.read())


def _totals(books: TableBooks, resolution: int) -> dict[str, int]:
    """Return the stored totals of the cells of a resolution."""
    totals: Counter[str] = Counter()
    for row, counts in books.rows():
        if row.layer == CURRENT and resolution_of(row.place) == resolution:
            totals[row.place] += sum(counts.values())
    return dict(totals)


def _shown(system: System, z: int) -> dict[str, int]:
    """Return the totals that the tiles of a zoom show; tiles that show the same cell agree on it."""
    totals: dict[str, int] = {}
    for tile in _tiles(system, z):
        for feature in tile["cells"]["features"]:
            properties = feature["properties"]
            assert totals.setdefault(properties["cell"], properties["total"]) == properties["total"]
    return totals


def _tiles(system: System, z: int) -> Iterator[Any]:
    s3, bucket = system.client("s3"), settings(system)["TILES_BUCKET"]
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=f"v1/tiles/current/{z}/"):
        for item in page.get("Contents", []):
            body = s3.get_object(Bucket=bucket, Key=item["Key"])["Body"].read()
            yield mapbox_vector_tile.decode(gzip.decompress(body))
