"""Reports of a garrison as statistics see them, from the index that lists them by status and placing."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from chalicelib.adapters.dynamodb.moments import from_text, to_text
from chalicelib.adapters.dynamodb.tables.reports import ReportRow
from chalicelib.adapters.dynamodb.work_list import queue_of
from chalicelib.domain.statistics import Case
from chalicelib.domain.status import Status

READ = [
    "unit",
    "category",
    "status",
    "placed",
    "duplicate_of",
    "read_at",
    "verified_at",
    "read_by",
    "verify_by",
]
"""What is read of a row; taking the others apart would take longer than all the rest."""


def cases(reports: type[ReportRow], garrison: str, begin: datetime, end: datetime) -> Iterator[Case]:
    """Read what was placed from `begin` on and before `end`: a query for each status, all at once.

    A row that is no report is left out.
    """
    # A key is longer than the moment in it, so those of the end itself lie behind it.
    between = ReportRow.placed.between(to_text(begin), to_text(end))

    def read(status: Status) -> list[Mapping[str, Any]]:
        found = reports.by_garrison_placed.query(queue_of(garrison, status), between, attributes_to_get=READ)
        return [item for page in found.page_iter for item in page["Items"]]

    with ThreadPoolExecutor(len(Status)) as pool:
        for items in pool.map(read, Status):
            yield from filter(None, map(_case, items))


def _case(item: Mapping[str, Any]) -> Case | None:
    def moment(name: str) -> datetime | None:
        return from_text(item[name]["S"]) if name in item else None

    waits = "duplicate_of" not in item
    try:
        return Case(
            unit=item["unit"]["S"],
            category=item["category"]["S"],
            status=Status(item["status"]["S"]),
            created_at=from_text(item["placed"]["S"].partition("#")[0]),
            read_at=moment("read_at"),
            verified_at=moment("verified_at"),
            read_by=moment("read_by") if waits else None,
            verify_by=moment("verify_by") if waits else None,
        )
    except (KeyError, TypeError, ValueError):
        return None
