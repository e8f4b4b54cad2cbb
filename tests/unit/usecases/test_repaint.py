"""Drawing everything comes to an end however little of it an invocation has the time for."""

from dataclasses import replace
from datetime import timedelta
from itertools import islice

import pytest

from chalicelib.domain.aggregation import Contribution
from chalicelib.domain.generation import LAYERS_TOGETHER
from chalicelib.domain.tile import Tile
from chalicelib.ports.counts import NOT_COUNTED, Counted
from chalicelib.usecases.rebuild import Source, Workshop, rebuild
from tests.builders import PLACED, a_catalogue, a_contribution
from tests.fakes.books import InMemoryTables, PlainTally
from tests.fakes.calls import SetClock
from tests.fakes.counts import InMemoryPointer
from tests.fakes.pictures import InMemoryPublications, InMemoryTiles

LAYERS = tuple(f"2025-{month:02}" for month in range(1, 13))
COUNTED = [replace(a_contribution(), month=month) for month in LAYERS]


def workshop(*counted: Contribution) -> Workshop:
    """Return one whose counts are right, and of whose tiles none is drawn."""
    tables = InMemoryTables()
    for number, one in enumerate(counted):
        tables.counter(1).replace(str(number), NOT_COUNTED, Counted(1, one))
    return Workshop(
        pointer=InMemoryPointer(),
        books=tables.books,
        counter=tables.counter,
        reports=tables.reports,
        publications=InMemoryPublications(),
        store=InMemoryTiles(),
        source=Source("table", tables.books(0).reports),
        catalogue=a_catalogue(),
        new_tally=PlainTally,
        clock=SetClock(PLACED),
        pause=lambda _: None,
        settled=0,
        left_out=lambda _: None,
        until=PLACED + timedelta(minutes=15),
    )


def invoke(shop: Workshop, pieces: int) -> tuple[str, int] | None:
    """Draw the layers for so many pieces of work; return the last finished one, and how many go together."""
    working = rebuild(shop, "somebody", LAYERS)
    for _ in islice(working, pieces):
        continue
    working.close()
    job = shop.pointer.get().job
    return (job.cursor, job.together) if job else None


def tiles(shop: Workshop) -> set[Tile]:
    return {tile for layer in LAYERS for tile in shop.store.listed(layer)}


def all_tiles() -> set[Tile]:
    shop = workshop(*COUNTED)
    assert invoke(shop, 1000) is None
    return tiles(shop)


@pytest.mark.parametrize("pieces", [12, 15, 20])
def test_invocations_too_short_for_eight_layers_draw_fewer_at_a_time_and_come_to_the_end(pieces: int) -> None:
    shop = workshop(*COUNTED)

    found: list[tuple[str, int]] = []
    while (standing := invoke(shop, pieces)) and len(found) < 40:
        found.append(standing)

    assert standing is None
    assert found[0] == ("", LAYERS_TOGETHER)
    assert [together for _, together in found] == sorted((one for _, one in found), reverse=True)
    assert found[-1][1] < LAYERS_TOGETHER
    assert tiles(shop) == all_tiles()


def test_an_invocation_long_enough_draws_eight_at_a_time() -> None:
    shop = workshop(*COUNTED)

    found: list[tuple[str, int]] = []
    while standing := invoke(shop, 30):
        found.append(standing)

    assert found
    assert {together for _, together in found} == {LAYERS_TOGETHER}
