"""Tell what waited: one message for each unit and window, however often this is run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.alert_log import Entry
from chalicelib.domain.digest import Digest, digests_of
from chalicelib.domain.errors import Busy, StaleVersion, Undeliverable, Unsent
from chalicelib.domain.unit import Unit, unit_that_has
from chalicelib.ports.alerts import AlertLog

SETTLED = timedelta(minutes=1)
"""How long after its end a window is told: alerts of its last moment are in the index by then."""

MOST_UNMARKED = 10
"""With so many marks refused the log takes none: every further digest would be told again too."""

SendDigest = Callable[[Digest], str]
"""Sends a digest and returns the id of the message; raises `Undeliverable` or `Unsent`."""


@dataclass(frozen=True, slots=True)
class Sent:
    """How many digests went out, and how many could not."""

    told: int
    failed: int


def send_digests(now: datetime, log: AlertLog, units: Mapping[str, Unit], send: SendDigest) -> Sent:
    """Send every digest whose window has ended; one that cannot go out waits for the next run.

    The alerts are marked after the message went out: a crash in between, or a log that takes no mark, tells
    the same digest again, with the same id. What cannot be marked holds no other digest back: `Busy` is
    raised at the end.
    """
    told = failed = unmarked = 0
    for part in digests_of(log.waiting(now - SETTLED)):
        try:
            went_out = _tell(part, now, log, units, send)
        except (Busy, StaleVersion):
            unmarked += 1
            if unmarked == MOST_UNMARKED:
                break
        else:
            told += went_out
            failed += not went_out
    if unmarked:
        raise Busy(f"{unmarked} digests could not be marked: the next run tells them again.")
    return Sent(told, failed)


def _tell(
    part: tuple[str, datetime, tuple[Entry, ...]],
    now: datetime,
    log: AlertLog,
    units: Mapping[str, Unit],
    send: SendDigest,
) -> bool:
    """Send a digest and keep in its lines what became of it; say whether it went out."""
    code, due, entries = part
    try:
        digest = Digest(unit_that_has(code, units), due, entries)
        message_id = send(digest)
    except (Undeliverable, Unsent) as reason:
        log.failed_together(entries, str(reason))
        return False
    except KeyError:
        log.failed_together(entries, f"There is no unit {code} any more.")
        return False
    log.told_together(entries, digest.id, message_id, now)
    return True
