"""A public time ends: from the schedule's event to the last tile that goes, and what the history keeps."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.domain.month import month_of
from chalicelib.domain.report import Location, Report
from chalicelib.domain.status import Status
from chalicelib.domain.tile import Tile, tiles_at
from infra.local.system import System
from tests.builders import REASON, a_report, an_image
from tests.integration.people import ask

EVENT: dict[str, Any] = {"detail-type": "Scheduled Event", "detail": {}}
DRAINED_SECONDS = 100
NOW = datetime.now(UTC)
CASES = [
    ((Status.CONFIRMED, Status.ELIMINATED), timedelta(weeks=5), Location(53.9, 22.1)),
    ((Status.UNCONFIRMED,), timedelta(days=8), Location(49.2, 22.4)),
]
"""Places where no other test reports anything."""


def ended(statuses: tuple[Status, ...], ago: timedelta, place: Location) -> tuple[Report, Report]:
    """Return a report before its last move, when nothing ends yet, and after it, so long ago."""
    first = a_report(str(uuid.uuid4()), at=place, placed=NOW - ago - timedelta(days=9))
    path = (Status.UNDER_VERIFICATION, *statuses)
    moments = [NOW - ago - timedelta(days=len(path) - n) for n in range(1, len(path) + 1)]
    life = [first]
    for status, at in zip(path, moments, strict=True):
        life.append(life[-1].moved(status, at, note=REASON))
    return life[-2], life[-1]


def put(system: System, report: Report) -> None:
    table = system.plan.functions["deadlines"].environment["REPORTS_TABLE"]
    system.client("dynamodb").put_item(TableName=table, Item=an_image(report))


def read(system: System, tile: Tile) -> int:
    status, _ = ask(system, "GET", f"/v1/tiles/{tile.layer}/{tile.z}/{tile.x}/{tile.y}.mvt")
    return status


def counted(system: System, report: Report, layer: str) -> Any:
    return ask(system, "GET", f"/v1/cells/{report.cell}?layer={layer}")[1]["counts"]


@pytest.mark.parametrize(("statuses", "ago", "place"), CASES)
def test_what_is_over_leaves_the_map_of_now_with_its_last_tile_and_stays_in_the_history(
    system: System, statuses: tuple[Status, ...], ago: timedelta, place: Location
) -> None:
    shown, over = ended(statuses, ago, place)
    now = [tile for layer in ("current", "residents") for tile in tiles_at(over.cell, layer, 12)]
    history = month_of(over.created_at)
    put(system, shown)
    system.drain(DRAINED_SECONDS)
    assert {read(system, tile) for tile in now} == {200}

    put(system, over)
    system.invoke("deadlines", EVENT)
    system.drain(DRAINED_SECONDS)

    assert {read(system, tile) for tile in now} == {204}
    assert counted(system, over, "current") == {}
    for layer in (history, history[:4], "last-12-months"):
        assert counted(system, over, layer) == {over.category: {over.status: 1}}
        assert {read(system, tile) for tile in tiles_at(over.cell, layer, 12)} == {200}
