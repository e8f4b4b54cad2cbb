"""Sign an officer on in the own unit, and tell who may be given reports of a unit."""

from chalicelib.domain.errors import OutsideScope
from chalicelib.domain.officer import Officer, unit_in_scope
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
    lineage = reversed(unit_in_scope(unit, officer, desk.units).lineage)
    now = desk.clock()
    return tuple(member for code in lineage for member in desk.roster.of_unit(code, now))
