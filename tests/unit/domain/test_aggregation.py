"""Laws of counting: steps add up, any history agrees with a recount, and privacy holds in every row."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import cell as cells
from chalicelib.domain.aggregation import SENSITIVE_FINEST, Contribution, Deltas, contribution, deltas, total
from chalicelib.domain.report import Location, Report
from chalicelib.domain.status import Status
from tests.builders import KRAKOW, a_catalogue, a_category, a_report
from tests.strategies import lives, reports

CATALOGUE = a_catalogue()

two_towns = st.sampled_from(
    [KRAKOW, Location(50.0621, 19.9366), Location(50.3, 19.0), Location(54.35, 18.65)]
)
contributions = st.builds(
    lambda place, resolution, category, status: Contribution(
        cells.cell_at(place.lat, place.lon, resolution), category, status
    ),
    two_towns,
    st.sampled_from([9, SENSITIVE_FINEST]),
    st.sampled_from(["speeding", "begging"]),
    st.sampled_from(sorted(set(Status) - {Status.JOKE_OR_MISTAKE})),
)
maybe = st.none() | contributions


def contributed(report: Report) -> Contribution | None:
    category = CATALOGUE.find(report.category)
    assert category
    return contribution(report, category)


def added(*parts: Deltas) -> Deltas:
    """Add up rows; what is zero is left out."""
    result: Deltas = {}
    for part in parts:
        for place, row in part.items():
            for status, n in row.items():
                into = result.setdefault(place, {})
                into[status] = into.get(status, 0) + n
    rows = {place: {status: n for status, n in row.items() if n} for place, row in result.items()}
    return {place: row for place, row in rows.items() if row}


@given(maybe, maybe, maybe)
def test_two_steps_add_up_to_one(
    a: Contribution | None, b: Contribution | None, c: Contribution | None
) -> None:
    assert added(deltas(a, b), deltas(b, c)) == deltas(a, c)


@given(maybe, maybe)
def test_a_step_back_undoes_a_step(a: Contribution | None, b: Contribution | None) -> None:
    assert added(deltas(a, b), deltas(b, a)) == {}
    assert deltas(a, a) == {}


@given(maybe, maybe)
def test_no_zeros_are_added(a: Contribution | None, b: Contribution | None) -> None:
    rows = deltas(a, b)

    assert all(rows.values())
    assert all(n for row in rows.values() for n in row.values())


@given(st.lists(lives(places=two_towns), max_size=6))
def test_folding_any_histories_gives_the_recount(histories: list[list[Report]]) -> None:
    steps = []
    for life in histories:
        counted = [None, *map(contributed, life)]
        steps += [deltas(before, after) for before, after in pairwise(counted)]

    folded = added(*steps)

    assert folded == total(one for life in histories if (one := contributed(life[-1])))


@given(st.lists(contributions, max_size=8))
def test_a_parent_counts_what_its_children_count(many: list[Contribution]) -> None:
    counts = total(many)

    for resolution in range(cells.COARSEST, SENSITIVE_FINEST):
        level = sum(
            sum(row.values())
            for place, row in counts.items()
            if cells.resolution_of(place.cell) == resolution
        )
        assert level == len(many)


@given(reports)
def test_a_public_report_counts_in_its_cell_and_every_ancestor(report: Report) -> None:
    one = contributed(report)

    if one:
        assert [cells.resolution_of(place) for place in one.places()] == list(
            range(cells.resolution_of(one.cell), cells.COARSEST - 1, -1)
        )
        assert all(cells.parent(report.cell, cells.resolution_of(place)) == place for place in one.places())


@given(reports)
def test_sensitive_categories_are_never_counted_in_fine_cells(report: Report) -> None:
    sensitive = contribution(report, a_category(report.category, sensitive=True))

    for place in total([sensitive] if sensitive else []):
        assert cells.resolution_of(place.cell) <= SENSITIVE_FINEST


@given(reports)
def test_withheld_categories_are_never_counted(report: Report) -> None:
    assert contribution(report, a_category(report.category, withheld=True)) is None


@given(reports)
def test_a_prank_is_never_counted(report: Report) -> None:
    prank = a_report(category=report.category, at=report.location, status=Status.JOKE_OR_MISTAKE)

    assert contributed(prank) is None
