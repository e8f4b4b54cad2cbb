"""What the audit says of a deed."""

import pytest

from chalicelib.domain.deed import Deed, Ground
from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.officer import Officer, Role
from tests.builders import PLACED, an_officer


@pytest.mark.parametrize(
    ("officer", "ground"),
    [
        (an_officer(), Ground.OWN_UNIT),
        (an_officer(Role.GARRISON_COORDINATOR, "12"), Ground.SUPERVISION),
        (an_officer(Role.NATIONAL_ADMIN, "KGP"), Ground.SUPERVISION),
    ],
)
def test_a_deed_says_by_what_right_it_was_done(officer: Officer, ground: Ground) -> None:
    assert Deed(officer, PLACED, "read", "1261", ("a",)).ground is ground


def test_a_deed_names_reports_and_their_unit_or_neither() -> None:
    with pytest.raises(InvalidValue):
        Deed(an_officer(), PLACED, "list", "1261")
    with pytest.raises(InvalidValue):
        Deed(an_officer(), PLACED, "list", reports=("a",))
