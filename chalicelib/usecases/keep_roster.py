"""Sign an officer on in the own unit, and tell who may be given reports of a unit."""

from chalicelib.domain.errors import OutsideScope, UnknownUnit
from chalicelib.domain.officer import Officer
from chalicelib.domain.roster import Member
from chalicelib.usecases.act_as_officer import Desk


def sign_on(unit: str, officer: Officer, desk: Desk) -> Member:
    """Put the officer on the roster, once more for another month; raise `OutsideScope` for another unit."""
    if unit != officer.unit:
        raise OutsideScope
    member = Member(officer, desk.clock())
    desk.roster.put(member)
    return member


def members_for(unit: str, officer: Officer, desk: Desk) -> tuple[Member, ...]:
    """Return who may be given reports of a unit: its own people, then those of each unit above it.

    Raises `UnknownUnit` or `OutsideScope`.
    """
    if unit not in desk.units:
        raise UnknownUnit
    if not officer.may_act_on(desk.units[unit]):
        raise OutsideScope
    now = desk.clock()
    lineage = reversed(desk.units[unit].lineage)
    return tuple(member for code in lineage for member in desk.roster.of_unit(code, now))
