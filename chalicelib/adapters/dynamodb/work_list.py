"""The indexes of the work list: keys that sort, a query between two of them, rows as lines.

A sort key is a moment and the report's id, so no two are the same and a place needs nothing else.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.adapters.dynamodb.moments import from_text, to_text
from chalicelib.adapters.dynamodb.tables.reports import ReportRow
from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.place import Place
from chalicelib.domain.report import Location
from chalicelib.domain.status import Status
from chalicelib.domain.work_list import Line, Look, Order, Stretch, Tray

LEAST, MOST = " ", "~"
"""Below and above every character of a moment or an id."""


def queue_of(code: str, status: Status) -> str:
    """Return the partition of the reports in a status that a unit, a garrison or an account holds."""
    return f"{code}#{status.value}"


def spot_of(category: str, cell: str) -> str:
    """Return the partition of a category's open reports in a cell."""
    return f"{category}#{cell}"


def sort_key(moment: datetime, report_id: str) -> str:
    """Return where a report stands among those of its partition."""
    return f"{to_text(moment)}#{report_id}"


def look(reports: type[ReportRow], tray: Tray, stretch: Stretch, size: int) -> Look:
    """Query at most `size` rows; those that are no report are left out.

    Such a row is no place to go on from either: where it is the last one, more rows are looked at.
    """
    sorted_by = "due" if stretch.order is Order.DEADLINE else "placed"
    index, key = getattr(reports, f"by_{tray.holder}_{sorted_by}"), getattr(reports, sorted_by)
    low, high = _bounds(stretch)
    if low > high:
        return Look((), None)
    found = index.query(
        queue_of(tray.code, tray.status),
        key.between(low, high),
        scan_index_forward=stretch.order is not Order.NEWEST,
        limit=size,
        page_size=size,
    )
    lines: list[Line] = []
    for page in found.page_iter:
        lines += filter(None, map(to_line, page["Items"]))
        if reached := _reached(page, sorted_by):
            return Look(tuple(lines), reached)
    return Look(tuple(lines), None)


def to_line(item: Mapping[str, Any]) -> Line | None:
    """Read a line from a row of an index; None for one that is no report."""
    try:
        due = item.get("due")
        thrice = item.get("thrice_late_at")
        return Line(
            id=item["id"]["S"],
            category=item["category"]["S"],
            status=Status(item["status"]["S"]),
            created_at=_place(item["placed"]["S"]).moment,
            cell=item["cell"]["S"],
            location=Location(float(item["lat"]["N"]), float(item["lon"]["N"])),
            unit=item["unit"]["S"],
            version=int(item["version"]["N"]),
            near_border=item.get("near_border", {}).get("BOOL", False),
            assignee=item.get("assignee", {}).get("S"),
            duplicate_of=item.get("duplicate_of", {}).get("S"),
            due_at=_place(due["S"]).moment if due else None,
            thrice_late_at=from_text(thrice["S"]) if thrice else None,
        )
    except (InvalidValue, KeyError, TypeError, ValueError):
        return None


def _reached(page: Mapping[str, Any], sorted_by: str) -> Place | None:
    """Return the place of the last row looked at; None behind the last of all, or where it is no place."""
    try:
        return _place(page["LastEvaluatedKey"][sorted_by]["S"])
    except (KeyError, ValueError):
        return None


def _bounds(stretch: Stretch) -> tuple[str, str]:
    """Return the keys between which all lies that is wanted, behind the place that was reached."""
    low = to_text(stretch.earliest) if stretch.earliest else LEAST
    high = to_text(stretch.latest) + MOST if stretch.latest else MOST
    if stretch.after is None:
        return low, high
    reached = sort_key(stretch.after.moment, stretch.after.id)
    if stretch.order is Order.NEWEST:
        return low, min(high, _just_below(reached))
    return max(low, reached + LEAST), high


def _just_below(key: str) -> str:
    """Return a text behind all keys before this one."""
    return key[:-1] + chr(ord(key[-1]) - 1) + MOST


def _place(key: str) -> Place:
    """Read what `sort_key` wrote; raise `ValueError` for anything else."""
    moment, _, report_id = key.partition("#")
    place = Place(from_text(moment), report_id)
    if sort_key(place.moment, place.id) != key:
        raise ValueError("The key is no moment and id.")
    return place
