"""Institutions outside the Police that take confirmed threats: what kind, of which categories, and where."""

import re
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.names import Names
from chalicelib.domain.officer import NATION
from chalicelib.domain.unit import Unit

CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
LONGEST_CODE = 40
EMAIL = re.compile(r"[a-zA-Z0-9._%+-]{1,64}@([a-zA-Z0-9-]{1,63}\.)+[a-zA-Z]{2,63}", re.ASCII)
LONGEST_EMAIL = 254
LONGEST_NAME = 200


class Kind(StrEnum):
    """What an institution is; the value is the stable slug, its names are data."""

    ROAD_MANAGER = "road_manager"
    CITY_GUARD = "city_guard"
    COMMUNE = "commune"
    RAILWAY = "railway"
    FORESTS = "forests"
    WATERS = "waters"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Institution:
    """A line of the directory, keyed by a code that outlives renaming.

    `area` is the code of a unit whose area the institution serves, two digits of a voivodeship, or
    `KGP` for the country. A retired one takes nothing new and stays readable on old reports.
    """

    code: str
    kind: Kind
    names: Names
    email: str
    area: str
    categories: frozenset[str]
    retired: bool = False

    def __post_init__(self) -> None:
        if len(self.code) > LONGEST_CODE or not CODE.fullmatch(self.code):
            raise InvalidValue("A code is small letters, digits and single hyphens, 40 at most.")
        if len(self.email) > LONGEST_EMAIL or not EMAIL.fullmatch(self.email):
            raise InvalidValue("An e-mail address in ASCII is needed.")
        if not self.categories:
            raise InvalidValue("An institution takes one category at least.")
        for name in (self.names.pl, self.names.en, self.names.uk):
            if len(name) > LONGEST_NAME or not (name.strip() and name.isprintable()):
                raise InvalidValue("A name is one line of 200 characters at most.")

    def takes(self, category: str, unit: Unit) -> bool:
        """Say whether threats of a category in a unit's area may be forwarded here."""
        return not self.retired and category in self.categories and self.area in areas_around(unit)


def areas_around(unit: Unit) -> tuple[str, ...]:
    """Return the areas that hold a unit's, the widest first.

    The voivodeship is the first two digits of the TERYT code: Warsaw's garrison, whose code is no
    number, lies in Mazowieckie.
    """
    voivodeships = [code[:2] for code in unit.lineage if code[:2].isdecimal()][:1]
    return tuple(dict.fromkeys((NATION, *voivodeships, *unit.lineage)))
