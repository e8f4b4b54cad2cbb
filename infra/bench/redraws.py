"""How many redraws at once a full queue can use: workers meet at the tiles that show much of the country."""

import heapq
import random
from collections import Counter
from collections.abc import Collection, Generator, Sequence
from datetime import UTC, datetime

from chalicelib.adapters.unit_directory import load_jurisdiction
from chalicelib.domain.layer import CURRENT, ROLLING
from chalicelib.domain.month import month_of
from chalicelib.domain.tile import Tile, tiles_showing
from chalicelib.usecases.draw_tiles import ROUNDS, portions
from infra.bench.cloud import BOUNDARIES
from infra.bench.section import Section
from infra.seed.reports import make_reports

CHANGES, BATCH, AT_ONCE = 1_000, 20, 8
LOOK, READ, PUT = 0.012, 0.010, 0.025
"""Seconds that a call may take on AWS, where nothing was measured."""
DRAW = 0.010
"""Seconds of processor for a tile with its calls, with 100,000 reports stored: docs/benchmarks.md."""
WARM, END = 60.0, 360.0
SEED = 7

Tags = Counter[Tile]
"""How often each tile was put."""


def redraws(workers: Sequence[int]) -> Section:
    """Reckon what so many workers draw of scattered changes that never end."""
    now = datetime.now(UTC)
    month = month_of(now)
    layers = (CURRENT, "residents", month, month[:4], ROLLING)
    reports = make_reports(CHANGES, SEED, now, load_jurisdiction(BOUNDARIES))
    changes = [
        frozenset(tile for layer in layers for tile in tiles_showing(one.cell, layer)) for one in reports
    ]
    rows = [["workers", "changes drawn a second", "batches given up", "messages that come again"]]
    for number in workers:
        tally = _run(number, changes)
        a_second = tally["drawn"] / (END - WARM)
        rows.append([str(number), f"{a_second:.1f}", str(tally["given up"]), str(tally["again"])])
    text = (
        f"Batches of {BATCH} changes all over the country, as many as are taken, in a time that is reckoned: "
        f"a tile takes {DRAW * 1000:.0f} ms to draw, a look {LOOK * 1000:.0f} ms, a read {READ * 1000:.0f} "
        f"ms and a put {PUT * 1000:.0f} ms, {AT_ONCE} calls at once; {END - WARM:.0f} s of it."
    )
    return Section("Redraws at once", text, rows)


def _run(workers: int, changes: Sequence[Collection[Tile]]) -> Counter[str]:
    """Let the worker whose next step comes first take it, until the time is over."""
    chance, tags, tally = random.Random(SEED), Tags(), Counter[str]()
    every = [_worker(changes, tags, tally, chance) for _ in range(workers)]
    steps = [(chance.random(), number) for number in range(workers)]
    heapq.heapify(steps)
    warm = False
    while steps[0][0] < END:
        now, number = steps[0]
        if now > WARM and not warm:
            warm = True
            tally.clear()
        heapq.heapreplace(steps, (now + next(every[number]), number))
    return tally


def _worker(
    changes: Sequence[Collection[Tile]], tags: Tags, tally: Counter[str], chance: random.Random
) -> Generator[float]:
    """Take batch after batch; draw one that is given up message by message, as the function does."""
    own = Tags()
    while True:
        batch = chance.choices(changes, k=BATCH)
        if (yield from _drawn(frozenset().union(*batch), tags, own)):
            tally["drawn"] += BATCH
            continue
        tally["given up"] += 1
        for message in batch:
            alone = yield from _drawn(message, tags, own)
            tally["drawn" if alone else "again"] += 1


def _drawn(tiles: Collection[Tile], tags: Tags, own: Tags) -> Generator[float, None, bool]:
    """Draw as `draw_tiles` does: portion by portion, each until all of it was put over what was seen."""
    for portion in portions(tiles):
        left = portion
        for _ in range(ROUNDS):
            left = yield from _round(left, tags, own)
            if not left:
                break
        else:
            return False
    return True


def _round(tiles: set[Tile], tags: Tags, own: Tags) -> Generator[float, None, set[Tile]]:
    """Return the tiles that somebody else put between our look and our put; `own` are our last puts."""
    yield len(tiles - own.keys()) / AT_ONCE * LOOK
    seen = {tile: own[tile] or tags[tile] for tile in tiles}
    yield READ + len(tiles) * (DRAW + READ / AT_ONCE)
    lost = set()
    for tile in tiles:
        yield PUT / AT_ONCE
        if tags[tile] == seen[tile]:
            tags[tile] = own[tile] = seen[tile] + 1
        else:
            lost.add(tile)
            own.clear()
    return lost
