"""Find the institutions that may take a threat, and keep their directory."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from chalicelib.domain.category import Catalogue
from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import InvalidValue, OutsideScope, RoleNeeded, UnknownInstitution
from chalicelib.domain.institution import Institution, areas_around
from chalicelib.domain.officer import NATION, Officer, Role
from chalicelib.domain.unit import Unit
from chalicelib.ports.calls import Clock
from chalicelib.ports.forwarding import Institutions

KEEPERS = frozenset({Role.GARRISON_COORDINATOR, Role.NATIONAL_ADMIN})


@dataclass(frozen=True, slots=True)
class Directory:
    """What the directory is read and kept with."""

    institutions: Institutions
    units: Mapping[str, Unit]
    catalogue: Catalogue
    clock: Clock


def institutions_for(unit: Unit, category: str | None, directory: Directory) -> tuple[Institution, ...]:
    """Return who may take threats of a unit's area, of one category or any; the nearest first."""
    nearest_first = reversed(areas_around(unit))
    found = directory.institutions.serving(nearest_first)
    return tuple(one for one in found if category is None or category in one.categories)


def put_institution(institution: Institution, officer: Officer, directory: Directory) -> Institution:
    """Store an institution, new or in place of the one with its code, and return it.

    Raises `RoleNeeded`, `OutsideScope` for an area, old or new, that is not the officer's,
    `InvalidValue` for one that there is not, or `StaleVersion`.
    """
    _check_role(officer)
    _check_known(institution, directory)
    _check_scope(institution, officer, directory)
    over = _standing(institution.code, directory)
    if over:
        _check_scope(over, officer, directory)
    if institution != over:
        deed = Deed(officer, directory.clock(), f"institution {institution.code}")
        directory.institutions.put(institution, over, deed)
    return institution


def retire_institution(code: str, officer: Officer, directory: Directory) -> None:
    """Let an institution take nothing new; once more changes nothing.

    Raises `UnknownInstitution`, `RoleNeeded`, `OutsideScope` or `StaleVersion`.
    """
    _check_role(officer)
    standing = directory.institutions.get(code)
    _check_scope(standing, officer, directory)
    if not standing.retired:
        deed = Deed(officer, directory.clock(), f"institution {code} retired")
        directory.institutions.put(replace(standing, retired=True), standing, deed)


def _standing(code: str, directory: Directory) -> Institution | None:
    try:
        return directory.institutions.get(code)
    except UnknownInstitution:
        return None


def _check_role(officer: Officer) -> None:
    if officer.role not in KEEPERS:
        raise RoleNeeded


def _check_known(institution: Institution, directory: Directory) -> None:
    if institution.area != NATION and institution.area not in directory.units:
        raise InvalidValue("An area is the code of a unit, or KGP for the whole country.")
    strange = [slug for slug in institution.categories if directory.catalogue.find(slug) is None]
    if strange:
        raise InvalidValue("There is no such category.")


def _check_scope(institution: Institution, officer: Officer, directory: Directory) -> None:
    """National administrators keep all, coordinators what serves no unit of another garrison.

    The number of Mazowieckie is also that of one of the two garrisons in it.
    """
    served = [unit for unit in directory.units.values() if institution.area in areas_around(unit)]
    own = bool(served) and all(map(officer.may_act_on, served))
    if not (own or officer.role is Role.NATIONAL_ADMIN):
        raise OutsideScope
