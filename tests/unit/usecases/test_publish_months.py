"""Publishing: each month once, whatever crashes or repeats, and tiles are asked for of every one."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain.cell import cell_at
from chalicelib.domain.layer import ROLLING
from chalicelib.domain.month import Month
from chalicelib.domain.publication import Publication
from chalicelib.domain.status import Status
from chalicelib.ports.counts import NOT_COUNTED, Changed, Counted
from chalicelib.usecases.publish_months import AT_ONCE, Press, announce, publish, publish_due
from tests.builders import KRAKOW, a_contribution, a_report
from tests.fakes.counts import InMemoryCounter
from tests.fakes.pictures import InMemoryPublications

GRACE = timedelta(days=14)
CELL = cell_at(KRAKOW.lat, KRAKOW.lon)
APRIL = datetime(2026, 4, 15, 12, tzinfo=UTC)
SHOWN: Changed = {"2026-03": {CELL}, "2026": {CELL}, ROLLING: {CELL}}


class KilledError(Exception):
    pass


def a_town(months: list[int], number: int = 6, category: str = "begging") -> InMemoryCounter:
    """Return the counts of so many reports in Kraków in each of some months of 2026."""
    counter = InMemoryCounter()
    for month in months:
        placed = datetime(2026, month, 14, 9, tzinfo=UTC)
        one = a_contribution(a_report(category=category, status=Status.CONFIRMED, placed=placed))
        for n in range(number):
            counter.replace(f"{month}/{category}/{n}", NOT_COUNTED, Counted(1, one))
    return counter


def a_press(
    counter: InMemoryCounter, publications: InMemoryPublications, redraw: Callable[[Changed], None]
) -> Press:
    return Press(counter.protected, publications, redraw)


def nothing(_: Changed) -> None:
    pass


def told(publications: InMemoryPublications, month: str) -> Publication:
    return publications.read(month, publications.standing()[month])


def test_a_month_is_published_from_its_sensitive_reports_alone() -> None:
    publications, counter = InMemoryPublications(), a_town([3])
    counter.replace("open", NOT_COUNTED, Counted(1, a_contribution(a_report())))

    done = publish_due(APRIL, GRACE, a_press(counter, publications, nothing))

    assert done == ["2026-03"]
    assert told(publications, "2026-03") == Publication("2026-03", {"begging": {CELL: 6}})


def test_reports_that_were_confirmed_are_published_together_whatever_became_of_them() -> None:
    publications = InMemoryPublications()
    counter = InMemoryCounter()
    for n, status in enumerate([*Status, *Status]):
        one = a_contribution(a_report(category="begging", status=status))
        counter.replace(str(n), NOT_COUNTED, Counted(1, one))

    publish(["2026-03"], counter.protected, publications)

    assert told(publications, "2026-03").areas == {"begging": {CELL: 6}}


def test_before_the_grace_is_over_nothing_of_the_month_is_published() -> None:
    publications = InMemoryPublications()
    early = datetime(2026, 4, 14, 12, tzinfo=UTC)

    done = publish_due(early, GRACE, a_press(a_town([3]), publications, nothing))

    assert done == ["2026-02"]
    assert told(publications, "2026-02").areas == {}


def test_a_month_that_tells_nothing_has_a_document_too() -> None:
    """Else its absence, or its coming late, would say something of the numbers."""
    publications = InMemoryPublications()

    publish_due(APRIL, GRACE, a_press(a_town([3], number=4), publications, nothing))

    assert publications.standing().keys() == {"2026-03"}
    assert told(publications, "2026-03").areas == {}


def test_what_is_published_stays_whatever_becomes_of_the_reports() -> None:
    publications, counter = InMemoryPublications(), a_town([3])
    press = a_press(counter, publications, nothing)
    publish_due(APRIL, GRACE, press)
    before = publications.document("2026-03")

    counter.replace("3/begging/0", counter.counted("3/begging/0"), Counted(2, None))
    again = publish_due(APRIL + timedelta(days=1), GRACE, press)

    assert again == []
    assert publications.document("2026-03") == before


def test_months_that_were_missed_are_caught_up() -> None:
    publications, counter = InMemoryPublications(), a_town([3, 4, 5, 6])
    publish_due(APRIL, GRACE, a_press(counter, publications, nothing))

    done = publish_due(datetime(2026, 7, 20, tzinfo=UTC), GRACE, a_press(counter, publications, nothing))

    assert done == ["2026-04", "2026-05", "2026-06"]
    assert all(told(publications, month).areas == {"begging": {CELL: 6}} for month in done)


def test_a_clock_that_jumps_back_publishes_nothing() -> None:
    publications, counter = InMemoryPublications(), a_town([1, 3])
    press = a_press(counter, publications, nothing)
    publish_due(APRIL, GRACE, press)

    assert publish_due(datetime(2026, 2, 20, tzinfo=UTC), GRACE, press) == []
    assert publications.standing().keys() == {"2026-03"}


def test_tiles_of_the_month_the_year_and_the_roll_up_are_asked_for_once() -> None:
    publications = InMemoryPublications()
    asked: list[Changed] = []
    press = a_press(a_town([3]), publications, asked.append)

    for _ in range(3):
        publish_due(APRIL, GRACE, press)

    assert asked == [SHOWN]


def test_the_roll_up_is_not_asked_for_when_the_month_has_left_it() -> None:
    publications = InMemoryPublications()
    asked: list[Changed] = []
    publications.add(Publication("2024-03", {"begging": {CELL: 6}}))

    announce(publications, asked.append, "2026-04")

    assert asked == [{"2024-03": {CELL}, "2024": {CELL}}]


def test_a_document_that_was_replaced_is_asked_for_again() -> None:
    publications = InMemoryPublications()
    publications.add(Publication("2026-03", {"begging": {CELL: 6}}))
    publications.announce("2026-03", '"another"')
    asked: list[Changed] = []

    announce(publications, asked.append, "2026-04")

    assert len(asked) == 1


def test_a_request_names_no_more_areas_than_a_worker_draws_in_time() -> None:
    publications = InMemoryPublications()
    areas = {cell_at(49.5 + n / 50, 20, 7): 5 for n in range(3 * AT_ONCE - 1)}
    publications.add(Publication("2026-03", {"begging": areas}))
    asked: list[Changed] = []

    announce(publications, asked.append, "2026-04")

    assert max(len(cells) for one in asked for cells in one.values()) == AT_ONCE
    assert {cell for one in asked for cell in one["2026-03"]} == set(areas)


class Mortal:
    """A store of publications that dies when so many calls were made."""

    def __init__(self, store: InMemoryPublications, lives: int) -> None:
        self._store = store
        self._lives = lives

    def live(self) -> InMemoryPublications:
        self._lives -= 1
        if self._lives < 0:
            raise KilledError
        return self._store

    def standing(self) -> Mapping[Month, str]:
        return self.live().standing()

    def read(self, month: Month, tag: str) -> Publication:
        return self.live().read(month, tag)

    def document(self, month: Month) -> tuple[bytes, str] | None:
        return self.live().document(month)

    def add(self, publication: Publication) -> bool:
        return self.live().add(publication)

    def announced(self) -> Mapping[Month, str]:
        return self.live().announced()

    def announce(self, month: Month, tag: str) -> None:
        self.live().announce(month, tag)


@pytest.mark.parametrize("lives", range(8))
def test_a_run_after_a_crash_at_any_point_finishes_the_work(lives: int) -> None:
    publications, counter = InMemoryPublications(), a_town([3])
    asked: list[Changed] = []
    mortal = Mortal(publications, lives)

    def ask(changed: Changed) -> None:
        mortal.live()
        asked.append(changed)

    with suppress(KilledError):
        publish_due(APRIL, GRACE, Press(counter.protected, mortal, ask))
    publish_due(APRIL, GRACE, a_press(counter, publications, asked.append))

    assert told(publications, "2026-03").areas == {"begging": {CELL: 6}}
    assert asked in ([SHOWN], [SHOWN, SHOWN])
    assert publications.announced() == publications.standing()
