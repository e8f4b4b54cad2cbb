"""Letters to institutions: one for each reason, and nothing of the reporter in them."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given

from chalicelib.adapters.letter_texts import subject_of, text_of
from chalicelib.domain.errors import (
    MalformedRow,
)
from chalicelib.domain.report import Details, Location
from chalicelib.domain.status import Status
from chalicelib.usecases.answer_forwarding import read_forwarding
from chalicelib.usecases.write_letter import Clerk, write_letter
from tests.builders import (
    a_catalogue,
    a_report,
    an_officer,
)
from tests.strategies import details, moments
from tests.unit.usecases.forwarding_house import ADDRESS, GO_ON, MARKER, UNITS, a_house, a_waiting_house, wish


def test_the_letter_has_the_category_the_exact_place_and_the_note_and_nothing_of_the_reporter() -> None:
    at = Location(50.061234, 19.938766)
    house = a_house(a_report(status=Status.CONFIRMED, at=at, details=Details(description=MARKER)))

    house.forward(wish(note="Studzienka\nna prawym pasie"), an_officer())
    house.post()

    (letter,) = house.letters
    text = text_of(letter, "https://map.example")
    for told in (
        "Przekraczanie dozwolonej prędkości",
        "50.061234, 19.938766",
        "    na prawym pasie",
        "Komenda Miejska",
    ):
        assert told in text
    assert f"https://map.example/#/answer/{letter.token}" in text
    for hidden in (MARKER, house.report.id, house.report.token_hash, house.report.cell):
        assert hidden not in text + subject_of(letter)


@given(details, moments)
def test_nothing_of_the_reporter_reaches_the_institution(said: Details, placed: datetime) -> None:
    """The marker keeps the reporter's words apart from ordinary ones."""
    marked = replace(said, description=MARKER)
    house = a_house(a_report(status=Status.CONFIRMED, details=marked, placed=placed))
    house.clock.now = house.report.changed_at + timedelta(hours=1)
    house.forward(wish(), an_officer())
    house.post()
    shown = read_forwarding(house.letters[0].token, ADDRESS, house.reception)

    told = text_of(house.letters[0], "") + repr(shown) + repr(house.letters[0])
    assert MARKER not in told
    assert house.report.token_hash not in told
    assert repr(placed) not in told


def test_a_letter_is_written_once_for_each_reason() -> None:
    house = a_waiting_house()

    house.post()
    house.answer(GO_ON)
    house.post()

    assert len(house.letters) == 1


def test_a_forwarding_whose_link_another_secret_made_is_set_aside() -> None:
    house = a_waiting_house()
    (forwarding,) = house.forwardings
    clerk = Clerk(house.institutions, a_catalogue(), UNITS, b"a new secret")

    with pytest.raises(MalformedRow):
        write_letter(None, forwarding, clerk, house.letters.append)
