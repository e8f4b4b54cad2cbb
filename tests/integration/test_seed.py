"""The seed looks like Poland: its reports lie, move and end as published figures say."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from chalicelib.adapters.catalogue import load_reference
from chalicelib.adapters.unit_directory import load_jurisdiction
from chalicelib.domain.cell import cell_at
from chalicelib.domain.deadline import Call
from chalicelib.domain.jurisdiction import Jurisdiction
from chalicelib.domain.report import Report
from chalicelib.domain.status import MOVES, Status
from chalicelib.domain.visibility import AFTER_CONFIRMATION, public_until
from infra.seed.profiles import PROFILES
from infra.seed.reports import make_reports

ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
MANY = 6000
VERIFIED = {*AFTER_CONFIRMATION, Status.UNCONFIRMED, Status.JOKE_OR_MISTAKE}
CATALOGUE = load_reference().catalogue


@pytest.fixture(scope="module")
def jurisdiction() -> Jurisdiction:
    return load_jurisdiction(ROOT / "build/layers/jurisdiction/jurisdiction/units.bin")


@pytest.fixture(scope="module")
def reports(jurisdiction: Jurisdiction) -> list[Report]:
    return list(make_reports(MANY, 1, NOW, jurisdiction))


def test_the_same_numbers_make_the_same_reports(reports: list[Report], jurisdiction: Jurisdiction) -> None:
    again = list(make_reports(MANY, 1, NOW, jurisdiction))

    assert again == reports


def test_another_seed_makes_other_reports(reports: list[Report], jurisdiction: Jurisdiction) -> None:
    others = list(make_reports(100, 2, NOW, jurisdiction))

    assert not {one.id for one in others} & {one.id for one in reports}
    assert not {one.location for one in others} & {one.location for one in reports}


def test_every_category_of_the_catalogue_has_a_profile() -> None:
    assert set(PROFILES) == {category.slug for category in CATALOGUE}
    assert sum(profile.share for profile in PROFILES.values()) == pytest.approx(1)


def test_categories_have_the_shares_that_the_police_publish(reports: list[Report]) -> None:
    published = {
        "speeding": 0.38,
        "illegal_parking": 0.23,
        "public_drinking": 0.11,
        "road_infrastructure": 0.09,
    }

    count = Counter(report.category for report in reports)

    assert {slug: count[slug] / MANY for slug in published} == pytest.approx(published, abs=0.02)


def test_standing_problems_are_confirmed_oftener_than_fleeting_ones(reports: list[Report]) -> None:
    published = {"illegal_parking": 0.64, "speeding": 0.57, "public_drinking": 0.38}

    rates = {slug: _confirmed([one for one in reports if one.category == slug]) for slug in published}

    assert rates == pytest.approx(published, abs=0.06)
    assert 0.5 <= _confirmed(reports) <= 0.57


def test_every_report_lies_in_poland_with_the_unit_that_answers_there(
    reports: list[Report], jurisdiction: Jurisdiction
) -> None:
    for one in reports:
        assert one.unit == jurisdiction.locate(one.location.lat, one.location.lon)
        assert one.cell == cell_at(one.location.lat, one.location.lon)
    assert len({one.unit[:2] for one in reports}) == 16


def test_histories_follow_the_table_of_moves_and_end_now_at_the_latest(reports: list[Report]) -> None:
    for one in reports:
        steps = [step.status for step in one.history]
        times = [step.at for step in one.history]

        assert steps[0] is Status.NEW
        assert all(after in MOVES[before] for before, after in pairwise(steps))
        assert times == sorted(times)
        assert NOW - timedelta(days=731) < times[0] <= times[-1] <= NOW
        # Calls about the deadlines of reading and of verifying are versions too.
        changes = len(steps) + one.hidden
        assert changes <= one.version <= changes + 2 * len(Call)


def test_reports_are_hidden_when_their_public_time_is_over_and_only_then(reports: list[Report]) -> None:
    for one in reports:
        until = public_until(one.status, one.status_since)
        assert one.hidden == (until is not None and until <= NOW)


def test_most_reports_are_read_and_verified_in_time_and_some_are_not(reports: list[Report]) -> None:
    read = [one.history[1].at - one.created_at for one in reports if len(one.history) > 1]
    verified = [one.history[2].at - one.created_at for one in reports if len(one.history) > 2]

    late_to_read = sum(delay > timedelta(days=3) for delay in read) / len(read)
    late_to_verify = sum(delay > timedelta(days=5) for delay in verified) / len(verified)

    assert 0.01 < late_to_read < 0.10
    assert 0.01 < late_to_verify < 0.10


def test_reports_of_the_last_days_are_mostly_still_open(reports: list[Report]) -> None:
    fresh = [one for one in reports if one.created_at > NOW - timedelta(days=1)]

    still = [one for one in fresh if one.status in {Status.NEW, Status.UNDER_VERIFICATION}]

    assert len(still) > 0.7 * len(fresh) > 0


def test_summer_has_more_drinking_and_spring_more_burning_than_winter(reports: list[Report]) -> None:
    def in_months(slug: str, *months: int) -> int:
        return sum(one.category == slug and one.created_at.month in months for one in reports)

    assert in_months("public_drinking", 6, 7, 8) > 2 * in_months("public_drinking", 12, 1, 2)
    assert in_months("grass_burning", 3, 4) > 3 * in_months("grass_burning", 11, 12, 1)


def test_the_same_spots_are_reported_again_and_again(reports: list[Report]) -> None:
    spots = Counter((one.category, one.cell) for one in reports)

    assert sum(n for n in spots.values() if n >= 3) > 0.1 * MANY
    assert max(spots.values()) < 0.02 * MANY


def _confirmed(reports: list[Report]) -> float:
    """Return the part of confirmed reports among the verified."""
    verified = [one for one in reports if one.status in VERIFIED]
    return sum(one.status in AFTER_CONFIRMATION for one in verified) / len(verified)
