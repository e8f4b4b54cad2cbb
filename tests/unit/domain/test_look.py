"""What is redrawn is what looks different: no tile too few, and no layer too many."""

import gzip
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.aggregation import Contribution
from chalicelib.domain.cell import cell_at
from chalicelib.domain.layer import CURRENT, PLANES, ROLLING
from chalicelib.domain.look import differing
from chalicelib.domain.plane import Plane
from chalicelib.domain.status import Status
from chalicelib.domain.tile import Tile, tiles_showing
from chalicelib.domain.visibility import Showing
from chalicelib.ports.counts import NOT_COUNTED, CellCounts, Counted
from chalicelib.usecases.draw_tiles import Easel, redraw
from tests.builders import KRAKOW, WARSAW, a_contribution, a_report
from tests.fakes.counts import InMemoryCounter
from tests.fakes.pictures import InMemoryPublications, InMemoryTiles

THIS_MONTH = "2026-03"
TAKEN = "2025-03"
"""Out of the roll-up by a month, which takes it away from its year."""
MONTHS = ("2024-12", TAKEN, "2025-04", "2025-12", "2026-03")
LAYERS = (CURRENT, *PLANES, ROLLING, *MONTHS, "2024", "2025", "2026")
CELLS = tuple(cell_at(place.lat, place.lon) for place in (KRAKOW, WARSAW))

contributions = st.builds(
    Contribution,
    cell=st.sampled_from(CELLS),
    category=st.sampled_from(["speeding", "vandalism"]),
    status=st.sampled_from([Status.NEW, Status.UNCONFIRMED]),
    plane=st.sampled_from(Plane),
    month=st.sampled_from(MONTHS),
    unit=st.sampled_from(["1261", "1465-1"]),
    showing=st.sampled_from(Showing),
)
sides = st.none() | contributions


def drawn(*counted: Contribution | None) -> dict[Tile, bytes]:
    """Draw every layer of what is counted, as the map does."""
    counter, store = InMemoryCounter(), InMemoryTiles()
    for number, one in enumerate(counted):
        counter.replace(str(number), NOT_COUNTED, Counted(1, one))
    redraw(dict.fromkeys(LAYERS, CELLS), Easel(counter, InMemoryPublications(), store, THIS_MONTH))
    return pictures(store)


def pictures(store: InMemoryTiles) -> dict[Tile, bytes]:
    standing = (tile for layer in LAYERS for tile in store.listed(layer))
    return {tile: gzip.decompress(found[0]) for tile in standing if (found := store.read(tile))}


def named(before: Contribution | None, after: Contribution | None) -> dict[str, set[str]]:
    return differing([(one, n) for one, n in ((before, -1), (after, 1)) if one], THIS_MONTH)


@settings(max_examples=25)
@given(sides, sides, st.lists(contributions, max_size=2))
def test_a_change_names_exactly_the_tiles_that_it_alters(
    before: Contribution | None, after: Contribution | None, others: list[Contribution]
) -> None:
    asked = named(before, after)

    old, new = drawn(before, *others), drawn(after, *others)

    tiles = {tile for layer, cells in asked.items() for cell in cells for tile in tiles_showing(cell, layer)}
    altered = {tile for tile in {*old, *new} if old.get(tile) != new.get(tile)}
    assert altered <= tiles
    taken = {one.cell for one in (before, after) if one and one.month == TAKEN}
    assert tiles - altered <= {tile for cell in taken for tile in tiles_showing(cell, ROLLING)}


@given(sides, sides, sides)
def test_there_is_no_way_round_that_alters_what_the_straight_way_does_not(
    a: Contribution | None, b: Contribution | None, c: Contribution | None
) -> None:
    straight, round_about = named(a, c), [named(a, b), named(b, c)]

    for layer, cells in straight.items():
        assert cells <= set().union(*(one.get(layer, set()) for one in round_about))


def test_the_end_of_a_public_time_alters_the_layers_of_now_alone() -> None:
    public = a_contribution(a_report(status=Status.UNCONFIRMED))
    ended = replace(public, showing=Showing.HISTORY)

    asked = named(public, ended)

    assert asked == {CURRENT: {public.cell}, "residents": {public.cell}}
    assert sum(len(tiles_showing(public.cell, layer)) for layer in asked) == 2 * 10


def test_a_move_of_long_ago_leaves_the_roll_up_alone() -> None:
    of_2023 = replace(a_contribution(), month="2023-01")
    moved = replace(of_2023, status=Status.CONFIRMED)

    assert set(named(of_2023, moved)) == {CURRENT, "residents", "2023-01", "2023"}
    assert ROLLING in named(replace(of_2023, month="2025-04"), None)
    assert ROLLING not in named(replace(of_2023, month="2024-12"), None)


class ReadInTheMiddle(InMemoryCounter):
    """Counts that somebody changes between the readings of two rows."""

    def __init__(self) -> None:
        super().__init__()
        self.meanwhile: Callable[[], None] = lambda: None

    def below(
        self, layers: Collection[str], blocks: Iterable[str], resolution: int
    ) -> Mapping[str, CellCounts]:
        found: dict[str, CellCounts] = {}
        every = list(blocks)
        for layer in sorted(layers):
            found |= super().below([layer], every, resolution)
            self.meanwhile()
        return found


def test_a_roll_up_drawn_while_a_month_changes_that_it_takes_away_is_right_in_the_end() -> None:
    counter, store = ReadInTheMiddle(), InMemoryTiles()
    old, new = replace(a_contribution(), month=TAKEN), a_contribution()
    counter.replace("old", NOT_COUNTED, Counted(1, old))
    counter.replace("new", NOT_COUNTED, Counted(1, new))
    easel = Easel(counter, InMemoryPublications(), store, THIS_MONTH)
    redraw({ROLLING: {new.cell}}, easel)

    def delete_the_old_one() -> None:
        counter.meanwhile = lambda: None
        counter.replace("old", counter.counted("old"), Counted(2, None))

    counter.meanwhile = delete_the_old_one
    redraw({ROLLING: {new.cell}}, easel)
    torn = pictures(store)
    redraw(named(old, None), easel)

    right = {tile: one for tile, one in drawn(new).items() if tile.layer == ROLLING}
    assert torn != right
    assert {tile: one for tile, one in pictures(store).items() if tile.layer == ROLLING} == right


def test_the_roll_up_shows_a_report_from_ahead_of_our_clock() -> None:
    assert ROLLING in named(None, replace(a_contribution(), month="2027-01"))


def test_a_hand_over_alters_nothing() -> None:
    one = a_contribution()

    assert named(one, replace(one, unit="1206")) == {}
