"""Hypothesis strategies: any place in Poland, any valid report, any life that the table of moves allows."""

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st

from chalicelib.domain.album import arrived, awaiting, refused, removed
from chalicelib.domain.cell import cell_at
from chalicelib.domain.deadline import Call
from chalicelib.domain.merging import merged, parted
from chalicelib.domain.photo import Flaw, Photo, Stage
from chalicelib.domain.plane import Plane
from chalicelib.domain.report import BY_HAND, Details, Location, PartOfDay, Report, Weekday
from chalicelib.domain.status import MOVES, OPEN
from chalicelib.domain.step import TEXT_LIMIT
from chalicelib.domain.tile import BOUNDS, RESOLUTION_AT
from chalicelib.domain.visibility import public_until
from tests.builders import KRAKOW, a_catalogue, a_report, promised

T = TypeVar("T")
WEST, SOUTH, EAST, NORTH = BOUNDS
SIGNED, SOMEBODY = "officer@1261", "5ub00000-0000-4000-8000-000000000002"
OTHER = "0190f6b2-0000-4000-8000-00000000000f"
PHOTO = "0190f6b2-0000-4000-8000-0000000000f0"
OTHER_UNIT = {"1261": "1206", "1206": "1261"}
SLUGS = tuple(category.slug for category in a_catalogue())

KINDS = ("speeding", "begging", "dangerous_entertainment", "drug_use")
"""Categories that are shown at once, by the month, when confirmed, and never."""

PLACES = (KRAKOW, Location(50.0621, 19.9366), Location(54.35, 18.65))
"""Two neighbouring cells, and one far from both."""

locations = st.builds(Location, lat=st.floats(SOUTH, NORTH), lon=st.floats(WEST, EAST))

zooms = st.sampled_from(list(RESOLUTION_AT))

moments = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
)

descriptions = st.text(
    st.characters(exclude_categories=("Cc", "Cs"), include_characters="\n\t"),
    min_size=1,
    max_size=TEXT_LIMIT,
).filter(str.strip)

details = st.builds(
    Details,
    description=st.none() | descriptions,
    occurred_at=st.none() | moments,
    part_of_day=st.none() | st.sampled_from(PartOfDay),
    weekdays=st.lists(st.sampled_from(Weekday), unique=True).map(tuple),
)


@st.composite
def lives(
    draw: st.DrawFn, slugs: tuple[str, ...] = SLUGS, places: st.SearchStrategy[Location] = locations
) -> list[Report]:
    """Return every version of one report, from its first to its last."""
    placed = draw(moments)
    report = a_report(
        str(draw(st.uuids(version=4))),
        category=draw(st.sampled_from(slugs)),
        at=draw(places),
        placed=placed,
        deadlines=draw(st.sampled_from([None, promised(placed)])),
        details=draw(details),
    )
    life = [report]
    for _ in range(draw(st.integers(0, 5))):
        life.append(draw(st.sampled_from(next_versions(life[-1]))))
    return life


def next_versions(report: Report) -> list[Report]:
    """Return all that a report may become by its next change, whether by an act or by hand."""
    return [*acts_on(report), *mended(report)]


def acts_on(report: Report) -> list[Report]:
    """Return what people and the clock may make of a report."""
    later = report.changed_at + timedelta(hours=1)
    if report.duplicate_of:
        return [parted(report, _main_of(report), later, by=SIGNED, note="Inne miejsce")[0]]
    changes = [report.moved(status, later, note="Byli na miejscu") for status in sorted(MOVES[report.status])]
    if report.status in OPEN:
        other = OTHER_UNIT[report.unit]
        changes.append(report.handed_over(other, "Granica biegnie rzeką", later, routed_by=BY_HAND))
        changes.append(report.assigned(None if report.assignee else SOMEBODY, later, by=SIGNED))
        changes.append(merged(a_report(OTHER, unit=report.unit), report, later, by=SIGNED)[1])
        if not report.duplicates:
            changes.append(merged(report, a_report(OTHER, unit=report.unit), later, by=SIGNED)[0])
    if not report.hidden and public_until(report.status, report.status_since) is not None:
        changes.append(report.concealed())
    if report.due_at and report.called is not Call.ESCALATED_GARRISON:
        changes.append(report.called_for(Call.ESCALATED_LOCAL if report.called else Call.REMINDER))
    return [*changes, *_photographed(report, later), report.noted("Sąsiedzi potwierdzają", later, by=SIGNED)]


def mended(report: Report) -> list[Report]:
    """Return what an operator may make of a row: another category, place or plane, which no act changes."""
    place = _after(report.location, PLACES)
    corrections: list[dict[str, Any]] = [
        {"category": _after(report.category, KINDS)},
        {"location": place, "cell": cell_at(place.lat, place.lon)},
        {"plane": _after(report.plane, tuple(Plane))},
    ]
    return [replace(report, version=report.version + 1, **one) for one in corrections]


def _after(present: T, every: tuple[T, ...]) -> T:
    """Return the one that follows in a circle; the first after one that is not in it."""
    return every[(every.index(present) + 1) % len(every)] if present in every else every[0]


def _photographed(report: Report, at: datetime) -> list[Report]:
    """Return what may become of a report by a change of its photos."""
    if not report.photos:
        return [awaiting(report, Photo(PHOTO, SOMEBODY, SIGNED, at))]
    last = report.photos[-1]
    without = removed(report, last.id, at, by=SIGNED)
    if last.stage is not Stage.AWAITED:
        return [without]
    return [arrived(report, last.id, at), refused(report, last.id, Flaw.NOT_A_PICTURE), without]


def _main_of(duplicate: Report) -> Report:
    return replace(a_report(OTHER), duplicates=(duplicate.id,))


reports = lives().map(lambda life: life[-1])


@st.composite
def near_tile_corners(draw: st.DrawFn) -> Location:
    """Return a place within metres of where four tiles meet, or the map ends: there a cell is easily lost."""
    place, z = draw(locations), draw(zooms)
    x, y = tile_numbers(place, z)
    north, west = degrees(int(x), int(y), z)
    off = st.floats(-0.0005, 0.0005)
    lat, lon = north + draw(off), west + draw(off)
    return Location(min(max(lat, SOUTH), NORTH), min(max(lon, WEST), EAST))


def tile_numbers(place: Location, z: int) -> tuple[float, float]:
    """Return column and row, by the formula of the OpenStreetMap wiki (Slippy map tilenames)."""
    lat = math.radians(place.lat)
    y = (1 - math.log(math.tan(lat) + 1 / math.cos(lat)) / math.pi) / 2
    return (place.lon + 180) / 360 * 2**z, y * 2**z


def degrees(x: int, y: int, z: int) -> tuple[float, float]:
    """Return latitude and longitude of a tile's north-west corner, by the inverse formula."""
    lat = math.atan(math.sinh(math.pi * (1 - 2 * y / 2**z)))
    return math.degrees(lat), x / 2**z * 360 - 180
