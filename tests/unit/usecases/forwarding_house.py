"""A house of reports, institutions and letters in memory, for the tests of forwarding."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from chalicelib.adapters.unit_directory import load_units
from chalicelib.domain.answer import Answer
from chalicelib.domain.forwarding import Forwarding
from chalicelib.domain.letter import Letter
from chalicelib.domain.officer import Officer
from chalicelib.domain.report import Details, Report
from chalicelib.domain.statement import Saying
from chalicelib.domain.status import Status
from chalicelib.usecases.act_as_officer import Desk
from chalicelib.usecases.answer_forwarding import Reception, TryLimits, answer_forwarding
from chalicelib.usecases.forward_report import Forward, Outbox, forward_as_officer
from chalicelib.usecases.notice_silence import Noticed, notice_silence
from chalicelib.usecases.write_letter import Clerk, write_letter
from tests.builders import (
    LINK_SECRET,
    PATIENCE,
    PLACED,
    a_catalogue,
    a_report,
    a_use,
    an_institution,
    an_officer,
)
from tests.fakes.calls import CountedTries, SetClock, numbered
from tests.fakes.counts import InMemoryCounter
from tests.fakes.forwarding import InMemoryForwardings, InMemoryInstitutions
from tests.fakes.reports import InMemoryReports
from tests.fakes.roster import InMemoryRoster

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
        desk = Desk(self.reports, UNITS, self.clock, self.reports.keep, day, counter, roster, a_catalogue())
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
