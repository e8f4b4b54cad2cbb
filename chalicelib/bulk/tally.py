"""Contributions of all reports in memory: their rows, the tiles drawn from them, what changed between two."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, pairwise
from typing import NamedTuple, TypeVar

import numpy as np

from chalicelib.bulk.arrays import Whole, starts
from chalicelib.bulk.counts import Counts, summed
from chalicelib.bulk.drawing import bands, draw
from chalicelib.bulk.levels import level
from chalicelib.bulk.published import Columns, Told, joined
from chalicelib.bulk.sums import TOGETHER, Many, Sums
from chalicelib.domain.aggregation import PROTECTED, UNIT, Contribution, Row, Slot
from chalicelib.domain.aggregation import Counts as RowCounts
from chalicelib.domain.generation import TooLarge
from chalicelib.domain.layer import CURRENT, ROLLING, plane_of, rolling_since
from chalicelib.domain.look import differing, looks
from chalicelib.domain.month import Month
from chalicelib.domain.tile import RESOLUTION_AT, Tile
from chalicelib.domain.visibility import Showing

T = TypeVar("T", str, Slot)

Stretch = tuple[Whole, Many]
"""Sums of the cells below one of the coarsest: numbers that hold cell and kind, and how many of each."""

IN_HISTORY = frozenset({Showing.CURRENT, Showing.HISTORY})
LOW_BITS = (1 << 18) - 1
"""All set in a cell of the finest resolution that we count: there a sum's number holds its kind."""

STRETCH_BITS = 36
"""Bits of a cell's index that are for what is finer than the coarsest that we count."""


class Kind(NamedTuple):
    """All of a contribution but its cell and its unit; there are a few thousand."""

    slot: Slot
    month: Month
    showing: Showing


class Tally:
    """The vectorised `Tally`: 12 bytes for each cell and kind, and 12 for each unit and kind, that differ.

    Raises `TooLarge` when it is given more than `most` that differ, or more than 262,144 kinds.
    """

    def __init__(self, together: int = TOGETHER, most: int | None = None) -> None:
        self._of_cells, self._of_units = Sums(together, most), Sums(together, most)
        self._kinds: dict[Kind, int] = {}
        self._units: dict[str, int] = {}

    def add(self, contributions: Iterable[Contribution]) -> None:
        """See `Tally.add`."""
        kinds, units = self._kinds, self._units
        of_cells, of_units = [], []
        for one in contributions:
            kind = kinds.setdefault(Kind(one.slot, one.month, one.showing), len(kinds))
            of_cells.append(int(one.cell, 16) & ~LOW_BITS | kind)
            of_units.append(units.setdefault(one.unit, len(units)) << 32 | kind)
        if len(kinds) > LOW_BITS + 1:
            raise TooLarge(f"There are {len(kinds):,} kinds, more than there is room for beside a cell.")
        self._of_cells.add(of_cells)
        self._of_units.add(of_units)

    def layers(self, this_month: Month) -> set[str]:
        """See `Tally.layers`."""
        return {layer for kind in self._kinds for layer in looks(_one("", kind), this_month)}

    def rows(self) -> Iterator[tuple[Row, RowCounts]]:
        """See `Tally.rows`."""
        return chain.from_iterable(self.stretches())

    def stretches(self) -> Iterator[Iterator[tuple[Row, RowCounts]]]:
        """See `Tally.stretches`: units, then what is below one of the coarsest cells after the other."""
        yield self._unit_rows()
        months = {kind.month for kind in self._kinds}
        properties = {
            layer: self._properties(_in_layer(layer, ""), lambda kind: kind.slot)
            for layer in sorted({CURRENT, *months, *(month[:4] for month in months)})
        }
        for sums in self._stretches():
            yield self._rows_of(sums, properties)

    def pictures(self, layer: str, this_month: Month, told: Told) -> Iterator[tuple[Tile, bytes]]:
        """See `Tally.pictures`; the very bytes of `usecases.picture`."""
        names, places = self._properties(_in_layer(layer, this_month), _property)
        names, by_resolution = joined(names, _counted(self._stretches(), places), told)
        for z, resolution in RESOLUTION_AT.items():
            if resolution not in by_resolution:
                continue
            whole = level(by_resolution[resolution], names, z)
            for band in bands(whole):
                for (_, x, y), picture in draw(whole, band):
                    yield Tile(layer, z, x, y), picture

    def changes_to(self, later: "Tally", this_month: Month) -> Mapping[str, set[str]]:
        """See `Tally.changes_to`; below one of the coarsest cells after the other."""
        kinds = list({**self._kinds, **later._kinds})  # noqa: SLF001 - another of our own
        places = {kind: place for place, kind in enumerate(kinds)}
        ours, theirs = self._by_stretch(places), later._by_stretch(places)  # noqa: SLF001
        steps = (step for one in {**ours, **theirs} for step in _steps(ours.get(one), theirs.get(one)))
        return differing(
            ((_one(f"{key | LOW_BITS:x}", kinds[key & LOW_BITS]), n) for key, n in steps), this_month
        )

    def _by_stretch(self, places: Mapping[Kind, int]) -> dict[int, Callable[[], Stretch]]:
        """Return sums by the coarsest of their cells, to be had with other places of the kinds."""
        own = np.array([places[kind] for kind in self._kinds], np.int64)
        return {int(one[0][0] >> STRETCH_BITS): partial(_placed, *one, own) for one in self._stretches()}

    def _stretches(self) -> Iterator[Stretch]:
        keys, n = self._of_cells.columns()
        start = 0
        while start < len(keys):
            end = int(np.searchsorted(keys, (keys[start] >> STRETCH_BITS) + 1 << STRETCH_BITS))
            yield keys[start:end], n[start:end]
            start = end

    def _properties(self, wanted: Callable[[Kind], bool], name: Callable[[Kind], T]) -> tuple[list[T], Whole]:
        """Return what the wanted kinds are counted as, and each kind's place among it, else -1."""
        names = sorted({name(kind) for kind in self._kinds if wanted(kind)})
        places = {one: place for place, one in enumerate(names)}
        return names, np.array([places[name(kind)] if wanted(kind) else -1 for kind in self._kinds], np.int64)

    def _rows_of(
        self, sums: Stretch, properties: Mapping[str, tuple[Sequence[Slot], Whole]]
    ) -> Iterator[tuple[Row, RowCounts]]:
        yield from self._protected_rows(*sums)
        for layer, (slots, places) in properties.items():
            for counts in _counted([sums], places).values():
                yield from _rows(layer, counts, slots)

    def _unit_rows(self) -> Iterator[tuple[Row, RowCounts]]:
        found, many = self._of_units.columns()
        all_kinds, all_units = list(self._kinds), list(self._units)
        rows: dict[Row, dict[Slot, int]] = {}
        for key, n in zip(found.tolist(), many.tolist(), strict=True):
            kind, unit = all_kinds[key & (1 << 32) - 1], all_units[key >> 32]
            counts = rows.setdefault(Row(UNIT + unit, kind.month), {})
            counts[kind.slot] = counts.get(kind.slot, 0) + n
        yield from sorted(rows.items(), key=_address)

    def _protected_rows(self, keys: Whole, n: Many) -> Iterator[tuple[Row, RowCounts]]:
        all_kinds = list(self._kinds)
        protected = np.array([kind.showing is Showing.PROTECTED for kind in all_kinds], np.bool_)
        chosen = protected[keys & LOW_BITS]
        rows: dict[Row, dict[Slot, int]] = {}
        for key, many in zip(keys[chosen].tolist(), n[chosen].tolist(), strict=True):
            kind = all_kinds[key & LOW_BITS]
            counts = rows.setdefault(Row(PROTECTED + kind.month, f"{key | LOW_BITS:x}"), {})
            counts[kind.slot] = counts.get(kind.slot, 0) + many
        yield from sorted(rows.items(), key=_address)


def _counted(stretches: Iterable[Stretch], places: Whole) -> dict[int, Counts]:
    """Count by resolution what has a place; stretches come in order, and share no cell of any resolution."""
    found: dict[int, list[Counts]] = {}
    for stretch in stretches:
        cells, properties, n = _chosen(*stretch, places)
        for resolution, counts in summed(cells, properties, n).items() if len(n) else ():
            found.setdefault(resolution, []).append(counts)
    return {resolution: _together(found.pop(resolution)) for resolution in list(found)}


def _together(some: Sequence[Counts]) -> Counts:
    columns = zip(*((one.cells, one.properties, one.n) for one in some), strict=True)
    return Counts(*(np.concatenate(column) for column in columns))


def _chosen(keys: Whole, n: Many, prop: Whole) -> Columns:
    """Return cells, properties and numbers of those sums that have a property."""
    properties = prop[keys & LOW_BITS]
    chosen = properties >= 0
    return (keys[chosen] | LOW_BITS).view(np.uint64), properties[chosen], n[chosen].astype(np.int64)


def _placed(keys: Whole, n: Many, places: Whole) -> Stretch:
    return keys & ~LOW_BITS | places[keys & LOW_BITS], n


def _steps(
    before: Callable[[], Stretch] | None, after: Callable[[], Stretch] | None
) -> Iterator[tuple[int, int]]:
    """Yield how many more there are of each number, no zeros."""
    sides = [(*side(), sign) for side, sign in ((before, -1), (after, 1)) if side]
    keys = np.concatenate([keys for keys, _, _ in sides])
    more = np.concatenate([n * sign for _, n, sign in sides])
    order = np.argsort(keys)
    keys, first = keys[order], starts(keys[order])
    more = np.add.reduceat(more[order], first)
    return zip(keys[first][more != 0].tolist(), more[more != 0].tolist(), strict=True)


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
