"""Hypothesis strategies: any place in Poland, any valid report, any life that the table of moves allows."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from chalicelib.domain.report import BY_HAND, TEXT_LIMIT, Details, Location, PartOfDay, Report, Weekday
from chalicelib.domain.status import MOVES
from chalicelib.domain.tile import BOUNDS
from chalicelib.domain.visibility import public_until
from tests.builders import a_catalogue, a_report

WEST, SOUTH, EAST, NORTH = BOUNDS
OTHER_UNIT = {"1261": "1206", "1206": "1261"}
SLUGS = tuple(category.slug for category in a_catalogue())

locations = st.builds(Location, lat=st.floats(SOUTH, NORTH), lon=st.floats(WEST, EAST))

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
    report = a_report(
        str(draw(st.uuids(version=4))),
        category=draw(st.sampled_from(slugs)),
        at=draw(places),
        placed=draw(moments),
        details=draw(details),
    )
    life = [report]
    for choice in draw(st.lists(st.integers(0, 5), max_size=5)):
        onward = next_versions(life[-1])
        if onward:
            life.append(onward[choice % len(onward)])
    return life


def next_versions(report: Report) -> list[Report]:
    """Return all that a report may become by its next change."""
    later = report.changed_at + timedelta(hours=1)
    changes = [report.moved(status, later) for status in sorted(MOVES[report.status])]
    if changes:
        other = OTHER_UNIT[report.unit]
        changes.append(report.handed_over(other, "Granica biegnie rzeką", later, routed_by=BY_HAND))
    if not report.hidden and public_until(report.status, report.changed_at) is not None:
        changes.append(report.concealed())
    return changes


reports = lives().map(lambda life: life[-1])
