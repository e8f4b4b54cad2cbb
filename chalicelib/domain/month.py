"""Calendar months of Polish time, as texts that sort: 2026-03."""

from datetime import datetime

from chalicelib.domain.calendar import WARSAW

Month = str


def month_of(moment: datetime) -> Month:
    """Return the month in which a moment falls in Poland."""
    return f"{moment.astimezone(WARSAW):%Y-%m}"


def months_after(month: Month, steps: int) -> Month:
    """Return the month so many months later, or earlier when there are fewer than none."""
    count = int(month[:4]) * 12 + int(month[5:]) - 1 + steps
    return f"{count // 12:04}-{count % 12 + 1:02}"
