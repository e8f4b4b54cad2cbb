"""Officers: who they are to the map, and which units' reports they may read and change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from chalicelib.domain.errors import InvalidValue, OutsideScope, UnknownUnit
from chalicelib.domain.unit import CODES, GARRISON, Unit

NATION = "KGP"
"""What the account of a national administrator names as its unit: Komenda Główna, above all garrisons."""


class Role(StrEnum):
    """What an officer is; the value is the name of the group in the user pool."""

    OFFICER = "officer"
    LOCAL_COORDINATOR = "local_coordinator"
    GARRISON_COORDINATOR = "garrison_coordinator"
    NATIONAL_ADMIN = "national_admin"


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody signed in. `sub` is the account's id in the user pool, `name` its name, `unit` a unit's code.

    Role and unit fit each other: nobody below a garrison coordinator has a whole garrison.
    """

    sub: str
    role: Role
    unit: str
    name: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not self.sub:
            raise InvalidValue("An officer's account has an id.")
        if not _fits(self.role, self.unit):
            raise InvalidValue(f"A {self.role} is not appointed to such a unit.")

    @property
    def signature(self) -> str:
        """How a report's history names the officer: role and unit, no name."""
        return f"{self.role}@{self.unit}"

    @property
    def coordinates(self) -> bool:
        """Whether a coordinator's acts are the officer's: opening a report again, assigning to others."""
        return self.role is not Role.OFFICER

    def may_act_on(self, unit: Unit) -> bool:
        """Say whether reports of a unit are the officer's: of the own unit and of all below it."""
        return self.role is Role.NATIONAL_ADMIN or self.unit in unit.lineage


def unit_in_scope(code: str, officer: Officer, units: Mapping[str, Unit]) -> Unit:
    """Return the unit of a code that the officer may act on; raise `UnknownUnit` or `OutsideScope`."""
    unit = units.get(code)
    if unit is None:
        raise UnknownUnit
    if not officer.may_act_on(unit):
        raise OutsideScope
    return unit


def _fits(role: Role, unit: str) -> bool:
    if role is Role.NATIONAL_ADMIN:
        return unit == NATION
    levels = CODES[: GARRISON + 1] if role is Role.GARRISON_COORDINATOR else CODES[GARRISON + 1 :]
    return any(pattern.fullmatch(unit) for _, pattern in levels)
