"""What an officer saw or did, as the audit keeps it: nothing of a report's content."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.officer import Officer


class Ground(StrEnum):
    """By what right an officer deals with a report."""

    OWN_UNIT = "own_unit"
    SUPERVISION = "supervision"  # of a unit below the own one


@dataclass(frozen=True, slots=True)
class Deed:
    """One reading of exact places, or one change.

    `what` is `read`, `list`, `status confirmed`, `unit 1206`, `institution zdm`, `unsubscribe 9f2c… of 1261`;
    `unit` is whose reports they were, None where the deed concerns none; `reason` is what the officer gave as
    the purpose of a reading, if anything. The words of a change are in the report's own history.
    """

    officer: Officer
    at: datetime
    what: str
    unit: str | None = None
    reports: tuple[str, ...] = ()
    reason: str | None = None

    def __post_init__(self) -> None:
        if (self.unit is None) != (not self.reports):
            raise InvalidValue("A deed concerns reports of a unit, or neither.")

    @property
    def ground(self) -> Ground:
        """By what right it was done."""
        own = self.unit is None or self.officer.unit == self.unit
        return Ground.OWN_UNIT if own else Ground.SUPERVISION
