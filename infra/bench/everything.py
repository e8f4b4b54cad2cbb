"""What it takes to count everything anew, and to check the counts, while nobody writes."""

import resource
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from chalicelib.adapters.s3 import body_of
from chalicelib.domain.tile import Tile
from chalicelib.ports.pictures import Replacement
from chalicelib.usecases.check_counts import Difference, check
from chalicelib.usecases.rebuild import rebuild
from infra.bench.apart import apart, say
from infra.bench.cloud import attached, bare_cloud
from infra.bench.filling import fill
from infra.bench.section import Section
from infra.deployment import review, workshop

CHECK = "check of the counts"
REBUILD = "rebuild"
SHORTEST = 0.05
"""Seconds; steps below it only write the record of the generations."""

TEXT = (
    "`infra.rebuild` and `infra.recount` in a process of their own against the local cloud, while nobody "
    "writes; processor time and memory are that process's. The waits for workers of before are left out "
    "(three times 70 s). Tiles are drawn and compressed, but not put: {tiles}."
)


@dataclass(slots=True)
class Cost:
    """Seconds by the clock and of processors."""

    wall: float = 0.0
    cpu: float = 0.0


@dataclass(slots=True)
class Everything:
    """What was done: the cost of each step, the most memory in MB, and what was drawn."""

    steps: defaultdict[str, Cost] = field(default_factory=lambda: defaultdict(Cost))
    memory: float = 0.0
    tiles: int = 0
    tile_bytes: int = 0

    @property
    def whole(self) -> Cost:
        """The sum of all steps."""
        return Cost(sum(one.wall for one in self.steps.values()), sum(one.cpu for one in self.steps.values()))


def everything(sizes: Iterable[int]) -> Section:
    """Measure at each number of reports stored."""
    measured = {}
    for stored in sizes:
        with bare_cloud() as cloud:
            say(f"Storing {stored} reports")
            apart(fill, cloud.endpoint, stored, say)
            say(f"Counting everything anew, {stored} stored")
            measured[stored] = apart(rebuilt, cloud.endpoint), apart(checked, cloud.endpoint)
    return _table(measured)


def rebuilt(endpoint: str) -> Everything:
    """Rebuild all counts of a cloud and draw all tiles."""
    attached(endpoint).enter("rebuild")
    tray, done = _Tray(), Everything()
    shop = replace(workshop(settled=0.0), store=tray)
    watch = _StopWatch(done)
    for progress in rebuild(shop, "bench"):
        watch.lap(progress.step)
    return replace(done, memory=_most_memory(), tiles=tray.tiles, tile_bytes=tray.size)


def checked(endpoint: str) -> Everything:
    """Check all counts of a cloud; raise `RuntimeError` when there is anything to tell."""
    done = Everything()
    watch = _StopWatch(done)
    if found := differences(endpoint):
        raise RuntimeError(f"{len(found)} counts are wrong, such as {found[0]}")
    watch.lap(CHECK)
    return replace(done, memory=_most_memory())


def differences(endpoint: str) -> list[Difference]:
    """Return what a check of all counts of a cloud tells."""
    attached(endpoint).enter("rebuild")
    shop = workshop()
    return list(check(review(shop, shop.pointer.get().live)))


def _table(measured: Mapping[int, tuple[Everything, Everything]]) -> Section:
    head = ["what", "reports stored", "wall, s", "processor, s", "reports a second", "most memory, MB"]
    rows = []
    for stored, (anew, compared) in measured.items():
        steps = ((step, cost) for step, cost in anew.steps.items() if cost.wall > SHORTEST)
        rows += [_row(f"rebuild: {step}", stored, cost) for step, cost in steps]
        rows.append(_row(REBUILD, stored, anew.whole, anew.memory))
        rows.append(_row(CHECK, stored, compared.whole, compared.memory))
    tiles = ", ".join(
        f"{anew.tiles:,} with {anew.tile_bytes / 1e6:.1f} MB at {stored:,} reports"
        for stored, (anew, _) in measured.items()
    )
    return Section("Counting everything anew", TEXT.format(tiles=tiles), [head, *rows])


def _row(what: str, stored: int, cost: Cost, memory: float | None = None) -> list[str]:
    most = f"{memory:.0f}" if memory else ""
    return [what, f"{stored:,}", f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{stored / cost.wall:,.0f}", most]


def _most_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class _StopWatch:
    def __init__(self, done: Everything) -> None:
        self._done = done
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def lap(self, step: str) -> None:
        """Count the time since the last lap for a step."""
        wall, cpu = time.perf_counter(), time.process_time()
        cost = self._done.steps[step]
        cost.wall += wall - self._wall
        cost.cpu += cpu - self._cpu
        self._wall, self._cpu = wall, cpu


class _Tray:
    """A `TileStore` that takes everything and keeps nothing."""

    def __init__(self) -> None:
        self.tiles = self.size = 0

    def standing(self, _tiles: Iterable[Tile]) -> Mapping[Tile, str]:
        return {}

    def layers(self) -> Collection[str]:
        return ()

    def listed(self, _layer: str) -> Mapping[Tile, str]:
        return {}

    def replace(self, replacements: Iterable[Replacement]) -> set[Tile]:
        put = [one for one in replacements if one.picture is not None]
        self.tiles += len(put)
        self.size += sum(len(body_of(one.picture)) for one in put if one.picture is not None)
        return {one.tile for one in put}

    def read(self, _tile: Tile) -> tuple[bytes, str] | None:
        return None
