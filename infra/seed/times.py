"""When made-up events happen and are reported: by season, day of the week and time of day in Poland."""

from datetime import UTC, datetime, timedelta
from random import Random

from chalicelib.domain.calendar import WARSAW
from chalicelib.domain.report import PartOfDay
from infra.seed.profiles import Profile

WINDOW = timedelta(days=730)
FRIDAY = 4
NIGHT_FROM, NIGHT_HOURS = 22, 8
DELAY_HOURS = 9.0

# In the order of a profile's hours: the part of the day, its first hour, its length.
PARTS = (
    (PartOfDay.NIGHT, NIGHT_FROM, NIGHT_HOURS),
    (PartOfDay.MORNING, 6, 6),
    (PartOfDay.AFTERNOON, 12, 6),
    (PartOfDay.EVENING, 18, 4),
)


def event_and_report(random: Random, profile: Profile, now: datetime) -> tuple[datetime, datetime, PartOfDay]:
    """Return when something happened, when it was placed on the map, and in which part of the day it was.

    The report lies in the 24 months before `now`; an event is reported within hours, or after days.
    """
    busiest = max(profile.months) * max(profile.weekend, 1)
    while True:
        day = (now - random.random() * WINDOW).astimezone(WARSAW)
        weekend = profile.weekend if day.weekday() >= FRIDAY else 1.0
        if random.random() * busiest > profile.months[day.month - 1] * weekend:
            continue
        part, first, length = random.choices(PARTS, profile.hours)[0]
        minutes = first * 60 + random.randrange(length * 60 // 5) * 5
        midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
        happened = (midnight + timedelta(minutes=minutes)).astimezone(UTC)
        reported = happened + timedelta(hours=random.expovariate(1 / DELAY_HOURS))
        if now - WINDOW < reported < now:
            return happened, reported, part
