"""Tell what waited: one message for each unit and window, however often this is run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.digest import Digest, digests_of
from chalicelib.domain.errors import Undeliverable, Unsent
from chalicelib.domain.unit import Unit, unit_that_has
from chalicelib.ports.alerts import AlertLog

SETTLED = timedelta(minutes=1)
"""How long after its end a window is told: alerts of its last moment are in the index by then."""

SendDigest = Callable[[Digest], str]
"""Sends a digest and returns the id of the message; raises `Undeliverable` or `Unsent`."""


@dataclass(frozen=True, slots=True)
class Sent:
    """How many digests went out, and how many could not."""

    told: int
    failed: int


def send_digests(now: datetime, log: AlertLog, units: Mapping[str, Unit], send: SendDigest) -> Sent:
    """Send every digest whose window has ended; one that cannot go out waits for the next run.

    The alerts are marked after the message went out: a crash in between tells the same digest again,
    with the same id.
    """
    told = failed = 0
    for code, due, entries in digests_of(log.waiting(now - SETTLED)):
        try:
            digest = Digest(unit_that_has(code, units), due, entries)
            message_id = send(digest)
        except (Undeliverable, Unsent) as reason:
            log.failed_together(entries, str(reason))
            failed += 1
        except KeyError:
            log.failed_together(entries, f"There is no unit {code} any more.")
            failed += 1
        else:
            log.told_together(entries, digest.id, message_id, now)
            told += 1
    return Sent(told, failed)
