"""Remind institutions that are silent, once, then give their reports back to the units."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.errors import Busy, MalformedRow, StaleVersion, UnknownLink, UnknownReport
from chalicelib.domain.forwarding import Forwarding, Patience, given_back
from chalicelib.domain.report import Report
from chalicelib.ports.calls import SetAside
from chalicelib.ports.forwarding import Forwardings
from chalicelib.ports.reports import Reports


@dataclass(frozen=True, slots=True)
class Noticed:
    """How many institutions were reminded, and how many reports given back."""

    reminded: int
    given_back: int


def notice_silence(
    now: datetime, forwardings: Forwardings, reports: Reports, patience: Patience, set_aside: SetAside
) -> Noticed:
    """Look at every forwarding that is due, once each; the streams carry letters and alerts.

    What changes meanwhile is left to the next run. A row that is no forwarding, or is of a row that is no
    report, is set aside once and keeps none of the others waiting.
    """
    reminded = back = 0
    for key in forwardings.due(now):
        try:
            before = forwardings.get(key)
            if before.closed or before.due_at > now:
                continue
            after, report = _next(before, reports, now, patience)
            forwardings.replace(after, report)
        except MalformedRow as reason:
            set_aside(key, str(reason))
            forwardings.let_sleep(key)
        except (Busy, StaleVersion, UnknownLink):
            continue
        else:
            reminded += after.reminded and not before.reminded
            back += report is not None
    return Noticed(reminded, back)


def _next(
    forwarding: Forwarding, reports: Reports, now: datetime, patience: Patience
) -> tuple[Forwarding, Report | None]:
    """Return what follows silence; where the report waits no more, the forwarding only ends."""
    try:
        report = reports.get(forwarding.report_id)
    except UnknownReport:
        return forwarding.ended(), None
    if not forwarding.is_of(report):
        return forwarding.ended(), None
    if not forwarding.reminded:
        return forwarding.reminded_at(now, patience), None
    return forwarding.ended(), given_back(report, forwarding, now)
