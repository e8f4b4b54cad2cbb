"""The life of a forwarding: what each answer does to the report, and when silence is noticed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.answer import Answer
from chalicelib.domain.errors import IllegalMove, InvalidValue, ReasonNeeded
from chalicelib.domain.forwarding import SILENCE, Patience, answered, forwarded, given_back
from chalicelib.domain.statement import Saying, checked_date
from chalicelib.domain.status import Status
from chalicelib.domain.step import Act
from chalicelib.domain.token import derived, opens, token_hash
from tests.builders import LINK_SECRET, PATIENCE, PLACED, a_forwarding, a_report, moved

LATER = timedelta(days=1)
SAYINGS = {
    Answer.ACCEPTED: Saying(Answer.ACCEPTED),
    Answer.REPAIR_DATE: Saying(Answer.REPAIR_DATE, repair_by=date(2026, 4, 10)),
    Answer.ELIMINATED: Saying(Answer.ELIMINATED, "Wymieniono"),
    Answer.REFUSED: Saying(Answer.REFUSED, "Droga jest powiatowa"),
}


def test_a_forwarding_says_in_the_history_to_whom_and_by_whom() -> None:
    report, forwarding = a_forwarding()

    step = report.history[-1]

    assert (step.status, step.act, step.institution, step.by) == (
        Status.FORWARDED,
        Act.MOVED,
        "zdm-krakow",
        "officer@1261",
    )
    assert report.forwarding == forwarding.key
    assert forwarding.is_of(report)
    assert (forwarding.due_at - step.at, forwarding.expires_at - step.at) == (PATIENCE.answer, PATIENCE.link)


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.CONFIRMED])
def test_only_a_confirmed_report_is_forwarded(status: Status) -> None:
    with pytest.raises(IllegalMove):
        a_forwarding(a_report(status=status))


def test_a_forwarding_says_what_is_asked() -> None:
    report, identity = a_report(status=Status.CONFIRMED), ("key", "name")

    with pytest.raises(ReasonNeeded):
        forwarded(report, "zdm", None, PLACED, by="x", identity=identity, patience=PATIENCE)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("answer", "status", "closed"),
    [
        (Answer.ACCEPTED, Status.FORWARDED, False),
        (Answer.REPAIR_DATE, Status.FORWARDED, False),
        (Answer.ELIMINATED, Status.ELIMINATED, True),
        (Answer.REFUSED, Status.CONFIRMED, True),
    ],
)
def test_an_answer_leads_to_its_status_and_names_no_person(
    answer: Answer, status: Status, *, closed: bool
) -> None:
    report, forwarding = a_forwarding()
    said, at = SAYINGS[answer], report.changed_at + LATER

    after = answered(report, forwarding, said, at)
    told = forwarding.answered(said, at, PATIENCE)

    step = after.history[-1]
    assert (after.status, step.by, step.answer, step.note) == (status, "zdm-krakow", answer, said.note)
    assert (told.closed, told.is_of(after)) == (closed, not closed)
    assert (after.version, told.version) == (report.version + 1, 2)
    assert told.was_told(said)


def test_an_accepted_threat_is_due_anew() -> None:
    _, forwarding = a_forwarding()
    at = forwarding.asked_at + timedelta(days=10)

    told = replace(forwarding, reminded=True).answered(SAYINGS[Answer.ACCEPTED], at, PATIENCE)

    assert (told.due_at, told.expires_at, told.reminded) == (at + PATIENCE.answer, at + PATIENCE.link, False)


def test_after_a_repair_date_nothing_is_due_before_its_day_is_over_by_polish_time() -> None:
    _, forwarding = a_forwarding()

    told = forwarding.answered(SAYINGS[Answer.REPAIR_DATE], forwarding.asked_at, PATIENCE)

    midnight = datetime(2026, 4, 10, 22, tzinfo=UTC)  # in Warsaw, by summer time
    assert (told.due_at, told.expires_at) == (midnight + PATIENCE.answer, midnight + PATIENCE.link)


def test_silence_gives_the_report_back_with_its_reason() -> None:
    report, forwarding = a_forwarding()

    after = given_back(report, forwarding, report.changed_at + LATER)

    step = after.history[-1]
    assert (after.status, step.by, step.answer, step.note) == (
        Status.CONFIRMED,
        None,
        Answer.NO_ANSWER,
        SILENCE,
    )
    assert after.forwarding is None


@pytest.mark.parametrize("status", [Status.ELIMINATED, Status.CONFIRMED])
def test_what_an_officer_moved_on_does_not_wait_for_the_institution(status: Status) -> None:
    report, forwarding = a_forwarding()
    on = moved(report, status)

    assert not forwarding.is_of(on)
    with pytest.raises(IllegalMove):
        answered(on, forwarding, SAYINGS[Answer.ELIMINATED], on.changed_at)


def test_of_two_forwardings_of_a_report_only_the_last_waits() -> None:
    report, first = a_forwarding()
    back = answered(report, first, SAYINGS[Answer.REFUSED], report.changed_at)

    again, second = a_forwarding(back, name="another")

    assert second.is_of(again)
    assert not first.is_of(again)


@given(st.lists(st.sampled_from([Answer.ACCEPTED, Answer.REPAIR_DATE]), max_size=30))
def test_a_link_opens_at_least_until_the_report_is_given_back(answers: list[Answer]) -> None:
    _, forwarding = a_forwarding()
    at = forwarding.asked_at
    for answer in answers[:20]:
        at += LATER
        forwarding = forwarding.answered(SAYINGS[answer], at, PATIENCE)
    reminded = forwarding.reminded_at(forwarding.due_at, PATIENCE)

    assert forwarding.due_at <= forwarding.expires_at
    assert reminded.due_at <= reminded.expires_at


def test_an_institution_answers_twenty_times_at_most() -> None:
    _, forwarding = a_forwarding()
    for _ in range(20):
        forwarding = forwarding.answered(SAYINGS[Answer.ACCEPTED], PLACED, PATIENCE)

    with pytest.raises(IllegalMove):
        forwarding.answered(SAYINGS[Answer.ELIMINATED], PLACED, PATIENCE)


@pytest.mark.parametrize(
    "wrong",
    [
        {"answer": Answer.NO_ANSWER},
        {"answer": Answer.REFUSED},
        {"answer": Answer.REPAIR_DATE},
        {"answer": Answer.ACCEPTED, "repair_by": date(2026, 4, 10)},
        {"answer": Answer.ACCEPTED, "note": " "},
    ],
)
def test_words_that_do_not_belong_together_cannot_be_said(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue):
        Saying(**wrong)


@pytest.mark.parametrize(
    ("day", "ahead"),
    [
        (date(2026, 3, 14), False),
        (date(2026, 3, 15), False),  # it is the 15th in Warsaw already
        (date(2026, 3, 16), True),
        (date(2028, 3, 15), True),
        (date(2028, 3, 16), False),
    ],
)
def test_a_repair_date_lies_ahead_by_polish_time(day: date, *, ahead: bool) -> None:
    now = datetime(2026, 3, 14, 23, 30, tzinfo=UTC)

    if ahead:
        assert checked_date(day, now) == day
    else:
        with pytest.raises(InvalidValue):
            checked_date(day, now)


@pytest.mark.parametrize(("answer", "reminder", "link"), [(0, 7, 30), (14, 0, 30), (14, 7, 20)])
def test_a_link_never_ends_before_patience_does(answer: int, reminder: int, link: int) -> None:
    with pytest.raises(InvalidValue):
        Patience(timedelta(answer), timedelta(reminder), timedelta(link))


@given(st.text(), st.text())
def test_a_derived_token_opens_its_own_name_only(name: str, other: str) -> None:
    token = derived(name, LINK_SECRET)

    assert len(token) == 43  # 256 bits
    assert opens(token, token_hash(derived(name, LINK_SECRET)))
    assert opens(token, token_hash(derived(other, LINK_SECRET))) is (name == other)
    assert not opens(token, token_hash(derived(name, b"another secret")))
