"""What becomes of made-up reports: the moves that the table allows, at the pace of a unit at work."""

import math
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from chalicelib.domain.report import Report
from chalicelib.domain.status import Status
from chalicelib.domain.waking import woken
from infra.seed.profiles import Profile

LATE = 0.07
"""Part of reports handled slowly: many of them past the 3 days to read, or the 5 to verify."""

JOKES = 0.015
ELIMINATED = 0.75
"""Part of confirmed threats that the Police remove in the end."""

ANSWERED = 0.55
REFUSED = 0.12
"""Parts of forwarded threats that the other institution removes, and sends back."""

NOTES = {
    Status.CONFIRMED: "Sprawdzono na miejscu, zagrożenie trwa.",
    Status.FORWARDED: "Usunięcie zagrożenia należy do zarządcy terenu.",
    Status.UNCONFIRMED: "W czasie trzech kontroli zagrożenia nie stwierdzono.",
    Status.JOKE_OR_MISTAKE: "Miejsce wskazano omyłkowo.",
}

Moves = Iterator[tuple[Status, timedelta]]


def lived(report: Report, profile: Profile, now: datetime, random: Random) -> Report:
    """Return the new report after everything that happened to it until `now`."""
    for status, delay in _moves(profile, random):
        at = report.changed_at + delay
        if at > now:
            break
        report = report.moved(status, at, by=f"officer@{report.unit}", note=NOTES.get(status))
    while (after := woken(report, now)) is not report:
        report = after
    return report


def _moves(profile: Profile, random: Random) -> Moves:
    late = random.random() < LATE
    yield Status.UNDER_VERIFICATION, _days(random, 3.0 if late else 1.2, 12 if late else 2.9)
    verdict = _verdict(profile, random)
    yield verdict, _days(random, 4.0 if late else 1.4, 20 if late else 2.0)
    if verdict is not Status.CONFIRMED:
        return
    if random.random() < profile.forwarded:
        yield from _after_forwarding(random)
    elif random.random() < ELIMINATED:
        yield Status.ELIMINATED, _days(random, 24, 300)


def _after_forwarding(random: Random) -> Moves:
    yield Status.FORWARDED, _days(random, 6, 40)
    answer = random.random()
    if answer < ANSWERED:
        yield Status.ELIMINATED, _days(random, 60, 400)
    elif answer < ANSWERED + REFUSED:
        yield Status.CONFIRMED, _days(random, 30, 200)
        yield Status.ELIMINATED, _days(random, 30, 300)


def _verdict(profile: Profile, random: Random) -> Status:
    if random.random() < JOKES:
        return Status.JOKE_OR_MISTAKE
    return Status.CONFIRMED if random.random() < profile.confirmed else Status.UNCONFIRMED


def _days(random: Random, median: float, most: float) -> timedelta:
    """Draw a delay whose logarithm is normal: most are short, a few very long."""
    return timedelta(days=min(random.lognormvariate(math.log(median), 0.8), most))
