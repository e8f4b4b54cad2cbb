"""What institutions answer by their link, and what a link opens to nobody else."""

from contextlib import nullcontext
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.answer import Answer
from chalicelib.domain.change import Change
from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import (
    LinkClosed,
    TooManyTries,
    UnknownLink,
)
from chalicelib.domain.forwarding import Forwarding
from chalicelib.domain.notification import Event, alerts_for
from chalicelib.domain.report import Report
from chalicelib.domain.statement import Saying
from chalicelib.domain.status import Status
from chalicelib.usecases.answer_forwarding import TryLimits, read_forwarding
from tests.builders import (
    PATIENCE,
    a_category,
    a_report,
    an_officer,
)
from tests.fakes.forwarding import InMemoryForwardings
from tests.unit.usecases.forwarding_house import (
    ADDRESS,
    DONE,
    GO_ON,
    NO,
    UNITS,
    a_house,
    a_waiting_house,
    wish,
)


@pytest.mark.parametrize(
    ("saying", "status"),
    [
        (GO_ON, Status.FORWARDED),
        (Saying(Answer.REPAIR_DATE, repair_by=date(2026, 5, 1)), Status.FORWARDED),
        (DONE, Status.ELIMINATED),
        (NO, Status.CONFIRMED),
    ],
)
def test_an_answer_moves_the_report_and_a_repeat_changes_nothing(saying: Saying, status: Status) -> None:
    house = a_waiting_house()

    first = house.answer(saying)
    version = house.report.version
    again = house.answer(saying)

    assert (house.report.status, house.report.version) == (status, version)
    assert first == again
    assert house.report.history[-1].by == "zdm-krakow"


@pytest.mark.parametrize("last", [DONE, NO])
def test_after_a_last_answer_the_link_is_closed(last: Saying) -> None:
    house = a_waiting_house()
    house.answer(last)

    with pytest.raises(LinkClosed):
        read_forwarding(house.letters[0].token, ADDRESS, house.reception)
    with pytest.raises(LinkClosed):
        house.answer(GO_ON)


def test_a_link_that_is_too_old_is_closed() -> None:
    house = a_waiting_house()
    house.clock.now += PATIENCE.link

    with pytest.raises(LinkClosed):
        house.answer(DONE)


def test_the_note_of_an_officer_at_the_same_moment_does_not_refuse_the_answer() -> None:
    class Racing(InMemoryForwardings):
        raced = False

        def replace(self, forwarding: Forwarding, report: Report | None, deed: Deed | None = None) -> None:
            if report and not self.raced:
                self.raced = True
                stood = house.reports.get(report.id)
                house.reports.replace(stood.noted("Byliśmy", stood.changed_at, by="officer@1261"))
            super().replace(forwarding, report, deed)

    house = a_waiting_house()
    house.forwardings = Racing(house.reports)

    house.answer(DONE)

    assert house.report.status is Status.ELIMINATED
    assert [step.note for step in house.report.history][-2:] == ["Byliśmy", "Gotowe"]


def test_no_link_opens_another_forwarding() -> None:
    other = a_report("0190f6b2-0000-4000-8000-000000000002", status=Status.CONFIRMED)
    house = a_house(a_report(status=Status.CONFIRMED), other)
    house.forward(wish(), an_officer())
    house.forward(wish(note="Inna sprawa"), an_officer(), other.id)
    house.post()

    for letter in house.letters:
        shown = read_forwarding(letter.token, ADDRESS, house.reception)
        assert shown.key == letter.forwarding.key
    assert len({letter.token for letter in house.letters}) == 2


@given(st.text())
def test_any_other_text_opens_nothing(text: str) -> None:
    house = a_waiting_house()

    with pytest.raises(UnknownLink):
        read_forwarding(text, ADDRESS, house.reception)


@pytest.mark.parametrize("known", [True, False])
def test_an_origin_may_ask_so_often_in_a_day_whether_it_guesses_or_not(*, known: bool) -> None:
    house = a_waiting_house()
    house.limits = TryLimits(3, 3)
    token = house.letters[0].token if known else "guess"

    for _ in range(3):
        with pytest.raises(UnknownLink) if not known else nullcontext():
            read_forwarding(token, ADDRESS, house.reception)

    with pytest.raises(TooManyTries):
        read_forwarding(token, ADDRESS, house.reception)
    house.clock.now += timedelta(days=1)
    with pytest.raises(UnknownLink) if not known else nullcontext():
        read_forwarding(token, ADDRESS, house.reception)


def test_one_link_may_be_used_so_often_from_wherever() -> None:
    house = a_waiting_house()
    house.limits = TryLimits(2, 100)
    for n in range(2):
        read_forwarding(house.letters[0].token, f"192.0.2.{n}", house.reception)

    with pytest.raises(TooManyTries):
        read_forwarding(house.letters[0].token, "192.0.2.9", house.reception)


@pytest.mark.parametrize(
    ("saying", "event"),
    [(GO_ON, Event.ANSWERED), (NO, Event.ANSWERED), (DONE, Event.ANSWERED), (None, Event.UNANSWERED)],
)
def test_the_unit_is_told_of_every_answer_and_of_silence(saying: Saying | None, event: Event) -> None:
    house = a_waiting_house()
    if saying is None:
        house.wait(14)
    before = house.report
    if saying:
        house.answer(saying)
    else:
        house.wait(7)

    alerts = alerts_for(Change(before, house.report), a_category(), lambda code: UNITS[code])

    assert [(alert.event, alert.unit.code) for alert in alerts] == [(event, "1261")]
