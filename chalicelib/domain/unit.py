"""Units of the Police: the garrisons and the county-level units that answer for a place."""

import re
from dataclasses import dataclass
from enum import StrEnum

GARRISON_CODE = re.compile(r"\d{2}|KSP")
COUNTY_UNIT_CODE = re.compile(r"\d{4}(-\d)?")
POWIAT_CODE = re.compile(r"\d{4}")


class UnitType(StrEnum):
    """What a unit is, by the abbreviation the Police use."""

    KWP = "KWP"  # komenda wojewódzka, heads a garrison
    KSP = "KSP"  # Komenda Stołeczna, heads the capital's garrison
    KMP = "KMP"  # komenda miejska
    KPP = "KPP"  # komenda powiatowa
    KRP = "KRP"  # komenda rejonowa, in Warsaw only

    @property
    def is_garrison(self) -> bool:
        """Tell whether units of this type head a garrison."""
        return self in {UnitType.KWP, UnitType.KSP}


@dataclass(frozen=True, slots=True)
class Unit:
    """A garrison, or a county-level unit with the powiaty it serves.

    `teryt` holds four-digit TERYT codes of powiaty and is empty for a garrison; `approximate` marks
    an area drawn without official polygons. Raises `ValueError` for a unit that cannot exist.
    """

    code: str
    name: str
    type: UnitType
    parent: str | None
    teryt: tuple[str, ...]
    approximate: bool = False
    districts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError(f"unit {self.code} has no name")
        if self.type.is_garrison:
            self._check_garrison()
        else:
            self._check_county_unit()

    @property
    def path(self) -> str:
        """The unit's place in the hierarchy, such as `14/1464`; a garrison's is its own code."""
        return f"{self.parent}/{self.code}" if self.parent else self.code

    def _check_garrison(self) -> None:
        if not GARRISON_CODE.fullmatch(self.code):
            raise ValueError(f"{self.code!r} is no code of a garrison")
        if self.parent or self.teryt:
            raise ValueError(f"garrison {self.code} has no parent and serves powiaty through its units")

    def _check_county_unit(self) -> None:
        if not COUNTY_UNIT_CODE.fullmatch(self.code):
            raise ValueError(f"{self.code!r} is no code of a county-level unit")
        if not (self.parent and GARRISON_CODE.fullmatch(self.parent)):
            raise ValueError(f"unit {self.code} belongs to no garrison")
        if not self.teryt or not all(POWIAT_CODE.fullmatch(code) for code in self.teryt):
            raise ValueError(f"unit {self.code} serves no powiat, or one with a wrong TERYT code")
