"""Holds the holidays that are shipped to the library that knows the law."""

import json

from chalicelib.adapters.catalogue import HOLIDAYS
from infra.holidays import public_holidays


def test_the_shipped_holidays_are_those_of_the_library() -> None:
    """Run `python -m infra.holidays` when it fails: a law has changed."""
    assert json.loads(HOLIDAYS.read_text(encoding="utf-8"))["holidays"] == public_holidays()
