"""Runs actors one step at a time in a given order, so that every race is a value that a test can choose."""

from collections.abc import Callable, Collection, Iterable, Mapping
from threading import Semaphore, Thread

from chalicelib.domain.aggregation import Counts, Row
from chalicelib.domain.month import Month
from chalicelib.domain.tile import Tile
from chalicelib.ports.counts import CellCounts, Counted, Counter
from chalicelib.ports.pictures import Replacement, TileStore

Pause = Callable[[], None]
Act = Callable[[Pause], None]


class _Actor:
    """A thread that goes on when it is told to and stands still at every pause."""

    def __init__(self, act: Act) -> None:
        self._go, self._stands = Semaphore(0), Semaphore(0)
        self._error: BaseException | None = None
        self.done = False
        self._thread = Thread(target=self._run, args=(act,), daemon=True)
        self._thread.start()

    def step(self) -> None:
        """Let it go on to its next pause, or to its end; raise what it raised."""
        self._go.release()
        self._stands.acquire()
        if self._error:
            raise self._error

    def _pause(self) -> None:
        self._stands.release()
        self._go.acquire()

    def _run(self, act: Act) -> None:
        self._go.acquire()
        try:
            act(self._pause)
        except BaseException as error:  # noqa: BLE001 - handed to the test that steps
            self._error = error
        self.done = True
        self._stands.release()


def run_interleaved(order: Iterable[int], *acts: Act) -> None:
    """Step through the acts in the order of their numbers, then each to its end, the last first."""
    actors = [_Actor(act) for act in acts]
    for number in order:
        if not actors[number].done:
            actors[number].step()
    for actor in reversed(actors):
        while not actor.done:
            actor.step()


class PausingCounter:
    """A `Counter` before each of whose reads somebody else may act."""

    def __init__(self, counter: Counter, pause: Pause) -> None:
        self._counter = counter
        self._pause = pause

    def replace(self, report_id: str, expected: Counted, target: Counted) -> None:
        self._counter.replace(report_id, expected, target)

    def counted(self, report_id: str) -> Counted:
        self._pause()
        return self._counter.counted(report_id)

    def of_cell(self, layer: str, cell: str) -> Counts:
        self._pause()
        return self._counter.of_cell(layer, cell)

    def of_unit(self, unit: str) -> Mapping[Month, Counts]:
        self._pause()
        return self._counter.of_unit(unit)

    def below(
        self, layers: Collection[str], blocks: Iterable[str], resolution: int
    ) -> Mapping[str, CellCounts]:
        self._pause()
        return self._counter.below(layers, blocks, resolution)

    def protected(self, month: Month) -> CellCounts:
        self._pause()
        return self._counter.protected(month)

    def sweep(self, rows: Iterable[Row]) -> None:
        self._counter.sweep(rows)


class PausingTiles:
    """A `TileStore` before each of whose operations somebody else may act."""

    def __init__(self, store: TileStore, pause: Pause) -> None:
        self._store = store
        self._pause = pause

    def standing(self, tiles: Iterable[Tile]) -> Mapping[Tile, str]:
        self._pause()
        return self._store.standing(tiles)

    def layers(self) -> Collection[str]:
        self._pause()
        return self._store.layers()

    def listed(self, layer: str) -> Mapping[Tile, str]:
        self._pause()
        return self._store.listed(layer)

    def replace(self, replacements: Iterable[Replacement]) -> set[Tile]:
        self._pause()
        return self._store.replace(replacements)

    def read(self, tile: Tile) -> tuple[bytes, str] | None:
        self._pause()
        return self._store.read(tile)
