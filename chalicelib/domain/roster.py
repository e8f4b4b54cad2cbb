"""Who works in which unit, so that coordinators can give reports to people: those who signed on lately."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.officer import Officer
from chalicelib.domain.unit import Unit

KEPT = timedelta(days=30)
"""How long somebody who does not come back stays on the roster."""


@dataclass(frozen=True, slots=True)
class Member:
    """An officer on the roster."""

    officer: Officer
    signed_on_at: datetime

    @property
    def ends_at(self) -> datetime:
        """When the member is forgotten."""
        return self.signed_on_at + KEPT

    def may_take(self, unit: Unit, now: datetime) -> bool:
        """Say whether a report of a unit may be given to the member."""
        return now < self.ends_at and self.officer.may_act_on(unit)
