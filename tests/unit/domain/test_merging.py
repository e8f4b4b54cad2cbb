"""Two reports of one threat: both are kept, one is counted, and parting undoes all of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.deadline import Call
from chalicelib.domain.errors import IllegalMove
from chalicelib.domain.merging import MOST_DUPLICATES, merged, parted, taken_along, told
from chalicelib.domain.report import BY_HAND, Report
from chalicelib.domain.status import CLOSED, MOVES, OPEN, Status
from chalicelib.domain.step import Act
from chalicelib.domain.visibility import is_public
from tests.builders import PLACED, a_category, a_forwarding, a_report

LATER = PLACED + timedelta(days=1)
BY = "officer@1261"
MAIN, DUPLICATE = a_report("main", status=Status.CONFIRMED), a_report("duplicate")


def a_pair() -> tuple[Report, Report]:
    return merged(DUPLICATE, MAIN, LATER, by=BY, note="To samo auto")


def test_a_merging_links_both_reports_and_stands_in_both_histories() -> None:
    duplicate, main = a_pair()

    assert (duplicate.duplicate_of, main.duplicates) == ("main", ("duplicate",))
    assert (duplicate.history[-1].act, duplicate.history[-1].report) == (Act.MERGED_INTO, "main")
    assert (main.history[-1].act, main.history[-1].report) == (Act.TOOK_IN, "duplicate")
    assert (duplicate.version, main.version) == (DUPLICATE.version + 1, MAIN.version + 1)
    assert (duplicate.status, main.status) == (DUPLICATE.status, MAIN.status)


def test_of_two_merged_reports_the_public_map_counts_the_main_one() -> None:
    assert [is_public(report, a_category()) for report in a_pair()] == [False, True]


def test_nobody_acts_on_a_merged_report_any_more() -> None:
    duplicate, _ = a_pair()

    assert not duplicate.is_open
    with pytest.raises(IllegalMove, match="continues under main"):
        duplicate.moved(Status.UNDER_VERIFICATION, LATER)
    with pytest.raises(IllegalMove, match="continues under main"):
        duplicate.handed_over("1206", "Inna droga", LATER, routed_by=BY_HAND)
    with pytest.raises(IllegalMove, match="continues under main"):
        duplicate.assigned("5ub", LATER, by=BY)


def test_parting_gives_back_what_was_merged_and_keeps_both_histories() -> None:
    duplicate, main = a_pair()

    apart, alone = parted(duplicate, main, LATER, by=BY, note="Inna ulica")

    assert (apart.duplicate_of, alone.duplicates) == (None, ())
    assert apart.is_open
    assert is_public(apart, a_category())
    assert [step.act for step in apart.history[-2:]] == [Act.MERGED_INTO, Act.PARTED_FROM]
    assert [step.act for step in alone.history[-2:]] == [Act.TOOK_IN, Act.LET_GO]


def test_parting_leaves_the_other_duplicates_where_they_are() -> None:
    duplicate, main = a_pair()
    _, main = merged(a_report("another"), main, LATER, by=BY)

    _, left = parted(duplicate, main, LATER, by=BY, note="Inna ulica")

    assert left.duplicates == ("another",)


def test_what_was_never_merged_is_not_parted() -> None:
    with pytest.raises(IllegalMove):
        parted(DUPLICATE, MAIN, LATER, by=BY, note="Inna ulica")


def test_there_are_no_chains() -> None:
    duplicate, main = a_pair()

    with pytest.raises(IllegalMove, match="continues under main"):
        merged(a_report("third"), duplicate, LATER, by=BY)
    with pytest.raises(IllegalMove, match="continues under main"):
        merged(duplicate, a_report("third"), LATER, by=BY)
    with pytest.raises(IllegalMove, match="duplicates of its own"):
        merged(main, a_report("third"), LATER, by=BY)
    with pytest.raises(IllegalMove, match="itself"):
        merged(MAIN, MAIN, LATER, by=BY)


@pytest.mark.parametrize("status", sorted(CLOSED))
def test_a_closed_report_neither_takes_in_nor_is_taken_in(status: Status) -> None:
    closed = a_report("closed", status=status)

    for pair in ((closed, MAIN), (DUPLICATE, closed)):
        with pytest.raises(IllegalMove):
            merged(*pair, LATER, by=BY)


def test_a_report_that_waits_for_an_institution_takes_in_another_and_is_not_taken_in() -> None:
    waiting, _ = a_forwarding(MAIN)

    with pytest.raises(IllegalMove, match="waits for an institution"):
        merged(waiting, a_report("third"), LATER, by=BY)

    assert merged(DUPLICATE, waiting, LATER, by=BY)[1].forwarding == waiting.forwarding


@pytest.mark.parametrize("status", sorted(OPEN))
def test_any_two_open_reports_may_be_one_threat(status: Status) -> None:
    duplicate, _ = merged(a_report("open", status=status), MAIN, LATER, by=BY)

    assert (duplicate.status, duplicate.duplicate_of) == (status, "main")


def test_a_report_takes_in_no_more_than_one_transaction_can_move() -> None:
    full = replace(MAIN, duplicates=tuple(map(str, range(MOST_DUPLICATES))))

    with pytest.raises(IllegalMove, match="at most"):
        merged(DUPLICATE, full, LATER, by=BY)


def test_two_units_merge_nothing_before_one_of_them_has_both() -> None:
    with pytest.raises(IllegalMove, match="hand one of them over"):
        merged(a_report("far", unit="1206"), MAIN, LATER, by=BY)


def test_a_follower_is_told_of_the_main_report_from_the_merging_on() -> None:
    main = MAIN.noted("Patrol o 22", MAIN.changed_at, by=BY)
    duplicate, main = merged(DUPLICATE, main, LATER, by=BY)
    main = main.moved(Status.ELIMINATED, LATER + timedelta(days=1)).noted("Gotowe", LATER, by=BY)

    steps = told(duplicate, main)

    assert [step.status for step in steps] == [Status.NEW, Status.CONFIRMED, Status.ELIMINATED]
    assert [step.at for step in steps] == [PLACED, LATER, LATER + timedelta(days=1)]


def test_a_follower_of_a_report_that_was_merged_twice_is_told_from_the_last_time_on() -> None:
    duplicate, main = a_pair()
    duplicate, main = parted(duplicate, main, LATER, by=BY, note="Inna ulica")
    main = main.moved(Status.FORWARDED, LATER, note="Do zarządcy drogi")
    again = LATER + timedelta(days=2)
    duplicate, main = merged(duplicate, main, again, by=BY)

    assert [(step.status, step.at) for step in told(duplicate, main)] == [
        (Status.NEW, PLACED),
        (Status.FORWARDED, again),
    ]


def test_a_hand_over_of_both_is_told_once_and_after_the_merging() -> None:
    duplicate, main = a_pair()
    main = main.handed_over("1206", "Inna droga", LATER + timedelta(days=1), routed_by=BY_HAND, by=BY)
    duplicate = taken_along(duplicate, main)

    steps = told(duplicate, main)

    assert [step.act for step in steps] == [Act.MOVED, Act.TOOK_IN, Act.HANDED_OVER]
    assert [step.at for step in steps] == [PLACED, LATER, LATER + timedelta(days=1)]


class Two:
    """Two reports of one unit that are merged, parted, moved and handed over, by a clock that jumps."""

    def __init__(self) -> None:
        self.main, self.duplicate, self.now, self.turns = a_report("main"), a_report("duplicate"), PLACED, 0

    def merge_or_part(self) -> None:
        if self.duplicate.duplicate_of:
            self.duplicate, self.main = parted(self.duplicate, self.main, self.now, by=BY, note="Inna")
        elif self.duplicate.unit == self.main.unit:
            self.duplicate, self.main = merged(self.duplicate, self.main, self.now, by=BY)

    def hand_over(self) -> None:
        self.main = self.handed(self.main)
        if self.duplicate.duplicate_of:
            self.duplicate = taken_along(self.duplicate, self.main)

    def hand_over_the_other(self) -> None:
        if not self.duplicate.duplicate_of:
            self.duplicate = self.handed(self.duplicate)

    def move(self) -> None:
        onward = [status for status in sorted(MOVES[self.main.status]) if status in OPEN]
        self.main = self.main.moved(onward[0], self.now, note="Byli na miejscu")

    def note(self) -> None:
        self.duplicate = self.duplicate.noted("Sąsiedzi potwierdzają", self.now, by=BY)

    def handed(self, report: Report) -> Report:
        self.turns += 1
        other = "1206" if report.unit == "1261" else "1261"
        return report.handed_over(other, f"Zmiana {self.turns}", self.now, routed_by=BY_HAND, by=BY)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([Two.merge_or_part, Two.hand_over, Two.hand_over_the_other, Two.move, Two.note]),
            st.timedeltas(-timedelta(hours=3), timedelta(days=1)),
        ),
        max_size=20,
    )
)
def test_whatever_happens_a_follower_is_told_every_step_once_and_in_order(
    acts: list[tuple[Callable[[Two], None], timedelta]],
) -> None:
    two = Two()
    for act, passed in acts:
        two.now += passed
        act(two)

        steps = told(two.duplicate, two.main if two.duplicate.duplicate_of else None)

        assert [step.at for step in steps] == sorted(step.at for step in steps)
        reasons = [step.reason for step in steps if step.reason]
        assert len(reasons) == len(set(reasons))


def test_duplicates_go_with_the_main_report_when_it_changes_hands() -> None:
    duplicate, main = a_pair()
    main = main.handed_over("1206", "Inna droga", LATER, routed_by=BY_HAND, by=BY)

    gone = taken_along(duplicate, main)

    assert (gone.unit, gone.routed_by, gone.status) == ("1206", BY_HAND, DUPLICATE.status)
    assert (gone.history[-1].act, gone.history[-1].reason) == (Act.HANDED_OVER, "Inna droga")
    assert taken_along(duplicate.called_for(Call.ESCALATED_LOCAL), main).called is None
