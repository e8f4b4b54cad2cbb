"""What a database of others finds in stored reports, by rules that are written here once more."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import h3

from chalicelib.domain.report import Report

CATALOGUE = Path(__file__).parents[2] / "chalicelib" / "data" / "catalogue.json"

Database = duckdb.DuckDBPyConnection

PublicRow = tuple[str, str, str, str, str]
"""Layer, cell, category, status and plane of a number."""

TABLE = """
CREATE TABLE reports (
  category TEXT, plane TEXT, placed TIMESTAMPTZ, statuses TEXT[], times TIMESTAMPTZ[],
  duplicate_of TEXT, cells TEXT[], read_by TIMESTAMPTZ, verify_by TIMESTAMPTZ
)
"""

PUBLIC_ROWS = """
WITH kinds AS (
  SELECT unnest(categories, max_depth := 2) FROM read_json($catalogue)
), lives AS (
  SELECT *, statuses[-1] AS status, strftime(placed, '%Y-%m') AS month,
    times[1 + coalesce(list_max(
      list_filter(range(1, len(times)), n -> statuses[n] <> statuses[n + 1])
    ), 0)] AS since
  FROM reports
), public AS (
  SELECT lives.*, sensitive,
    CASE status WHEN 'unconfirmed' THEN since + INTERVAL 168 HOUR
                WHEN 'eliminated' THEN since + INTERVAL 1 MONTH END AS until
  FROM lives JOIN kinds ON slug = category
  WHERE NOT withheld
    AND status <> 'joke_or_mistake'
    AND duplicate_of IS NULL
    AND (public_from = 'new' OR status IN ('confirmed', 'eliminated', 'forwarded'))
), layered AS (
  SELECT *, unnest(CASE WHEN sensitive THEN ['protected-' || month]
                        WHEN until <= $now THEN [month, month[:4]]
                        ELSE ['current', month, month[:4]] END) AS layer
  FROM public
), placed AS (
  SELECT *, unnest(CASE WHEN sensitive THEN cells[-1:] ELSE cells END) AS cell FROM layered
)
SELECT layer, cell, category, status, plane, count(*) FROM placed GROUP BY ALL
"""
"""Every public number that is kept, from what histories say."""

WITHOUT_A_RULE = {
    "NOT withheld": "true",
    "status <> 'joke_or_mistake'": "true",
    "duplicate_of IS NULL": "true",
    "public_from = 'new'": "true",
    "'confirmed', 'eliminated', 'forwarded'": "'confirmed', 'eliminated'",
    "168 HOUR": "170 HOUR",
    "1 MONTH": "2 MONTH",
    "times[1 + coalesce": "times[len(times) + 0 * coalesce",
    "WHEN sensitive THEN ['protected-' || month]": "",
    "cells[-1:]": "cells",
    "strftime(placed,": "strftime(placed AT TIME ZONE 'UTC',",
}
"""Parts of the rules, and what would be there if somebody had forgotten them."""

STATISTICS = """
WITH first AS (
  SELECT *,
    times[list_position(list_transform(statuses, s -> s <> 'new'), true)] AS read_at,
    times[list_position(
      list_transform(statuses, s -> s IN ('confirmed', 'unconfirmed', 'joke_or_mistake')), true
    )] AS verified_at
  FROM reports
  WHERE strftime(placed, '%Y-%m') = $month
)
SELECT
  count(*),
  count(*) FILTER (statuses[-1] IN ('confirmed', 'eliminated', 'forwarded') AND verified_at IS NOT NULL)
    / nullif(count(verified_at), 0),
  count(*) FILTER (coalesce(read_at, $now) > read_by OR coalesce(verified_at, $now) > verify_by)
    / nullif(count(*), 0),
  quantile_cont((epoch(read_at) - epoch(placed)) / 3600, 0.5),
  quantile_cont((epoch(read_at) - epoch(placed)) / 3600, 0.9),
  quantile_cont((epoch(verified_at) - epoch(placed)) / 3600, 0.5),
  quantile_cont((epoch(verified_at) - epoch(placed)) / 3600, 0.9)
FROM first
"""
"""What a month was like: received, parts confirmed and late, hours until read and until verified."""


@contextmanager
def database(reports: Iterable[Report]) -> Iterator[Database]:
    """Return a database with reports in it."""
    with duckdb.connect() as filled:
        filled.execute("SET TimeZone = 'Europe/Warsaw'")
        filled.execute(TABLE)
        filled.executemany("INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", list(_lines(reports)))
        yield filled


def public_rows(of: Database, now: datetime, query: str = PUBLIC_ROWS) -> dict[PublicRow, int]:
    """Return every number that should be kept for the public."""
    rows = of.execute(query, {"catalogue": str(CATALOGUE), "now": now}).fetchall()
    return {(layer, cell, category, status, plane): n for layer, cell, category, status, plane, n in rows}


def statistics(of: Database, month: str, now: datetime) -> tuple[float | None, ...]:
    """Return the numbers of a month."""
    (row,) = of.execute(STATISTICS, {"month": month, "now": now}).fetchall()
    return row


def _lines(reports: Iterable[Report]) -> Iterator[tuple[Any, ...]]:
    for report in reports:
        finest = h3.latlng_to_cell(report.location.lat, report.location.lon, 9)
        yield (
            report.category,
            report.plane.value,
            report.created_at,
            [step.status.value for step in report.history],
            [step.at for step in report.history],
            report.duplicate_of,
            [h3.cell_to_parent(finest, resolution) for resolution in range(3, 10)],
            report.deadlines.read_by if report.deadlines else None,
            report.deadlines.verify_by if report.deadlines else None,
        )
