"""Forwarding, answering and silence on stores: who may, what is told to whom, and nothing twice."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.letter_texts import subject_of, text_of
from chalicelib.adapters.unit_directory import load_units
from chalicelib.domain.answer import Answer
from chalicelib.domain.change import Change
from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import (
    LinkClosed,
    MalformedRow,
    OutsideScope,
    StaleVersion,
    TooManyTries,
    UnknownInstitution,
    UnknownLink,
)
from chalicelib.domain.forwarding import Forwarding
from chalicelib.domain.letter import Letter
from chalicelib.domain.notification import Event, alerts_for
from chalicelib.domain.officer import Officer, Role
from chalicelib.domain.report import Details, Location, Report
from chalicelib.domain.statement import Saying
from chalicelib.domain.status import Status
from chalicelib.usecases.act_as_officer import Desk
from chalicelib.usecases.answer_forwarding import Reception, TryLimits, answer_forwarding, read_forwarding
from chalicelib.usecases.forward_report import Forward, Outbox, forward_as_officer
from chalicelib.usecases.notice_silence import Noticed, notice_silence
from chalicelib.usecases.write_letter import Clerk, write_letter
from tests.builders import (
    LINK_SECRET,
    PATIENCE,
    PLACED,
    a_catalogue,
    a_category,
    a_report,
    a_use,
    an_institution,
    an_officer,
    moved,
)
from tests.fakes.calls import CountedTries, SetClock, numbered
from tests.fakes.counts import InMemoryCounter
from tests.fakes.forwarding import InMemoryForwardings, InMemoryInstitutions
from tests.fakes.reports import InMemoryReports
from tests.fakes.roster import InMemoryRoster
from tests.strategies import details, moments

UNITS = load_units()
ADDRESS = "192.0.2.1"
MARKER = "Zielona brama sąsiada Nowaka"
DONE, GO_ON = Saying(Answer.ELIMINATED, "Gotowe"), Saying(Answer.ACCEPTED)
NO = Saying(Answer.REFUSED, "Nie nasza droga")


@dataclass
class House:
    """All that takes part in forwarding, with the letters as they were sent."""

    reports: InMemoryReports = field(default_factory=InMemoryReports)
    institutions: InMemoryInstitutions = field(default_factory=InMemoryInstitutions)
    clock: SetClock = field(default_factory=lambda: SetClock(PLACED + timedelta(days=1)))
    limits: TryLimits = field(default_factory=lambda: TryLimits(100, 500))
    letters: list[Letter] = field(default_factory=list)
    aside: list[tuple[str, str]] = field(default_factory=list)
    tries: CountedTries = field(default_factory=CountedTries)
    new_id: Callable[[], str] = field(default_factory=lambda: numbered("f"))

    def __post_init__(self) -> None:
        self.forwardings = InMemoryForwardings(self.reports)
        self.seen: dict[str, Forwarding] = {}

    def forward(self, wish: Forward, officer: Officer, report_id: str = a_report().id) -> Report:
        day, counter, roster = timedelta(days=1), InMemoryCounter(), InMemoryRoster()
        desk = Desk(self.reports, UNITS, self.clock, self.reports.keep, day, counter, roster)
        outbox = Outbox(self.forwardings, self.institutions, PATIENCE, LINK_SECRET, self.new_id)
        return forward_as_officer(report_id, wish, officer, desk, outbox)

    @property
    def reception(self) -> Reception:
        reports, clock = self.reports, self.clock
        return Reception(self.forwardings, reports, PATIENCE, clock, self.tries, self.limits, b"secret")

    def answer(self, saying: Saying, token: str | None = None) -> Forwarding:
        return answer_forwarding(token or self.letters[0].token, saying, ADDRESS, self.reception)

    def post(self) -> None:
        """Write the letters that changes ask for since the last time, as the stream does."""
        clerk = Clerk(self.institutions, a_catalogue(), UNITS, LINK_SECRET)
        for forwarding in self.forwardings:
            write_letter(self.seen.get(forwarding.key), forwarding, clerk, self.letters.append)
            self.seen[forwarding.key] = forwarding

    def wait(self, days: int) -> Noticed:
        self.clock.now += timedelta(days=days)
        noticed = notice_silence(self.clock.now, self.forwardings, self.reports, PATIENCE, self.set_aside)
        self.post()
        return noticed

    def set_aside(self, key: str, reason: str) -> None:
        self.aside.append((key, reason))

    @property
    def report(self) -> Report:
        return self.reports.get(a_report().id)


def a_house(*reports: Report) -> House:
    house = House()
    for report in reports or (a_report(status=Status.CONFIRMED, details=Details(description=MARKER)),):
        house.reports.add(report, a_use(), None)
    house.institutions.put(an_institution(), None)
    return house


def wish(
    report: Report | None = None, *, institution: str = "zdm-krakow", note: str = "Prosimy o naprawę"
) -> Forward:
    return Forward((report or a_report(status=Status.CONFIRMED)).version, institution, note)


def a_waiting_house() -> House:
    """Return a house in which a report was forwarded and the letter sent."""
    house = a_house()
    house.forward(wish(), an_officer())
    house.post()
    return house


@pytest.mark.parametrize(
    ("officer", "refusal"),
    [
        (an_officer(Role.OFFICER, "1261"), None),
        (an_officer(Role.LOCAL_COORDINATOR, "1261"), None),
        (an_officer(Role.GARRISON_COORDINATOR, "12"), None),
        (an_officer(Role.NATIONAL_ADMIN, "KGP"), None),
        (an_officer(Role.OFFICER, "1206"), OutsideScope),
        (an_officer(Role.LOCAL_COORDINATOR, "1465-1"), OutsideScope),
        (an_officer(Role.GARRISON_COORDINATOR, "14"), OutsideScope),
    ],
)
def test_whoever_has_the_report_forwards_it_and_the_deed_is_kept(
    officer: Officer, refusal: type[Exception] | None
) -> None:
    house = a_house()

    if refusal:
        with pytest.raises(refusal):
            house.forward(wish(), officer)
        assert (list(house.forwardings), house.reports.deeds) == ([], [])
        assert house.report.status is Status.CONFIRMED
    else:
        house.forward(wish(), officer)
        assert house.report.status is Status.FORWARDED
        assert [one.institution for one in house.forwardings] == ["zdm-krakow"]
        deed = Deed(officer, house.clock.now, "forwarded to zdm-krakow", "1261", (house.report.id,))
        assert house.reports.deeds == [deed]


@pytest.mark.parametrize("wrong", ["nobody", "elsewhere", "retired", "other-things"])
def test_an_institution_that_does_not_take_it_gets_nothing(wrong: str) -> None:
    house = a_house()
    house.institutions.put(an_institution("elsewhere", area="1206"), None)
    house.institutions.put(replace(an_institution("retired"), retired=True), None)
    house.institutions.put(an_institution("other-things", categories=["begging"]), None)

    with pytest.raises(UnknownInstitution):
        house.forward(wish(institution=wrong), an_officer())

    assert list(house.forwardings) == []


def test_a_report_that_changed_meanwhile_is_not_forwarded() -> None:
    house = a_house()

    with pytest.raises(StaleVersion):
        house.forward(replace(wish(), version=1), an_officer())


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
    class Spoilt(InMemoryReports):
        spoilt = False

        def get(self, report_id: str) -> Report:
            if self.spoilt:
                raise MalformedRow("no report")
            return super().get(report_id)

    house = House(reports := Spoilt())
    house.reports.add(a_report(status=Status.CONFIRMED), a_use(), None)
    house.institutions.put(an_institution(), None)
    house.forward(wish(), an_officer())
    (forwarding,) = house.forwardings
    reports.spoilt = True

    for _ in range(3):
        assert house.wait(14) == Noticed(0, 0)

    assert house.aside == [(forwarding.key, "no report")]


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
