"""Contributions of all reports in memory: their rows, the tiles drawn from them, what changed between two."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

import numpy as np

from chalicelib.bulk.arrays import Cells, Whole, starts
from chalicelib.bulk.counts import Counts, counted
from chalicelib.bulk.drawing import bands, draw
from chalicelib.bulk.levels import level
from chalicelib.domain.aggregation import PROTECTED, UNIT, Contribution, Row, Slot
from chalicelib.domain.aggregation import Counts as RowCounts
from chalicelib.domain.cell import resolution_of
from chalicelib.domain.layer import CURRENT, ROLLING, plane_of, rolling_since
from chalicelib.domain.look import differing, looks
from chalicelib.domain.month import Month
from chalicelib.domain.tile import RESOLUTION_AT, Tile
from chalicelib.domain.visibility import Showing

T = TypeVar("T", str, Slot)

Told = Mapping[str, Mapping[str, int]]
Columns = tuple[Cells, Whole, Whole]

IN_HISTORY = frozenset({Showing.CURRENT, Showing.HISTORY})
LOW_BITS = np.uint64((1 << 18) - 1)
"""All set in a cell of the finest resolution that we count."""


class Kind(NamedTuple):
    """All of a contribution but its cell and its unit; there are a few thousand."""

    slot: Slot
    month: Month
    showing: Showing


class Tally:
    """The vectorised `Tally`: 16 bytes for each contribution."""

    def __init__(self) -> None:
        self._cells, self._kind_of, self._unit_of = array("Q"), array("i"), array("i")
        self._kinds: dict[Kind, int] = {}
        self._units: dict[str, int] = {}

    def add(self, contributions: Iterable[Contribution]) -> None:
        """See `Tally.add`."""
        kinds, units = self._kinds, self._units
        for one in contributions:
            self._cells.append(int(one.cell, 16))
            self._kind_of.append(kinds.setdefault(Kind(one.slot, one.month, one.showing), len(kinds)))
            self._unit_of.append(units.setdefault(one.unit, len(units)))

    def layers(self, this_month: Month) -> set[str]:
        """See `Tally.layers`."""
        return {layer for kind in self._kinds for layer in looks(_one("", kind), this_month)}

    def rows(self) -> Iterator[tuple[Row, RowCounts]]:
        """See `Tally.rows`: layer by layer, so that only one is in memory."""
        yield from self._unit_rows()
        yield from self._protected_rows()
        months = {kind.month for kind in self._kinds}
        for layer in sorted({CURRENT, *months, *(month[:4] for month in months)}):
            slots, by_resolution = self._counted(_in_layer(layer, ""), lambda kind: kind.slot)
            for counts in by_resolution.values():
                yield from _rows(layer, counts, slots)

    def pictures(self, layer: str, this_month: Month, told: Told) -> Iterator[tuple[Tile, bytes]]:
        """See `Tally.pictures`; the very bytes of `usecases.picture`."""
        names, by_resolution = _joined(*self._counted(_in_layer(layer, this_month), _property), told)
        for z, resolution in RESOLUTION_AT.items():
            if resolution not in by_resolution:
                continue
            whole = level(by_resolution[resolution], names, z)
            for band in bands(whole):
                for (_, x, y), picture in draw(whole, band):
                    yield Tile(layer, z, x, y), picture

    def changes_to(self, later: "Tally", this_month: Month) -> Mapping[str, set[str]]:
        """See `Tally.changes_to`."""
        kinds = list({**self._kinds, **later._kinds})  # noqa: SLF001 - another of our own
        places = {kind: place for place, kind in enumerate(kinds)}
        before, after = self._keys(places), later._keys(places)  # noqa: SLF001
        keys = np.concatenate([before, after])
        signs = np.repeat([-1, 1], [len(before), len(after)])
        order = np.argsort(keys)
        keys, signs = keys[order], signs[order]
        first = starts(keys)
        more = np.add.reduceat(signs, first) if len(keys) else signs
        steps = zip(keys[first][more != 0].tolist(), more[more != 0].tolist(), strict=True)
        low = int(LOW_BITS)
        return differing(((_one(f"{key | low:x}", kinds[key & low]), n) for key, n in steps), this_month)

    def _keys(self, places: Mapping[Kind, int]) -> Cells:
        """Return a number for each contribution: its cell, with the place of its kind in the low bits."""
        own = np.array([places[kind] for kind in self._kinds], np.uint64)
        kinds = own[self._columns()[1]] if len(own) else np.empty(0, np.uint64)
        return self._columns()[0] & ~LOW_BITS | kinds

    def _columns(self) -> tuple[Cells, Whole, Whole]:
        """Return cells, kinds and units of all contributions."""
        cells = np.array(self._cells, np.uint64)
        return cells, np.array(self._kind_of, np.int64), np.array(self._unit_of, np.int64)

    def _counted(
        self, wanted: Callable[[Kind], bool], name: Callable[[Kind], T]
    ) -> tuple[list[T], dict[int, Counts]]:
        """Count contributions of the wanted kinds by resolution; return what properties are places among."""
        names = sorted({name(kind) for kind in self._kinds if wanted(kind)})
        if not names:
            return [], {}
        places = {one: place for place, one in enumerate(names)}
        prop = np.array([places[name(kind)] if wanted(kind) else -1 for kind in self._kinds], np.int64)
        cells, kinds, _ = self._columns()
        properties = prop[kinds]
        chosen = properties >= 0
        return names, counted(cells[chosen], properties[chosen])

    def _unit_rows(self) -> Iterator[tuple[Row, RowCounts]]:
        _, kinds, units = self._columns()
        found, many = np.unique(units << 32 | kinds, return_counts=True)
        all_kinds, all_units = list(self._kinds), list(self._units)
        rows: dict[Row, dict[Slot, int]] = {}
        for key, n in zip(found.tolist(), many.tolist(), strict=True):
            kind, unit = all_kinds[key & (1 << 32) - 1], all_units[key >> 32]
            counts = rows.setdefault(Row(UNIT + unit, kind.month), {})
            counts[kind.slot] = counts.get(kind.slot, 0) + n
        yield from sorted(rows.items(), key=_address)

    def _protected_rows(self) -> Iterator[tuple[Row, RowCounts]]:
        all_kinds = list(self._kinds)
        protected = np.array([kind.showing is Showing.PROTECTED for kind in all_kinds], np.bool_)
        cells, kinds, _ = self._columns()
        chosen = protected[kinds] if len(kinds) else np.empty(0, np.bool_)
        rows: dict[Row, dict[Slot, int]] = {}
        for cell, number in zip(cells[chosen].tolist(), kinds[chosen].tolist(), strict=True):
            kind = all_kinds[number]
            counts = rows.setdefault(Row(PROTECTED + kind.month, f"{cell:x}"), {})
            counts[kind.slot] = counts.get(kind.slot, 0) + 1
        yield from sorted(rows.items(), key=_address)


def _joined(
    names: Sequence[str], counts: Mapping[int, Counts], told: Told
) -> tuple[list[str], Mapping[int, Counts]]:
    """Return counts together with what is published; no name stands for both."""
    if not told:
        return list(names), counts
    every = sorted({*names, *(name for numbers in told.values() for name in numbers)})
    places = {name: place for place, name in enumerate(every)}
    moved = np.array([places[name] for name in names], np.int64)
    columns = {resolution: [(one.cells, moved[one.properties], one.n)] for resolution, one in counts.items()}
    for resolution, published in _by_resolution(told, places).items():
        columns.setdefault(resolution, []).append(published)
    return every, {resolution: _in_order(some) for resolution, some in columns.items()}


def _by_resolution(told: Told, places: Mapping[str, int]) -> dict[int, Columns]:
    entries: dict[int, list[tuple[int, int, int]]] = {}
    for cell, numbers in told.items():
        of_resolution = entries.setdefault(resolution_of(cell), [])
        of_resolution += ((int(cell, 16), places[name], n) for name, n in numbers.items() if n)
    return {
        resolution: (
            np.array([cell for cell, _, _ in some], np.uint64),
            np.array([place for _, place, _ in some], np.int64),
            np.array([n for _, _, n in some], np.int64),
        )
        for resolution, some in entries.items()
        if some
    }


def _in_order(columns: Sequence[Columns]) -> Counts:
    cells, properties, n = (np.concatenate(column) for column in zip(*columns, strict=True))
    order = np.lexsort((properties, cells))
    return Counts(cells[order], properties[order], n[order])


def _rows(layer: str, counts: Counts, slots: Sequence[Slot]) -> Iterator[tuple[Row, RowCounts]]:
    first = [*starts(counts.cells).tolist(), len(counts.cells)]
    cells, properties, n = counts.cells[first[:-1]].tolist(), counts.properties.tolist(), counts.n.tolist()
    for cell, (begin, end) in zip(cells, pairwise(first), strict=True):
        yield (
            Row(layer, f"{cell:x}"),
            {slots[properties[place]]: n[place] for place in range(begin, end)},
        )


def _in_layer(layer: str, this_month: Month) -> Callable[[Kind], bool]:
    """Return whether a kind is shown in a layer; the roll-up ends with a month."""
    if layer == CURRENT:
        return lambda kind: kind.showing is Showing.CURRENT
    if (plane := plane_of(layer)) is not None:
        return lambda kind: kind.showing is Showing.CURRENT and kind.slot.plane is plane
    if layer == ROLLING:
        since = rolling_since(this_month)
        return lambda kind: (
            kind.showing in IN_HISTORY and since <= kind.month and kind.month[:4] <= this_month[:4]
        )
    return lambda kind: kind.showing in IN_HISTORY and kind.month.startswith(layer)


def _one(cell: str, kind: Kind) -> Contribution:
    return Contribution(cell, *kind.slot, kind.month, "", kind.showing)


def _property(kind: Kind) -> str:
    return f"{kind.slot.category}.{kind.slot.status}"


def _address(row: tuple[Row, RowCounts]) -> tuple[str, str]:
    return row[0].layer, row[0].place
