"""Who may see a report, and until when: the public's view of private facts."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from chalicelib.domain.calendar import WARSAW
from chalicelib.domain.category import Catalogue, Category
from chalicelib.domain.report import Report
from chalicelib.domain.status import Status

UNCONFIRMED_SHOWN = timedelta(days=7)

AFTER_CONFIRMATION = frozenset({Status.CONFIRMED, Status.ELIMINATED, Status.FORWARDED})


class Showing(StrEnum):
    """Where the public finds a report."""

    CURRENT = "current"
    """On the map of now, and in the history."""

    HISTORY = "history"
    """In the history alone: its public time is over."""

    PROTECTED = "protected"
    """In a publication of its month that points at nobody."""

    NOWHERE = "nowhere"


def showing(report: Report, category: Category) -> Showing:
    """Say where the public finds the report as it stands."""
    if not is_public(report, category):
        return Showing.NOWHERE
    if category.sensitive:
        return Showing.PROTECTED
    return Showing.HISTORY if report.hidden else Showing.CURRENT


def is_public(report: Report, category: Category) -> bool:
    """Say whether the public may learn of the report at all; a merged one is counted as the other."""
    if category.withheld or report.duplicate_of is not None or report.status is Status.JOKE_OR_MISTAKE:
        return False
    return category.public_from is Status.NEW or report.status in AFTER_CONFIRMATION


def may_follow(duplicate: Report, main: Report, catalogue: Catalogue) -> bool:
    """Say whether who follows a merged report may follow the main one, and so learn that there is one."""
    return all(catalogue.public_when_placed(report.category) for report in (duplicate, main))


def public_until(status: Status, since: datetime) -> datetime | None:
    """Return when the public time of a status ends, None when it does not end by itself.

    An unconfirmed threat stays for 7 days after it came into the status, an eliminated one for a calendar
    month of Polish time, cut to the month's last day where the day does not exist.
    """
    if status is Status.UNCONFIRMED:
        return since + UNCONFIRMED_SHOWN
    if status is Status.ELIMINATED:
        return _a_calendar_month_after(since)
    return None


def _a_calendar_month_after(moment: datetime) -> datetime:
    local = moment.astimezone(WARSAW)
    year, month = (local.year + 1, 1) if local.month == 12 else (local.year, local.month + 1)
    first_of_month_after = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=WARSAW)
    last_day = (first_of_month_after - timedelta(days=1)).day
    return local.replace(year=year, month=month, day=min(local.day, last_day)).astimezone(UTC)
