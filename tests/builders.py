"""Valid things to test with: name what matters, the rest is an ordinary report in Kraków."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from typing import Any

from chalicelib.adapters.catalogue import load_reference
from chalicelib.adapters.dynamodb.report_rows import to_row
from chalicelib.adapters.dynamodb.tables.reports import ReportRow
from chalicelib.domain.aggregation import Contribution
from chalicelib.domain.alert_log import Entry, Outcome
from chalicelib.domain.calendar import Calendar
from chalicelib.domain.category import Catalogue, Category, Priority
from chalicelib.domain.cell import cell_at
from chalicelib.domain.change import Change
from chalicelib.domain.deadline import Days, Deadlines, Term, Terms, Timetable
from chalicelib.domain.endpoint import Carrier
from chalicelib.domain.forwarding import Forwarding, Patience, forwarded
from chalicelib.domain.institution import Institution, Kind
from chalicelib.domain.jurisdiction import Edition, Jurisdiction, Table
from chalicelib.domain.month import month_of
from chalicelib.domain.names import Names
from chalicelib.domain.notification import Alert, alerts_for
from chalicelib.domain.officer import Officer, Role
from chalicelib.domain.origin import Quota
from chalicelib.domain.photo import Photo
from chalicelib.domain.plane import Plane
from chalicelib.domain.report import Details, Location, Report
from chalicelib.domain.status import Status
from chalicelib.domain.step import Step
from chalicelib.domain.submission import Submission
from chalicelib.domain.subscription import Subscription, Wanted
from chalicelib.domain.token import derived, token_hash
from chalicelib.domain.unit import Unit, UnitType
from chalicelib.ports.reports import FirstAnswer, OriginUse
from chalicelib.usecases.aggregate_cells import contribution_of

KRAKOW = Location(50.0614, 19.9366)
WARSAW = Location(52.2297, 21.0122)
PLACED = datetime(2026, 3, 14, 9, 26, 53, 589000, tzinfo=UTC)
THIS_MONTH = month_of(PLACED)
REASON = "Byli na miejscu"
LINK_SECRET = b"what makes the links"
PATIENCE = Patience(answer=timedelta(days=14), reminder=timedelta(days=7), link=timedelta(days=30))
TOKEN = "t0ken-of-thirty-two-characters--"

PATHS: dict[Status, tuple[Status, ...]] = {
    Status.NEW: (),
    Status.UNDER_VERIFICATION: (Status.UNDER_VERIFICATION,),
    Status.CONFIRMED: (Status.UNDER_VERIFICATION, Status.CONFIRMED),
    Status.ELIMINATED: (Status.UNDER_VERIFICATION, Status.CONFIRMED, Status.ELIMINATED),
    Status.FORWARDED: (Status.UNDER_VERIFICATION, Status.CONFIRMED, Status.FORWARDED),
    Status.UNCONFIRMED: (Status.UNDER_VERIFICATION, Status.UNCONFIRMED),
    Status.JOKE_OR_MISTAKE: (Status.UNDER_VERIFICATION, Status.JOKE_OR_MISTAKE),
}
"""A shortest way from new to each status."""


def a_report(
    id: str = "0190f6b2-0000-4000-8000-000000000001",  # noqa: A002 - the field's name
    *,
    category: str = "speeding",
    at: Location = KRAKOW,
    status: Status = Status.NEW,
    placed: datetime = PLACED,
    details: Details | None = None,
    unit: str = "1261",
    token: str = TOKEN,
    deadlines: Deadlines | None = None,
    plane: Plane = Plane.RESIDENTS,
) -> Report:
    """Return a report that went the shortest way to its status, an hour a step."""
    report = Report(
        id=id,
        category=category,
        location=at,
        cell=cell_at(at.lat, at.lon),
        unit=unit,
        routed_by="2026-01",
        details=details or Details(),
        history=(Step(Status.NEW, placed),),
        token_hash=token_hash(token),
        deadlines=deadlines,
        plane=plane,
    )
    return moved(report, *PATHS[status])


def moved(report: Report, *statuses: Status) -> Report:
    """Return the report after further moves, an hour each."""
    return reduce(
        lambda r, status: r.moved(status, r.changed_at + timedelta(hours=1), note=REASON), statuses, report
    )


def an_institution(
    code: str = "zdm-krakow",
    *,
    area: str = "1261",
    categories: Iterable[str] = ("speeding", "road_infrastructure"),
    email: str = "",
) -> Institution:
    """Return a road manager, by default Kraków's."""
    names = Names("Zarząd Dróg Miasta Krakowa", "Kraków Road Authority", "Управління доріг міста Кракова")
    address = email or f"{code}@example.invalid"
    return Institution(code, Kind.ROAD_MANAGER, names, address, area, frozenset(categories))


def a_timetable(
    read: int = 3, verify: int = 5, counted: Days = Days.CALENDAR, holidays: Iterable[date] = ()
) -> Timetable:
    """Return terms of so many days, a reminder a day before and the garrison's call two days after."""
    terms = Terms(Term(read, counted), Term(verify, counted))
    return Timetable(terms, {}, timedelta(days=1), timedelta(days=2), Calendar(holidays))


def promised(placed: datetime = PLACED) -> Deadlines:
    """Return the deadlines of an ordinary report."""
    return a_timetable().deadlines("speeding", placed)


def a_forwarding(
    report: Report | None = None, *, name: str = "f0rwarding", note: str = "Prosimy o załatanie dziury."
) -> tuple[Report, Forwarding]:
    """Return a report that was forwarded to Kraków's road manager, and the forwarding."""
    confirmed = report or a_report(status=Status.CONFIRMED)
    return forwarded(
        confirmed,
        "zdm-krakow",
        note,
        confirmed.changed_at + timedelta(hours=1),
        by="officer@1261",
        identity=(token_hash(link_token(name)), name),
        patience=PATIENCE,
    )


def link_token(name: str = "f0rwarding") -> str:
    """Return the token of a forwarding's link."""
    return derived(name, LINK_SECRET)


def an_officer(
    role: Role = Role.OFFICER, unit: str = "1261", sub: str = "5ub00000-0000-4000-8000-000000000001"
) -> Officer:
    """Return somebody signed in."""
    return Officer(sub, role, unit, "krakow-017")


def a_photo(
    id: str = "0190f6b2-0000-4000-8000-0000000000f0",  # noqa: A002 - the field's name
    *,
    account: str = "5ub00000-0000-4000-8000-000000000001",
    at: datetime = PLACED,
) -> Photo:
    """Return a photo that the officer of the tests asked to add."""
    return Photo(id, account, "officer@1261", at)


def a_submission(
    *, category: str = "speeding", at: Location = KRAKOW, details: Details | None = None
) -> Submission:
    """Return what a resident sends."""
    return Submission(category, at, details or Details())


def a_category(
    slug: str = "speeding",
    *,
    sensitive: bool = False,
    withheld: bool = False,
    description_required: bool = False,
    public_from: Status = Status.NEW,
    retired: bool = False,
    priority: Priority = Priority.NORMAL,
) -> Category:
    """Return a category whose name is its slug."""
    names = Names(slug, slug, slug)
    flags = (sensitive, withheld, description_required, public_from, retired, priority)
    return Category(slug, 1, names, *flags)


def a_catalogue(*categories: Category) -> Catalogue:
    """Return a catalogue of these, or the one that is deployed."""
    numbered = (replace(category, number=n) for n, category in enumerate(categories, start=1))
    return Catalogue(numbered) if categories else load_reference().catalogue


def a_unit(code: str = "1261", *, name: str = "KMP w Krakowie", parent: str = "12") -> Unit:
    """Return a county-level unit."""
    return Unit(code, name, UnitType.KMP, parent, (code[:4],))


def a_jurisdiction(west: str = "1261", east: str = "1465-1", version: str = "2026-01") -> Jurisdiction:
    """Return areas of two units: west of 20.5° E, Kraków too, and east of it; outside is all else."""
    edition = Edition(version, "drawn for a test", "2026", "none", "nobody")
    table = Table(14.0, 49.0, 6.5, 6.0, 2, (west, east), (1, 2), _no_border)
    return Jurisdiction(edition, table)


def _no_border(answer: int) -> Any:
    raise LookupError(answer)


def a_contribution(report: Report | None = None) -> Contribution:
    """Return what a report adds to the counts."""
    return contribution_of(report or a_report(), a_catalogue())


def a_change(before: Report | None = None, after: Report | None = None) -> Change:
    """Return a change; with nothing named, a report was placed."""
    return Change(before, after if before or after else a_report())


def changes_of(life: Sequence[Report]) -> list[Change]:
    """Return the changes that a report's life appears as in the stream."""
    return [Change(before, after) for before, after in zip((None, *life[:-1]), life, strict=True)]


def an_alert(report: Report | None = None) -> Alert:
    """Return the alert for a placed report."""
    placed = report or a_report()
    category = a_catalogue().find(placed.category)
    assert category
    (alert,) = alerts_for(Change(None, placed), category, a_unit)
    return alert


def a_subscription(
    *,
    unit: str = "1261",
    endpoint: str = "duty@police.example",
    label: str | None = None,
    wanted: Wanted | None = None,
    garrison: str = "12",
) -> Subscription:
    """Return a desk's subscription by e-mail."""
    return Subscription(
        garrison, unit, Carrier.EMAIL, endpoint, wanted or Wanted(), label, PLACED, "local_coordinator@1261"
    )


def a_line(
    n: int = 1,
    *,
    unit: str = "1261",
    category: str = "speeding",
    at: datetime | None = None,
    due: datetime | None = None,
) -> Entry:
    """Return the line of an alert that waits for a digest, an hour after it was placed."""
    report_id = f"00000000-0000-4000-8000-{n:012d}"
    return Entry(
        id=f"{report_id}.1.opened",
        unit=unit,
        at=at or PLACED - timedelta(hours=1) + timedelta(seconds=n),
        event="opened",
        report_id=report_id,
        category=category,
        priority="normal",
        cell=cell_at(KRAKOW.lat, KRAKOW.lon),
        outcome=Outcome.WAITING,
        attempts=0,
        due=due or PLACED,
    )


def a_use(
    origin: str = "origin", *, place: str | None = "speeding@place", quota: Quota | None = None
) -> OriginUse:
    """Return a use of a quota that is not easily used up."""
    return OriginUse(origin, place, quota or Quota(100, 1000))


def an_answer(key: str = "key", *, body: str = "body", report: Report | None = None) -> FirstAnswer:
    """Return what is kept for the repeats of a request."""
    return FirstAnswer(key, body, (report or a_report()).id, "5ea1ed")


def an_image(report: Report) -> dict[str, Any]:
    """Return a report as DynamoDB's JSON, as the stream holds it."""
    return to_row(report, ReportRow).to_dynamodb_dict()


def a_record(change: Change) -> dict[str, Any]:
    """Return a record of the stream, as Lambda gets it."""
    images = {"OldImage": change.before, "NewImage": change.after}
    number = 2 * change.version + (change.after is None)
    kind = "INSERT" if change.before is None else "MODIFY" if change.after else "REMOVE"
    return {
        "eventID": f"{change.report_id}.{number}",
        "eventName": kind,
        "eventSource": "aws:dynamodb",
        "dynamodb": {
            "Keys": {"id": {"S": change.report_id}},
            "SequenceNumber": str(number),
            "StreamViewType": "NEW_AND_OLD_IMAGES",
            **{name: an_image(report) for name, report in images.items() if report},
        },
    }


def a_stream_event(changes: Iterable[Change]) -> dict[str, Any]:
    """Return the event of a batch of records."""
    return {"Records": [a_record(change) for change in changes]}
