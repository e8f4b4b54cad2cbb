"""Makes reports as they could have been placed all over Poland: the same numbers give the same reports."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import accumulate
from pathlib import Path
from random import Random
from uuid import UUID

from chalicelib.adapters.catalogue import load_reference
from chalicelib.domain.cell import cell_at
from chalicelib.domain.jurisdiction import Jurisdiction
from chalicelib.domain.report import Details, PartOfDay, Report, Weekday
from chalicelib.domain.status import Status
from chalicelib.domain.step import Step
from infra.seed.lives import lived
from infra.seed.places import places_of_poland, roads_between
from infra.seed.profiles import PROFILES
from infra.seed.scatter import Scatter
from infra.seed.times import event_and_report

DESCRIPTIONS = Path(__file__).parent / "descriptions.json"
ALWAYS_DESCRIBED = "dangerous_entertainment"
DESCRIBED, DATED, IN_PART_OF_DAY, ON_WEEKDAYS = 0.4, 0.35, 0.45, 0.15

Texts = Mapping[str, Sequence[str]]


def make_reports(number: int, seed: int, now: datetime, jurisdiction: Jurisdiction) -> Iterator[Report]:
    """Make reports of the 24 months before `now`, each with its life until then, in no order."""
    random = Random(seed)
    places = places_of_poland()
    scatter = Scatter(random, places, roads_between(places), jurisdiction.locate)
    texts: Texts = json.loads(DESCRIPTIONS.read_text(encoding="utf-8"))
    timetable = load_reference().timetable
    slugs = list(PROFILES)
    weights = list(accumulate(profile.share for profile in PROFILES.values()))
    for _ in range(number):
        slug = random.choices(slugs, cum_weights=weights)[0]
        profile = PROFILES[slug]
        happened, placed, part = event_and_report(random, profile, now)
        location, unit = scatter.draw(slug, profile)
        new = Report(
            id=str(UUID(bytes=random.randbytes(16), version=4)),
            category=slug,
            location=location,
            cell=cell_at(location.lat, location.lon),
            unit=unit,
            routed_by=jurisdiction.version,
            details=_details(slug, texts, happened, part, random),
            history=(Step(Status.NEW, placed),),
            token_hash=random.randbytes(32).hex(),  # of a token that nobody has
            near_border=jurisdiction.neighbour(location.lat, location.lon) is not None,
            deadlines=timetable.deadlines(slug, placed),
        )
        yield lived(new, profile, now, random)


def _details(slug: str, texts: Texts, happened: datetime, part: PartOfDay, random: Random) -> Details:
    described = slug == ALWAYS_DESCRIBED or random.random() < DESCRIBED
    days = random.sample(list(Weekday), random.randint(1, 3)) if random.random() < ON_WEEKDAYS else []
    return Details(
        description=random.choice(texts[slug]) if described else None,
        occurred_at=happened if random.random() < DATED else None,
        part_of_day=part if random.random() < IN_PART_OF_DAY else None,
        weekdays=tuple(sorted(days, key=list(Weekday).index)),
    )
