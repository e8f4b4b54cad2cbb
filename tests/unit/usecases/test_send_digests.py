"""Sending digests: nothing is lost, and nothing told twice, wherever a run breaks off."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.alert_log import Entry, Outcome
from chalicelib.domain.digest import LARGEST, Digest
from chalicelib.domain.errors import Busy, Undeliverable, Unsent
from chalicelib.usecases.send_digests import MOST_UNMARKED, SETTLED, Sent, send_digests
from tests.builders import PLACED, a_line, a_unit
from tests.fakes.alerts import InMemoryAlertLog

UNITS = {"1261": a_unit(), "1206": a_unit("1206")}
AFTER = PLACED + SETTLED


@dataclass
class Carrier:
    """Sends digests; `troubles` are raised one after another instead, None lets one pass."""

    troubles: list[Exception | None] = field(default_factory=list)
    sent: list[Digest] = field(default_factory=list)

    def __call__(self, digest: Digest) -> str:
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble:
            raise trouble
        self.sent.append(digest)
        return f"message-{len(self.sent)}"


class Dying(InMemoryAlertLog):
    """A log whose function dies now and then before it can mark a digest as told."""

    def __init__(self, lives: list[bool]) -> None:
        super().__init__()
        self._lives = lives

    def told_together(self, entries: Sequence[Entry], digest: str, message_id: str, now: datetime) -> None:
        if self._lives and not self._lives.pop(0):
            raise SystemExit
        super().told_together(entries, digest, message_id, now)


class Held(InMemoryAlertLog):
    """A log that cannot mark the lines of some units now."""

    def __init__(self, *held: str) -> None:
        super().__init__()
        self.held = set(held)

    def told_together(self, entries: Sequence[Entry], digest: str, message_id: str, now: datetime) -> None:
        if entries[0].unit in self.held:
            raise Busy("Another write holds the same lines of the log.")
        super().told_together(entries, digest, message_id, now)


def waiting(log: InMemoryAlertLog, *lines: Entry) -> None:
    for line in lines:
        log.lines[line.unit, line.at, line.id] = line


def test_a_unit_hears_once_of_all_that_waited_for_the_moment() -> None:
    log, carrier = InMemoryAlertLog(), Carrier()
    waiting(log, a_line(1, due=PLACED), a_line(2, due=PLACED), a_line(3, due=PLACED, unit="1206"))

    sent = send_digests(AFTER, log, UNITS, carrier)
    again = send_digests(AFTER, log, UNITS, carrier)

    assert (sent, again) == (Sent(2, 0), Sent(0, 0))
    assert sorted(len(digest.entries) for digest in carrier.sent) == [1, 2]
    assert {line.outcome for line in log.lines.values()} == {Outcome.TOLD}
    assert {line.digest for line in log.lines.values()} == {digest.id for digest in carrier.sent}


def test_what_is_due_later_or_has_just_become_due_goes_on_waiting() -> None:
    log, carrier = InMemoryAlertLog(), Carrier()
    waiting(log, a_line(1, due=PLACED), a_line(2, due=PLACED + timedelta(seconds=1)))

    send_digests(AFTER, log, UNITS, carrier)

    assert [one.id for digest in carrier.sent for one in digest.entries] == [a_line(1).id]


def test_a_digest_that_cannot_go_out_holds_no_other_back_and_is_tried_again() -> None:
    log = InMemoryAlertLog()
    carrier = Carrier([Undeliverable("SNS refuses."), None])
    waiting(log, a_line(1, due=PLACED, unit="1206"), a_line(2, due=PLACED))

    first = send_digests(AFTER, log, UNITS, carrier)
    failed = [line.failure for line in log.lines.values()]
    second = send_digests(AFTER, log, UNITS, carrier)

    assert (first, second) == (Sent(1, 1), Sent(1, 0))
    assert failed == ["SNS refuses.", None]
    assert [line.attempts for line in log.lines.values()] == [2, 1]


def test_a_unit_that_is_no_more_is_seen_in_its_lines() -> None:
    log = InMemoryAlertLog()
    waiting(log, a_line(1, due=PLACED, unit="9999"))

    sent = send_digests(AFTER, log, UNITS, Carrier())

    assert sent == Sent(0, 1)
    assert [line.failure for line in log.lines.values()] == ["There is no unit 9999 any more."]


def test_a_digest_that_cannot_be_marked_holds_no_other_back_and_comes_again_under_its_id() -> None:
    log, carrier = Held("1206"), Carrier()
    waiting(log, a_line(1, due=PLACED, unit="1206"), a_line(2, due=PLACED))

    with pytest.raises(Busy, match="1 digests"):
        send_digests(AFTER, log, UNITS, carrier)
    log.held.clear()
    again = send_digests(AFTER, log, UNITS, carrier)

    assert again == Sent(1, 0)
    first, other, repeated = carrier.sent
    assert (first.unit.code, other.unit.code) == ("1206", "1261")
    assert repeated.id == first.id
    assert {line.outcome for line in log.lines.values()} == {Outcome.TOLD}


def test_a_log_that_takes_no_marks_ends_the_run_before_all_is_told_in_vain() -> None:
    log, carrier = Held("1261"), Carrier()
    waiting(log, *(a_line(n, due=PLACED) for n in range(2 * MOST_UNMARKED * LARGEST)))

    with pytest.raises(Busy):
        send_digests(AFTER, log, UNITS, carrier)

    assert len(carrier.sent) == MOST_UNMARKED


@given(
    st.integers(0, 3 * LARGEST),
    st.lists(st.sampled_from([None, Unsent("later"), Undeliverable("never")]), max_size=8),
    st.lists(st.booleans(), max_size=8),
)
def test_wherever_runs_break_off_every_alert_is_told_and_twice_only_under_the_same_id(
    count: int, troubles: list[Exception | None], lives: list[bool]
) -> None:
    log, carrier = Dying(lives), Carrier(troubles)
    waiting(log, *(a_line(n, due=PLACED) for n in range(count)))

    for _ in range(20):
        try:
            send_digests(AFTER, log, UNITS, carrier)
        except SystemExit:
            continue

    told: dict[str, set[str]] = {}
    for digest in carrier.sent:
        for one in digest.entries:
            told.setdefault(one.id, set()).add(digest.id)
    assert told.keys() == {a_line(n).id for n in range(count)}
    assert all(len(ids) == 1 for ids in told.values())
    assert {line.outcome for line in log.lines.values()} <= {Outcome.TOLD}
