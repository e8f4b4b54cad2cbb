"""An institution reads what it was asked, and answers, by the link of its letter."""

from dataclasses import dataclass

from chalicelib.domain.errors import Busy, InvalidValue, LinkClosed, StaleVersion, UnknownReport
from chalicelib.domain.forwarding import Forwarding, Patience, answered
from chalicelib.domain.origin import origin_hash
from chalicelib.domain.report import Report
from chalicelib.domain.statement import Saying, checked_date
from chalicelib.domain.token import token_hash
from chalicelib.ports.calls import Clock, Spend
from chalicelib.ports.forwarding import Forwardings
from chalicelib.ports.reports import Reports

ATTEMPTS = 3
"""An officer may write a note at the same moment: that is no fault of the institution's."""


@dataclass(frozen=True, slots=True)
class TryLimits:
    """How often one link may be tried in a day, and how often one origin may try any."""

    of_link: int
    of_origin: int

    def __post_init__(self) -> None:
        if self.of_link < 1 or self.of_origin < 1:
            raise InvalidValue("One try a day is the least.")


@dataclass(frozen=True, slots=True)
class Reception:
    """Where institutions are answered: what a link opens, and how often that may be tried."""

    forwardings: Forwardings
    reports: Reports
    patience: Patience
    clock: Clock
    spend: Spend
    limits: TryLimits
    secret: bytes


def read_forwarding(token: str, address: str, reception: Reception) -> Forwarding:
    """Return what a token opens; raise `UnknownLink`, `LinkClosed` or `TooManyTries`."""
    forwarding = _opened(token, address, reception)
    _waiting_report(forwarding, reception)
    return forwarding


def answer_forwarding(token: str, saying: Saying, address: str, reception: Reception) -> Forwarding:
    """Store a statement, with the report that it moves, and return the forwarding; a repeat changes nothing.

    Raises `UnknownLink`, `LinkClosed`, `TooManyTries`, `IllegalMove` or `Busy`, and `InvalidValue` for a
    repair date that is not ahead.
    """
    forwarding = _opened(token, address, reception)
    for _ in range(ATTEMPTS):
        if forwarding.was_told(saying):
            return forwarding
        try:
            return _told(forwarding, saying, reception)
        except StaleVersion:
            forwarding = reception.forwardings.get(forwarding.key)
    raise Busy("The report changes too often just now.")


def _told(forwarding: Forwarding, saying: Saying, reception: Reception) -> Forwarding:
    report = _waiting_report(forwarding, reception)
    now = reception.clock()
    if saying.repair_by:
        checked_date(saying.repair_by, now)
    changed = answered(report, forwarding, saying, now)
    told = forwarding.answered(saying, changed.changed_at, reception.patience)
    reception.forwardings.replace(told, changed)
    return told


def _opened(token: str, address: str, reception: Reception) -> Forwarding:
    """Count the try, of the origin first: who guesses learns nothing and soon may not ask any more."""
    now = reception.clock()
    reception.spend(
        f"origin#{origin_hash(reception.secret, address, now.date())}", reception.limits.of_origin, now
    )
    forwarding = reception.forwardings.get(token_hash(token))
    reception.spend(f"link#{forwarding.key}", reception.limits.of_link, now)
    if now >= forwarding.expires_at:
        raise LinkClosed
    return forwarding


def _waiting_report(forwarding: Forwarding, reception: Reception) -> Report:
    """Return the report if it still waits for this institution; raise `LinkClosed`."""
    try:
        report = reception.reports.get(forwarding.report_id)
    except UnknownReport as error:
        raise LinkClosed from error
    if not forwarding.is_of(report):
        raise LinkClosed
    return report
