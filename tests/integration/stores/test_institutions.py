"""What every `Institutions` promises: found by code and by area, never put over another change."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from chalicelib.domain.errors import StaleVersion, UnknownInstitution
from chalicelib.ports.forwarding import Institutions
from tests.builders import an_institution

New = Callable[[], str]


@pytest.fixture
def code(new: New) -> str:
    """A code that no other test uses."""
    return f"i{new()}"


def test_an_institution_is_read_as_it_was_put(institutions: Institutions, code: str) -> None:
    institutions.put(an_institution(code), None)

    assert institutions.get(code) == an_institution(code)


def test_an_unknown_code_has_no_institution(institutions: Institutions, code: str) -> None:
    with pytest.raises(UnknownInstitution):
        institutions.get(code)


def test_an_institution_is_found_in_its_area_until_it_retires(institutions: Institutions, code: str) -> None:
    mine = an_institution(code, area="1263")
    institutions.put(mine, None)

    before = [one for one in institutions.serving(["KGP", "1263"]) if one.code == code]
    institutions.put(replace(mine, retired=True), mine)

    assert before == [mine]
    assert code not in [one.code for one in institutions.serving(["1263"])]
    assert institutions.get(code).retired


def test_areas_are_answered_in_the_order_they_were_asked(institutions: Institutions, new: New) -> None:
    near, far = an_institution(f"n{new()}", area="1208"), an_institution(f"f{new()}", area="32")
    institutions.put(far, None)
    institutions.put(near, None)

    mine = [one for one in institutions.serving(["1208", "32"]) if one in (near, far)]

    assert mine == [near, far]


def test_what_somebody_else_put_is_not_overwritten(institutions: Institutions, code: str) -> None:
    read, theirs = an_institution(code), an_institution(code, email="theirs@example.invalid")
    institutions.put(read, None)
    institutions.put(theirs, read)

    for over in (read, None):
        with pytest.raises(StaleVersion):
            institutions.put(an_institution(code, area="12"), over)

    assert institutions.get(code) == theirs
