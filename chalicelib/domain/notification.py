"""Who is told of a change and what they learn: no exact point, no free text, nothing of the reporter."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.domain import cell as cells
from chalicelib.domain.category import Category
from chalicelib.domain.change import Change
from chalicelib.domain.status import Status
from chalicelib.domain.unit import Unit


class Event(StrEnum):
    """What happened to a report, as subscriptions filter it."""

    OPENED = "opened"


@dataclass(frozen=True, slots=True)
class Alert:
    """A message to the unit that answers; `id` is the same however often it is sent.

    `center` is the centre of `cell` as (lat, lon) in degrees, some 200 m from the point at most.
    """

    id: str
    event: Event
    report_id: str
    category: Category
    status: Status
    unit: Unit
    cell: str
    center: tuple[float, float]
    at: datetime

    @property
    def garrison(self) -> str:
        """The code of the garrison whose topic carries the alert."""
        return self.unit.parent or self.unit.code


def alert_for(change: Change, category: Category, unit: Unit) -> Alert | None:
    """Return the alert that a change asks for, None when nobody needs to be told."""
    report = change.after
    if report is None or change.before is not None:
        return None
    return Alert(
        id=f"{report.id}.{report.version}",
        event=Event.OPENED,
        report_id=report.id,
        category=category,
        status=report.status,
        unit=unit,
        cell=report.cell,
        center=cells.center(report.cell),
        at=report.created_at,
    )
