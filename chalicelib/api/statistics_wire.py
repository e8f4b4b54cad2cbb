"""Statistics of a unit: months from a query, numbers as JSON or as rows of a table."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from chalicelib.api.answers import Json
from chalicelib.api.wire import Reader, text
from chalicelib.domain.errors import Fault, InvalidValue
from chalicelib.domain.month import Month, months_after
from chalicelib.domain.statistics import Figures, Spread
from chalicelib.domain.status import Status
from chalicelib.formats.csv_table import Value
from chalicelib.formats.rfc3339 import rfc3339
from chalicelib.usecases.unit_statistics import Period, Statistics

LONGEST = 12
"""Months of one answer."""

FORMATS = ("json", "csv")
MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])", re.ASCII)
HEAD = (
    "of",
    "month",
    "received",
    *(status.value for status in Status),
    "confirmed_share",
    "late_share",
    "median_hours_to_read",
    "p90_hours_to_read",
    "median_hours_to_verify",
    "p90_hours_to_verify",
)


def wanted_period(query: Mapping[str, str], this_month: Month) -> tuple[Period, str]:
    """Read `from`, `to` and `format`; without months, the twelve that end with this one.

    Raises `InvalidInput` with every fault.
    """
    reader = Reader(query, ("from", "to", "format"))
    last = reader.read("to", _month) or this_month
    first = reader.read("from", _month) or months_after(last, 1 - LONGEST)
    kind = reader.read("format", _format) or FORMATS[0]
    if not reader.faults and not months_after(last, -LONGEST) < first <= last:
        reader.faults.append(Fault("from", f"Take from 1 to {LONGEST} months."))
    reader.check()
    return Period(first, last), kind


def statistics_body(found: Statistics, unit: Json) -> Json:
    """Describe the statistics."""
    return {
        "unit": unit,
        "from": found.period.first,
        "to": found.period.last,
        "at": rfc3339(found.at),
        "total": _figures(found.total),
        "months": [{"month": month, "figures": _figures(one)} for month, one in found.months.items()],
        "garrison": {"code": found.unit.garrison, "figures": _figures(found.garrison)},
    }


def statistics_rows(found: Statistics) -> Iterator[tuple[Value, ...]]:
    """Give a row for each month of the unit, then its total, then its garrison's."""
    for month, one in found.months.items():
        yield (found.unit.code, month, *_numbers(one))
    yield (found.unit.code, "", *_numbers(found.total))
    yield (found.unit.garrison, "", *_numbers(found.garrison))


def _figures(one: Figures) -> Json:
    return {
        "received": one.received,
        "by_status": {status.value: one.by_status[status] for status in Status if one.by_status.get(status)},
        "by_category": dict(sorted(one.by_category.items())),
        "confirmed_share": _rounded(one.confirmed_share, 4),
        "late_share": _rounded(one.late_share, 4),
        "hours_to_read": _spread(one.hours_to_read),
        "hours_to_verify": _spread(one.hours_to_verify),
    }


def _numbers(one: Figures) -> tuple[Value, ...]:
    shares = (_rounded(one.confirmed_share, 4), _rounded(one.late_share, 4))
    spreads = (one.hours_to_read, one.hours_to_verify)
    hours = (_rounded(value, 2) for spread in spreads for value in (spread.median, spread.ninetieth))
    return (one.received, *(one.by_status.get(status, 0) for status in Status), *shares, *hours)


def _spread(spread: Spread) -> Json:
    return {"median": _rounded(spread.median, 2), "p90": _rounded(spread.ninetieth, 2)}


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _month(value: Any) -> Month:
    if not MONTH.fullmatch(text(value)):
        raise InvalidValue("A month is written as in 2026-03.")
    return str(value)


def _format(value: Any) -> str:
    if value not in FORMATS:
        raise InvalidValue(f"Take one of {', '.join(FORMATS)}.")
    return str(value)
