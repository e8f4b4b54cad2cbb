"""An export of the reports table, as DynamoDB writes it to S3, copied to a folder: JSON lines of items.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html
"""

import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from chalicelib.adapters.dynamodb.report_rows import from_image
from chalicelib.domain.errors import MalformedRow
from chalicelib.domain.report import Report
from chalicelib.ports.books import Sheet, Sheets

TOGETHER = 1000


class Export:
    """A file, or a folder with files of JSON lines, gzipped or not; each line has one `Item`."""

    def __init__(self, place: Path) -> None:
        self._files = sorted(place.rglob("*.json*")) if place.is_dir() else [place]
        if not self._files:
            raise FileNotFoundError(f"No JSON lines in {place}.")

    def reports(self, after: str = "") -> Sheets[list[Report]]:
        """Read all reports behind a cursor, which is a number of lines; name what is none."""
        read = int(after or 0)
        lines = islice(_lines(self._files), read, None)
        batch = list(islice(lines, TOGETHER))
        while True:
            following = list(islice(lines, TOGETHER))
            read += len(batch)
            reports, spoilt = _read(batch)
            yield Sheet(reports, str(read) if following else "", spoilt)
            if not following:
                return
            batch = following


def _lines(files: list[Path]) -> Iterator[str]:
    for file in files:
        reader = gzip.open if file.suffix == ".gz" else open
        with reader(file, "rt", encoding="utf-8") as lines:
            yield from (line for line in lines if line.strip())


def _read(lines: list[str]) -> tuple[list[Report], tuple[str, ...]]:
    reports, spoilt = [], []
    for line in lines:
        item: Any = None
        try:
            item = json.loads(line)["Item"]
            reports.append(from_image(item))
        except (KeyError, MalformedRow, TypeError, ValueError):
            spoilt.append(_name(item))
    return reports, tuple(spoilt)


def _name(item: Any) -> str:
    try:
        return str(item["id"]["S"])
    except (KeyError, TypeError):
        return "a line without an id"
