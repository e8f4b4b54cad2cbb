"""An officer forwards a confirmed report to an institution outside the Police."""

from dataclasses import dataclass

from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import StaleVersion, UnknownInstitution
from chalicelib.domain.forwarding import Patience, forwarded
from chalicelib.domain.officer import Officer
from chalicelib.domain.report import Report
from chalicelib.domain.token import derived, token_hash
from chalicelib.domain.unit import unit_that_has
from chalicelib.ports.calls import NewId
from chalicelib.ports.forwarding import Forwardings, Institutions
from chalicelib.usecases.act_as_officer import Desk, in_scope


@dataclass(frozen=True, slots=True)
class Outbox:
    """What forwarding needs beside an officer's desk; `secret` makes the links."""

    forwardings: Forwardings
    institutions: Institutions
    patience: Patience
    secret: bytes
    new_id: NewId


@dataclass(frozen=True, slots=True)
class Forward:
    """The wish to forward a report that was read at a version; `note` is all the words that are passed on."""

    version: int
    institution: str
    note: str


def forward_as_officer(report_id: str, wish: Forward, officer: Officer, desk: Desk, outbox: Outbox) -> Report:
    """Return the forwarded report; the stream of the forwardings sends the letter.

    Raises `UnknownReport`, `OutsideScope`, `StaleVersion`, `IllegalMove`, `Busy`, or `UnknownInstitution` for
    one that does not take this category in this place.
    """
    report = in_scope(report_id, officer, desk)
    if report.version != wish.version:
        raise StaleVersion
    institution = outbox.institutions.get(wish.institution)
    if not institution.takes(report.category, unit_that_has(report.unit, desk.units)):
        raise UnknownInstitution
    name = outbox.new_id()
    identity = token_hash(derived(name, outbox.secret)), name
    now = desk.clock()
    moved, forwarding = forwarded(
        report,
        institution.code,
        wish.note,
        now,
        by=officer.signature,
        identity=identity,
        patience=outbox.patience,
    )
    deed = Deed(officer, now, f"forwarded to {institution.code}", report.unit, (report.id,))
    outbox.forwardings.replace(forwarding, moved, deed)
    return moved
