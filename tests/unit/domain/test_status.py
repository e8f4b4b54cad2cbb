"""The table of moves, pair by pair, held to the rules it was taken from."""

from itertools import pairwise, product

import pytest
from hypothesis import given

from chalicelib.domain.errors import IllegalMove, ReasonNeeded
from chalicelib.domain.report import Report
from chalicelib.domain.status import CLOSED, MOVES, Status, check_move
from tests.builders import a_report
from tests.strategies import lives

ALLOWED = {
    ("new", "under_verification"),
    ("under_verification", "confirmed"),
    ("under_verification", "unconfirmed"),
    ("under_verification", "joke_or_mistake"),
    ("confirmed", "eliminated"),
    ("confirmed", "forwarded"),
    ("forwarded", "eliminated"),
    ("forwarded", "confirmed"),
    ("eliminated", "under_verification"),
    ("unconfirmed", "under_verification"),
    ("joke_or_mistake", "under_verification"),
}
REASONED = {
    *((closed, "under_verification") for closed in ("eliminated", "unconfirmed", "joke_or_mistake")),
    ("under_verification", "unconfirmed"),
    ("under_verification", "joke_or_mistake"),
    ("confirmed", "forwarded"),
    ("forwarded", "confirmed"),
}


@pytest.mark.parametrize(("before", "after"), list(product(Status, Status)))
def test_a_report_makes_exactly_the_moves_of_the_rules(before: Status, after: Status) -> None:
    report = a_report(status=before)

    if (before.value, after.value) in ALLOWED:
        assert report.moved(after, report.changed_at, note="Byli na miejscu").status is after
    else:
        with pytest.raises(IllegalMove):
            report.moved(after, report.changed_at, note="Byli na miejscu")


@pytest.mark.parametrize(("before", "after"), sorted(ALLOWED))
def test_a_move_that_needs_a_reason_is_not_made_without_one(before: str, after: str) -> None:
    report = a_report(status=Status(before))

    if (before, after) in REASONED:
        with pytest.raises(ReasonNeeded):
            report.moved(Status(after), report.changed_at)
    else:
        assert report.moved(Status(after), report.changed_at).history[-1].note is None


def test_only_a_coordinator_opens_what_was_closed() -> None:
    coordinators = {
        (before, after)
        for before, rules in MOVES.items()
        for after, rule in rules.items()
        if rule.coordinator
    }

    assert coordinators == {(closed, Status.UNDER_VERIFICATION) for closed in CLOSED}


@pytest.mark.parametrize("status", Status)
def test_a_refused_move_names_the_allowed_ones(status: Status) -> None:
    with pytest.raises(IllegalMove) as refusal:
        check_move(status, Status.NEW, None)

    assert all(allowed in str(refusal.value) for allowed in MOVES[status])


@given(lives())
def test_a_history_keeps_every_step_in_order(life: list[Report]) -> None:
    last = life[-1]

    assert [report.version for report in life] == list(range(1, len(life) + 1))
    assert all(a.at <= b.at for a, b in pairwise(last.history))
    assert all(after.history[: len(before.history)] == before.history for before, after in pairwise(life))
