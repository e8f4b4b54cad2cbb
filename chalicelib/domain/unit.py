"""Units of the Police in their hierarchy: garrison, county-level unit, commissariat, post."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.errors import InvalidValue

COUNTY_UNIT = r"\d{4}(-\d)?"
LOCAL_UNIT = r"-[KP][0-9a-f]{2,12}"
CODES = (
    ("a garrison", re.compile(r"\d{2}|KSP")),
    ("a county-level unit", re.compile(COUNTY_UNIT)),
    ("a commissariat", re.compile(COUNTY_UNIT + LOCAL_UNIT)),
    ("a post", re.compile(COUNTY_UNIT + LOCAL_UNIT)),
)
GARRISON, COUNTY, COMMISSARIAT, POST = range(len(CODES))
BELOW_COUNTY = re.compile(f"(?P<county>{COUNTY_UNIT}){LOCAL_UNIT}")
TERYT = re.compile(r"\d{4}")
CONTACT = re.compile(r"(tel:\+?[0-9]+|mailto:[^\s@]+@[^\s@]+|https://\S+)")


class UnitType(StrEnum):
    """What a unit is, by the abbreviation the Police use."""

    KWP = "KWP"  # komenda wojewódzka, heads a garrison
    KSP = "KSP"  # Komenda Stołeczna, heads the capital's garrison
    KMP = "KMP"  # komenda miejska
    KPP = "KPP"  # komenda powiatowa
    KRP = "KRP"  # komenda rejonowa, in Warsaw only
    KP = "KP"  # komisariat, serves a part of a county-level unit's area
    PP = "PP"  # posterunek, the smallest

    @property
    def level(self) -> int:
        """Tell how deep in the hierarchy units of this type stand; 0 is a garrison."""
        return LEVELS[self]

    @property
    def is_garrison(self) -> bool:
        """Tell whether units of this type head a garrison."""
        return self.level == GARRISON


LEVELS = {
    UnitType.KWP: GARRISON,
    UnitType.KSP: GARRISON,
    UnitType.KMP: COUNTY,
    UnitType.KPP: COUNTY,
    UnitType.KRP: COUNTY,
    UnitType.KP: COMMISSARIAT,
    UnitType.PP: POST,
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, its place in the hierarchy and what it serves.

    `teryt` holds four-digit TERYT codes of the powiaty that a county-level unit serves, and is empty for all
    others. `approximate` marks an area drawn without official polygons. `above` holds the codes of the
    units above the parent, the garrison first; `contacts` are `tel:`, `mailto:` or `https:` addresses;
    `register_id` is the identity of the unit's area in the state register. Raises `ValueError` for a
    unit that cannot exist.
    """

    code: str
    name: str
    type: UnitType
    parent: str | None
    teryt: tuple[str, ...]
    approximate: bool = False
    districts: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    register_id: str = ""

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError(f"unit {self.code} has no name")
        called, pattern = CODES[self.type.level]
        if not pattern.fullmatch(self.code):
            raise ValueError(f"{self.code!r} is no code of {called}")
        if not all(CONTACT.fullmatch(contact) for contact in self.contacts):
            raise ValueError(f"unit {self.code} has a contact that is neither tel:, mailto: nor https:")
        self._check_place()
        self._check_teryt()

    @property
    def path(self) -> str:
        """The place in the hierarchy, such as `14/1464` or `14/1464/1464-K03`; a garrison's is its code."""
        return "/".join(self.lineage)

    @property
    def garrison(self) -> str:
        """The code of the garrison that the unit belongs to; a garrison's own."""
        return self.lineage[0]

    @property
    def lineage(self) -> tuple[str, ...]:
        """The codes from the garrison down to the unit itself."""
        return (*self.above, self.parent, self.code) if self.parent else (self.code,)

    def _check_place(self) -> None:
        """A commissariat stands under a county-level unit, a post under that or under a commissariat."""
        if self.type.is_garrison and (self.parent or self.above):
            raise ValueError(f"garrison {self.code} has no parent")
        if not (self.type.is_garrison or self.parent):
            raise ValueError(f"unit {self.code} belongs to no garrison")
        depth = len(self.lineage) - 1
        if not (self.type.level == depth or (self.type.level == POST and depth == COMMISSARIAT)):
            raise ValueError(f"unit {self.code} stands at the wrong level: {self.path}")
        for code, (called, pattern) in zip(self.lineage[:-1], CODES, strict=False):
            if not pattern.fullmatch(code):
                raise ValueError(f"unit {self.code} belongs to no unit like {code!r}, which is not {called}")

    def _check_teryt(self) -> None:
        if self.type.level != COUNTY and self.teryt:
            raise ValueError(f"unit {self.code} serves whole powiaty only through county-level units")
        if self.type.level == COUNTY and not self.teryt:
            raise ValueError(f"unit {self.code} serves no powiat")
        if not all(TERYT.fullmatch(code) for code in self.teryt):
            raise ValueError(f"unit {self.code} serves a powiat with a wrong TERYT code")


KSP = "KSP"
OF_THE_CAPITAL = frozenset({"1405", "1408", "1412", "1414", "1417", "1418", "1421", "1432", "1434", "1465"})
"""Warsaw and the powiaty around it: the garrison of the capital; all others follow the voivodeships."""


def checked_code(text: str) -> str:
    """Return a text that a unit may have for a code, now or once; raise `InvalidValue` for any other."""
    if not any(pattern.fullmatch(text) for _, pattern in CODES):
        raise InvalidValue("No unit has a code of this form.")
    return text


def garrison_of(code: str) -> str:
    """Return the code of the garrison of a unit by its own code, whether it still exists or not."""
    return KSP if code == KSP or code[:4] in OF_THE_CAPITAL else code[:2]


def unit_that_has(code: str, units: Mapping[str, Unit]) -> Unit:
    """Return the unit of a code that a report names; raise `KeyError` when it is no code of any.

    New boundaries may do without a unit that older reports name. What a commissariat or a post had, the
    county-level unit has that it stood under; what such a unit had, its garrison has.
    """
    local = BELOW_COUNTY.fullmatch(code)
    heirs = (code, local["county"] if local else code, garrison_of(code))
    for heir in heirs:
        if heir in units:
            return units[heir]
    raise KeyError(code)


def branch_of(unit: Unit, units: Mapping[str, Unit]) -> tuple[Unit, ...]:
    """Return the unit and all below it, in the order of the list."""
    return tuple(one for one in units.values() if unit.code in one.lineage)


def children_of(code: str, units: Mapping[str, Unit]) -> tuple[Unit, ...]:
    """Return the units that stand directly under one, in the order of the list."""
    return tuple(unit for unit in units.values() if unit.parent == code)
