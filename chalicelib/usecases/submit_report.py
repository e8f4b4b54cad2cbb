"""Accept a report: route it, write it once, and answer a repeated request as the first time."""

from dataclasses import dataclass
from hashlib import sha256

from chalicelib.domain.category import Catalogue
from chalicelib.domain.cell import cell_at
from chalicelib.domain.deadline import Timetable
from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import KeyReused
from chalicelib.domain.jurisdiction import Jurisdiction
from chalicelib.domain.origin import Quota, origin_hash
from chalicelib.domain.plane import Plane
from chalicelib.domain.report import Report
from chalicelib.domain.status import Status
from chalicelib.domain.step import Step
from chalicelib.domain.submission import Submission
from chalicelib.domain.token import sealed, token_hash, unsealed
from chalicelib.ports.calls import Clock, NewId, NewToken
from chalicelib.ports.reports import FirstAnswer, OriginUse, Repeated, Reports


@dataclass(frozen=True, slots=True)
class Intake:
    """What accepting a report needs beside the report."""

    reports: Reports
    catalogue: Catalogue
    jurisdiction: Jurisdiction
    quota: Quota
    timetable: Timetable
    secret: bytes
    clock: Clock
    new_id: NewId
    new_token: NewToken


@dataclass(frozen=True, slots=True)
class Accepted:
    """The report as it was first stored, and the only copy of its tracking token."""

    report: Report
    token: str


def submit_report(submission: Submission, address: str, key: str | None, intake: Intake) -> Accepted:
    """Store a valid submission from an IP address; `key` is the client's idempotency key.

    One network round trip; a repeat of the key takes two more. Raises `OutsideCoverage`,
    `QuotaExceeded`, `KeyReused` or `Busy`.
    """
    token = intake.new_token()
    report = opened(submission, token, intake)
    return store(Accepted(report, token), _origin_use(report, address, intake), key, intake)


def store(
    accepted: Accepted, use: OriginUse, key: str | None, intake: Intake, deed: Deed | None = None
) -> Accepted:
    """Store a report unless `key` was used before, and the deed of an officer who places it.

    Raises `QuotaExceeded`, `KeyReused` or `Busy`.
    """
    answer = _first_answer(key, accepted, deed) if key else None
    try:
        intake.reports.add(accepted.report, use, answer, deed)
    except Repeated as repeat:
        if answer is None or key is None or repeat.first.body_hash != answer.body_hash:
            raise KeyReused from repeat
        first = intake.reports.get(repeat.first.report_id)
        return Accepted(first, unsealed(repeat.first.sealed_token, key))
    return accepted


def opened(
    submission: Submission,
    token: str,
    intake: Intake,
    plane: Plane = Plane.RESIDENTS,
    by: str | None = None,
) -> Report:
    """Return the report that a submission becomes, `by` whom unless a resident; raise `OutsideCoverage`."""
    location, now = submission.location, intake.clock()
    return Report(
        id=intake.new_id(),
        category=submission.category,
        location=location,
        cell=cell_at(location.lat, location.lon),
        unit=intake.jurisdiction.locate(location.lat, location.lon),
        routed_by=intake.jurisdiction.version,
        details=submission.details,
        history=(Step(Status.NEW, now, by=by),),
        token_hash=token_hash(token),
        near_border=intake.jurisdiction.neighbour(location.lat, location.lon) is not None,
        deadlines=intake.timetable.deadlines(submission.category, now),
        plane=plane,
    )


def _origin_use(report: Report, address: str, intake: Intake) -> OriginUse:
    origin = origin_hash(intake.secret, address, report.created_at.date())
    # Neighbours share an origin: the refusal of a second report in a place would tell them of the first.
    open_to_all = intake.catalogue.public_when_placed(report.category)
    return OriginUse(origin, f"{report.category}@{report.cell}" if open_to_all else None, intake.quota)


def _first_answer(key: str, accepted: Accepted, deed: Deed | None) -> FirstAnswer:
    report = accepted.report
    sent = Submission(report.category, report.location, report.details)
    return FirstAnswer(
        key_hash=sha256(key.encode()).hexdigest(),
        body_hash=sha256(repr((sent, deed.officer.sub if deed else None)).encode()).hexdigest(),
        report_id=report.id,
        sealed_token=sealed(accepted.token, key),
    )
