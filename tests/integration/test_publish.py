"""A month of sensitive reports, from the reports table to the public's tiles, cells and documents."""

import gzip
import json
import urllib.request
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import mapbox_vector_tile
import pytest

from chalicelib.adapters.dynamodb.report_rows import to_row
from chalicelib.adapters.dynamodb.tables.binding import bound
from chalicelib.adapters.dynamodb.tables.reports import ReportRow
from chalicelib.domain.cell import cell_at, parent
from chalicelib.domain.report import Location, Report
from chalicelib.domain.status import Status
from infra.local.system import System
from tests.builders import a_report

OLSZTYN = Location(53.7784, 20.4801)
CELL = cell_at(OLSZTYN.lat, OLSZTYN.lon)
EVENT = {"time": "2021-04-15T12:00:00Z"}
TEMPLATE = Path(__file__).parent.parent.parent / "template.yaml"


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    """A system in which nothing was published yet."""
    with System(TEMPLATE, scheduled=False) as started:
        yield started


def test_a_month_becomes_public_once_and_stays_as_it_is(system: System) -> None:
    reports = [placed(system, "begging") for _ in range(6)]
    placed(system, "drug_use")
    system.drain()
    assert ask(system, f"/v1/cells/{CELL}")["counts"] == {}

    first = system.invoke("publish", EVENT)
    system.drain()
    placed(system, "begging", reports[0], version=2)
    system.drain()
    again = system.invoke("publish", EVENT)
    system.drain()

    assert (first, again) == ({"published": ["2021-03"]}, {"published": []})
    assert ask(system, "/v1/publications/2021-03.json")["areas"] == {"begging": {CELL: 6}}
    assert "2021-03" in [one["month"] for one in ask(system, "/v1/publications")["publications"]]
    for layer in ("2021-03", "2021"):
        cell = ask(system, f"/v1/cells/{parent(CELL, 5)}?layer={layer}")
        (drawn,) = features(system, layer)
        assert (cell["counts"], cell["total"]) == ({"begging": {"all": 6}}, 6)
        assert drawn == {"cell": parent(CELL, 3), "total": 6, "begging.all": 6}


def placed(system: System, category: str, over: Report | None = None, version: int = 1) -> Report:
    """Write a report of March 2021, or over one that was a prank; return it."""
    report = a_report(
        over.id if over else str(uuid.uuid4()),
        category="drug_use" if over else category,
        status=Status.CONFIRMED,
        at=OLSZTYN,
        placed=datetime(2021, 3, 14, 9, tzinfo=UTC),
        unit="2862",
    )
    row = to_row(report, bound(ReportRow, "unused")).serialize()
    table = system.plan.functions["api"].environment["REPORTS_TABLE"]
    system.client("dynamodb").put_item(TableName=table, Item={**row, "version": {"N": str(version)}})
    return report


def features(system: System, layer: str) -> list[dict[str, Any]]:
    """Return what the tiles of the coarsest zoom show."""
    s3, bucket = system.client("s3"), system.plan.functions["tiles"].environment["TILES_BUCKET"]
    found: dict[str, dict[str, Any]] = {}
    for one in s3.list_objects_v2(Bucket=bucket, Prefix=f"v1/tiles/{layer}/4/")["Contents"]:
        body = s3.get_object(Bucket=bucket, Key=one["Key"])["Body"].read()
        for feature in mapbox_vector_tile.decode(gzip.decompress(body))["cells"]["features"]:
            found[feature["properties"]["cell"]] = feature["properties"]
    return list(found.values())


def ask(system: System, path: str) -> Any:
    with urllib.request.urlopen(system.url + path, timeout=10) as answer:
        return json.loads(answer.read())
