"""Do what the clock asks of reports: end their public time, remind of deadlines, escalate."""

from collections import Counter
from datetime import datetime

from chalicelib.domain.errors import Busy, MalformedRow, StaleVersion, UnknownReport
from chalicelib.domain.waking import woken
from chalicelib.ports.calls import SetAside
from chalicelib.ports.reports import Reports

HIDDEN = "hidden"
MOST_BUSY = 10
"""With so many writes refused the table takes none: the next run goes on."""


def wake_reports(now: datetime, reports: Reports, set_aside: SetAside) -> Counter[str]:
    """Do one thing for every report that is due; return how often each thing was done.

    The stream tells units of a call that was stored, so a run that is cut off or repeated calls nobody
    twice. A report with several things due is found again by the next run. A row that is no report is
    set aside once. Neither that nor a row that could not be written keeps the others waiting: `Busy` is
    raised at the end.
    """
    done: Counter[str] = Counter()
    busy = 0
    for report_id in reports.due_to_wake(now):
        try:
            done[_wake(report_id, now, reports, set_aside)] += 1
        except (StaleVersion, UnknownReport):
            continue  # somebody changed it: its moment is another now, or the next run finds it again
        except Busy:
            busy += 1
            if busy == MOST_BUSY:
                break
    if busy:
        raise Busy(f"{busy} reports could not be written: they go on being due.")
    done.pop("", None)
    return done


def _wake(report_id: str, now: datetime, reports: Reports, set_aside: SetAside) -> str:
    """Do what is due for a report; return its name, empty where an index names what is not due any more."""
    try:
        report = reports.get(report_id)
    except MalformedRow as reason:
        set_aside(report_id, str(reason))
        reports.let_sleep(report_id)
        return ""
    after = woken(report, now)
    if after is report:
        return ""
    reports.replace(after)
    return after.called.value if after.called is not report.called and after.called else HIDDEN
