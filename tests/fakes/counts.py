"""The counts in memory, and the record of their generations."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from threading import Lock

from chalicelib.domain import cell as cells
from chalicelib.domain.aggregation import PROTECTED, UNIT, Counts, Row, Slot, deltas
from chalicelib.domain.errors import (
    StaleVersion,
)
from chalicelib.domain.generation import Generations
from chalicelib.domain.month import Month
from chalicelib.ports.counts import NOT_COUNTED, CellCounts, Counted


class InMemoryCounter:
    """A `Counter`."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.ledger: dict[str, Counted] = {}
        self.rows: dict[Row, dict[Slot, int]] = {}

    def replace(self, report_id: str, expected: Counted, target: Counted) -> None:
        """See `Counter.replace`."""
        with self._lock:
            held = self.counted(report_id)
            if held.contribution != expected.contribution or held.order >= target.order:
                raise StaleVersion
            for row, by_slot in deltas(expected.contribution, target.contribution).items():
                counts = self.rows.setdefault(row, {})
                for slot, n in by_slot.items():
                    counts[slot] = counts.get(slot, 0) + n
            self.ledger[report_id] = replace(target, replaced=expected.contribution)

    def counted(self, report_id: str) -> Counted:
        """See `Counter.counted`."""
        return self.ledger.get(report_id, NOT_COUNTED)

    def of_cell(self, layer: str, cell: str) -> Counts:
        """See `Counter.of_cell`."""
        with self._lock:
            return _without_zeros(self.rows.get(Row(layer, cell), {}))

    def of_unit(self, unit: str) -> Mapping[Month, Counts]:
        """See `Counter.of_unit`."""
        return self._of_layer(UNIT + unit)

    def below(
        self, layers: Collection[str], blocks: Iterable[str], resolution: int
    ) -> Mapping[str, CellCounts]:
        """See `Counter.below`."""
        wanted = set(blocks)
        return {
            layer: {
                cell: counts
                for cell, counts in self._of_layer(layer).items()
                if cells.resolution_of(cell) == resolution and cells.block_of(cell) in wanted
            }
            for layer in layers
        }

    def protected(self, month: Month) -> CellCounts:
        """See `Counter.protected`."""
        return self._of_layer(PROTECTED + month)

    def sweep(self, rows: Iterable[Row]) -> None:
        """See `Counter.sweep`."""
        with self._lock:
            for row in rows:
                if not _without_zeros(self.rows.get(row, {})):
                    self.rows.pop(row, None)

    def counts(self) -> dict[Row, Counts]:
        """Return all rows that count anything."""
        with self._lock:
            rows = {row: _without_zeros(counts) for row, counts in self.rows.items()}
        return {row: counts for row, counts in rows.items() if counts}

    def _of_layer(self, layer: str) -> dict[str, Counts]:
        with self._lock:
            return {
                row.place: _without_zeros(counts) for row, counts in self.rows.items() if row.layer == layer
            }


class InMemoryPointer:
    """A `Pointer`."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._stands = Generations()

    def get(self) -> Generations:
        """See `Pointer.get`."""
        return self._stands

    def put(self, generations: Generations) -> Generations:
        """See `Pointer.put`."""
        with self._lock:
            if generations.version != self._stands.version:
                raise StaleVersion("record of the generations")
            self._stands = replace(generations, version=generations.version + 1)
            return self._stands


def _without_zeros(row: Counts) -> dict[Slot, int]:
    return {slot: n for slot, n in row.items() if n}
