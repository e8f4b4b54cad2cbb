"""Laws of counting: steps add up, any history agrees with a recount, and privacy holds in every row."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import cell as cells
from chalicelib.domain.aggregation import (
    PROTECTED,
    UNIT,
    Contribution,
    Deltas,
    Row,
    contribution,
    deltas,
    total,
)
from chalicelib.domain.layer import CURRENT, is_layer
from chalicelib.domain.plane import Plane
from chalicelib.domain.report import Location, Report
from chalicelib.domain.status import Status
from chalicelib.domain.visibility import Showing
from tests.builders import KRAKOW, a_category, a_contribution, a_report
from tests.strategies import lives, reports

two_towns = st.sampled_from(
    [KRAKOW, Location(50.0621, 19.9366), Location(50.3, 19.0), Location(54.35, 18.65)]
)
contributions = st.builds(
    lambda place, *rest: Contribution(cells.cell_at(place.lat, place.lon), *rest),
    two_towns,
    st.sampled_from(["speeding", "begging"]),
    st.sampled_from(Status),
    st.sampled_from(Plane),
    st.sampled_from(["2025-12", "2026-01"]),
    st.sampled_from(["1261", "1206"]),
    st.sampled_from(Showing),
)
maybe = st.none() | contributions


def added(*changes: Deltas) -> Deltas:
    """Add up rows; what is zero is left out."""
    result: Deltas = {}
    for change in changes:
        for row, counts in change.items():
            for slot, n in counts.items():
                into = result.setdefault(row, {})
                into[slot] = into.get(slot, 0) + n
    rows = {row: {slot: n for slot, n in counts.items() if n} for row, counts in result.items()}
    return {row: counts for row, counts in rows.items() if counts}


def public(report: Report) -> bool:
    """Say whether a report of a plain category is the public's: no prank, not counted as another."""
    return report.status is not Status.JOKE_OR_MISTAKE and report.duplicate_of is None


def public_rows(one: Contribution) -> set[Row]:
    return {row for row in one.rows() if is_layer(row.layer)}


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
        counted = [None, *map(a_contribution, life)]
        steps += [deltas(before, after) for before, after in pairwise(counted)]

    folded = added(*steps)

    assert folded == total(a_contribution(life[-1]) for life in histories)


@given(st.lists(contributions, max_size=8))
def test_every_level_of_a_layer_counts_the_same_reports(many: list[Contribution]) -> None:
    counts = total(many)

    for resolution in cells.RESOLUTIONS:
        level = sum(
            sum(numbers.values())
            for row, numbers in counts.items()
            if row.layer == CURRENT and cells.resolution_of(row.place) == resolution
        )
        assert level == sum(one.showing is Showing.CURRENT for one in many)


@given(reports)
def test_a_report_counts_once_for_its_unit_in_its_month_whatever_the_public_sees(report: Report) -> None:
    one = a_contribution(report)

    own = [row for row in one.rows() if row.layer.startswith(UNIT)]

    assert own == [Row(f"unit-{report.unit}", one.month)]


@given(reports)
def test_a_public_report_counts_in_its_cell_and_every_ancestor_of_each_layer(report: Report) -> None:
    one = a_contribution(report)
    wanted = {cells.parent(report.cell, resolution) for resolution in cells.RESOLUTIONS}

    for layer in {row.layer for row in public_rows(one)}:
        assert {row.place for row in public_rows(one) if row.layer == layer} == wanted


@given(reports)
def test_what_is_over_is_in_the_history_alone(report: Report) -> None:
    plain = a_category(report.category)
    over = contribution(report if report.hidden else report.concealed(), plain)

    assert CURRENT not in {row.layer for row in over.rows()}
    if public(report):
        assert {row.layer for row in public_rows(over)} == {over.month, over.month[:4]}


@given(reports)
def test_sensitive_categories_are_on_no_live_layer(report: Report) -> None:
    category = a_category(report.category, sensitive=True, public_from=Status.CONFIRMED)
    sensitive = contribution(report, category)

    assert not public_rows(sensitive)
    assert not sensitive.kept_in()
    protected = [row for row in sensitive.rows() if row.layer.startswith(PROTECTED)]
    told = public(report) and report.status in {Status.CONFIRMED, Status.ELIMINATED, Status.FORWARDED}
    assert protected == ([Row(f"protected-{sensitive.month}", report.cell)] if told else [])


@given(reports)
def test_withheld_categories_count_for_their_unit_alone(report: Report) -> None:
    withheld = contribution(report, a_category(report.category, withheld=True, sensitive=True))

    assert [row.layer for row in withheld.rows()] == [UNIT + report.unit]
    assert not withheld.kept_in()


@given(reports)
def test_a_prank_counts_for_its_unit_alone(report: Report) -> None:
    prank = a_report(category=report.category, at=report.location, status=Status.JOKE_OR_MISTAKE)

    assert [row.layer for row in a_contribution(prank).rows()] == [UNIT + prank.unit]
