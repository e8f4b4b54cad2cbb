"""CSV by RFC 4180, with a mark that tells spreadsheets of UTF-8, and nothing that they take for a formula.

https://www.rfc-editor.org/rfc/rfc4180
"""

import csv
import io
from collections.abc import Iterable, Sequence

MEDIA_TYPE = "text/csv; charset=utf-8"
MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r")

Value = str | int | float | None


def document(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """Write a table; None is an empty field."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return MARK + out.getvalue()


def _harmless(value: Value) -> Value:
    """Put an apostrophe before a text that a spreadsheet would work out."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
