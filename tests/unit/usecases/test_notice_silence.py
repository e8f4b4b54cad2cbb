"""Silence of institutions: reminded once, then the report goes back, whatever else happens."""

from datetime import date, datetime

import pytest

from chalicelib.adapters.letter_texts import subject_of, text_of
from chalicelib.domain.answer import Answer
from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import (
    LinkClosed,
    MalformedRow,
    StaleVersion,
)
from chalicelib.domain.forwarding import Forwarding
from chalicelib.domain.report import Report
from chalicelib.domain.statement import Saying
from chalicelib.domain.status import Status
from chalicelib.usecases.notice_silence import Noticed
from tests.builders import (
    a_report,
    a_use,
    an_institution,
    an_officer,
    moved,
)
from tests.fakes.forwarding import InMemoryForwardings
from tests.fakes.reports import InMemoryReports
from tests.unit.usecases.forwarding_house import DONE, GO_ON, House, a_waiting_house, wish


def test_silence_is_reminded_once_then_the_report_goes_back_once() -> None:
    house = a_waiting_house()

    history = [house.wait(days) for days in (13, 1, 1, 5, 1, 0, 30)]

    nothing = Noticed(0, 0)
    assert history == [nothing, Noticed(1, 0), nothing, nothing, Noticed(0, 1), nothing, nothing]
    assert [letter.reminds for letter in house.letters] == [False, True]
    assert house.letters[0].token == house.letters[1].token
    assert len({letter.id for letter in house.letters}) == 2
    assert subject_of(house.letters[1]).startswith("Przypomnienie")
    assert (house.report.status, house.report.history[-1].answer) == (Status.CONFIRMED, Answer.NO_ANSWER)
    with pytest.raises(LinkClosed):
        house.answer(DONE)


def test_a_reminded_institution_may_still_answer() -> None:
    house = a_waiting_house()
    house.wait(14)

    house.answer(GO_ON)

    assert house.wait(8) == Noticed(0, 0)
    assert house.report.status is Status.FORWARDED


def test_after_a_promised_repair_silence_is_noticed_anew() -> None:
    house = a_waiting_house()
    house.answer(Saying(Answer.REPAIR_DATE, repair_by=date(2026, 4, 10)))

    before = house.wait(30)
    after = house.wait(14)

    assert (before, after) == (Noticed(0, 0), Noticed(1, 0))
    assert "Podany termin naprawy: 10.04.2026" in text_of(house.letters[-1], "")


@pytest.mark.parametrize("status", [Status.ELIMINATED, Status.CONFIRMED])
def test_what_an_officer_moved_on_is_neither_reminded_nor_given_back(status: Status) -> None:
    house = a_waiting_house()
    house.reports.replace(moved(house.report, status))

    assert house.wait(100) == Noticed(0, 0)
    assert len(house.letters) == 1
    assert house.report.status is status
    assert all(forwarding.closed for forwarding in house.forwardings)


def test_a_run_that_meets_a_change_leaves_it_to_the_next() -> None:
    class Racing(InMemoryForwardings):
        def replace(self, forwarding: Forwarding, report: Report | None, deed: Deed | None = None) -> None:
            raise StaleVersion

    house = a_waiting_house()
    real, house.forwardings = house.forwardings, Racing(house.reports)

    assert house.wait(14) == Noticed(0, 0)
    house.forwardings = real
    assert house.wait(0) == Noticed(1, 0)


def test_a_row_that_is_no_forwarding_is_set_aside_once_and_keeps_no_other_waiting() -> None:
    class Poisoned(InMemoryForwardings):
        def due(self, now: datetime) -> list[str]:
            return [*({"poison"} - self._asleep), *super().due(now)]

        def get(self, key: str) -> Forwarding:
            if key == "poison":
                raise MalformedRow("no forwarding")
            return super().get(key)

    house = a_waiting_house()
    house.forwardings = Poisoned(house.reports)

    assert [house.wait(days) for days in (14, 0, 0)] == [Noticed(1, 0), Noticed(0, 0), Noticed(0, 0)]

    assert house.aside == [("poison", "no forwarding")]
    assert [forwarding.reminded for forwarding in house.forwardings] == [True]


def test_a_forwarding_of_a_row_that_is_no_report_is_set_aside_once() -> None:
    house = House(reports := InMemoryReports())
    house.reports.add(a_report(status=Status.CONFIRMED), a_use(), None)
    house.institutions.put(an_institution(), None)
    house.forward(wish(), an_officer())
    (forwarding,) = house.forwardings
    reports.spoilt.add(forwarding.report_id)

    for _ in range(3):
        assert house.wait(14) == Noticed(0, 0)

    assert house.aside == [(forwarding.key, "The row is no report.")]
