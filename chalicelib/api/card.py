"""The *karta weryfikacji zagrożenia*: one report as a Polish page to print, with lines to sign."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime
from html import escape
from string import Template

from chalicelib.api.services import Services
from chalicelib.domain.calendar import WARSAW
from chalicelib.domain.officer import Officer
from chalicelib.domain.photo import PhotoKey, Stage
from chalicelib.domain.report import PartOfDay, Report, Weekday
from chalicelib.domain.step import Act, Step
from chalicelib.domain.unit import unit_that_has

ACTS = {
    Act.MOVED: "Status",
    Act.HANDED_OVER: "Przekazanie innej jednostce",
    Act.NOTED: "Notatka",
    Act.ASSIGNED: "Przydział",
    Act.MERGED_INTO: "Połączenie z innym zgłoszeniem",
    Act.TOOK_IN: "Dołączenie zgłoszenia",
    Act.PARTED_FROM: "Rozłączenie",
    Act.LET_GO: "Odłączenie zgłoszenia",
    Act.PHOTO_ADDED: "Zdjęcie",
    Act.PHOTO_REMOVED: "Usunięcie zdjęcia",
    Act.ANSWERED: "Odpowiedź instytucji",
}
PARTS = {
    PartOfDay.MORNING: "rano",
    PartOfDay.AFTERNOON: "po południu",
    PartOfDay.EVENING: "wieczorem",
    PartOfDay.NIGHT: "w nocy",
}
DAYS = dict(
    zip(
        Weekday,
        ("poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"),
        strict=True,
    )
)


def card_page(report: Report, officer: Officer, now: datetime, services: Services) -> str:
    """Return the page of a report that the officer has; every text of people is escaped."""
    reference, unit = services.reference, unit_that_has(report.unit, services.units)
    category = reference.catalogue.find(report.category)
    values = {
        "id": report.id,
        "unit": f"{unit.name} ({unit.code})",
        "category": category.names.pl if category else report.category,
        "status": reference.statuses[report.status].pl,
        "placed": _moment(report.created_at),
        "occurred": _occurrence(report),
        "place": f"{report.location.lat:.6f}° N, {report.location.lon:.6f}° E",
        "cell": report.cell,
        "description": report.details.description or "brak",
        "read_by": _moment(report.deadlines.read_by) if report.deadlines else "nie ustalono",
        "verify_by": _moment(report.deadlines.verify_by) if report.deadlines else "nie ustalono",
        "assignee": report.assignee or "nikt",
        "printed": f"{_moment(now)}, {officer.name or officer.sub}",
    }
    rows = "\n".join(_row(step, services) for step in report.history)
    return Template(services.card).substitute(
        {name: escape(text) for name, text in values.items()},
        rows=rows,
        photos="\n".join(_photos(report, services)),
    )


def _row(step: Step, services: Services) -> str:
    cells = (
        _moment(step.at),
        ACTS[step.act],
        services.reference.statuses[step.status].pl,
        step.by or "",
        "; ".join(_particulars(step)),
    )
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"


def _photos(report: Report, services: Services) -> Iterator[str]:
    """Yield the photos' thumbnails, inside the page: a card on paper or in a file needs no address."""
    for photo in report.photos:
        seen = photo.stage is Stage.READY
        thumbnail = services.album.doors.thumbnail(PhotoKey(report.id, photo.id)) if seen else None
        if thumbnail:
            source = f"data:image/jpeg;base64,{b64encode(thumbnail).decode()}"
            told = escape(f"{_moment(photo.asked_at)}, {photo.by}")
            yield f'<figure><img src="{source}" alt=""><figcaption>{told}</figcaption></figure>'


def _particulars(step: Step) -> Iterator[str]:
    """Yield what a step names, then its words."""
    named = {
        "do": step.unit,
        "zgłoszenie": step.report,
        "konto": step.assignee,
        "instytucja": step.institution,
        "naprawa do": step.repair_by and f"{step.repair_by:%d.%m.%Y}",
    }
    yield from (f"{label}: {value}" for label, value in named.items() if value)
    yield from filter(None, (step.reason, step.note))


def _occurrence(report: Report) -> str:
    details = report.details
    parts = [_moment(details.occurred_at)] if details.occurred_at else []
    parts += [PARTS[details.part_of_day]] if details.part_of_day else []
    parts += [DAYS[day] for day in details.weekdays]
    return ", ".join(parts) or "nie podano"


def _moment(moment: datetime) -> str:
    return moment.astimezone(WARSAW).strftime("%d.%m.%Y %H:%M")
