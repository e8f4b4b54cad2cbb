"""Counts to rows and back: keys of the partitions, and a short attribute name for each number.

A row may hold hundreds of numbers, and each write of it is paid by its size: a code takes 4 bytes where
the names take 25.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import product

from chalicelib.domain import cell as cells
from chalicelib.domain.aggregation import PROTECTED, UNIT, Counts, Row, Slot
from chalicelib.domain.category import Category
from chalicelib.domain.errors import MalformedRow
from chalicelib.domain.layer import CURRENT
from chalicelib.domain.month import months_after
from chalicelib.domain.plane import Plane
from chalicelib.domain.status import Status

PROTECTED_BLOCK = cells.COARSEST
"""Counts of sensitive categories lie on shelves of this resolution: few enough to read them all."""

KEYS = frozenset({"shelf", "row", "total"})

STATUS_CODES = {
    Status.NEW: "n",
    Status.UNDER_VERIFICATION: "v",
    Status.CONFIRMED: "c",
    Status.ELIMINATED: "e",
    Status.FORWARDED: "f",
    Status.UNCONFIRMED: "u",
    Status.JOKE_OR_MISTAKE: "j",
}
PLANE_CODES = {Plane.POLICE: "p", Plane.CONTACT: "c", Plane.RESIDENTS: "r"}
CODE = re.compile(rf"[0-9]{{2,}}[{''.join(STATUS_CODES.values())}][{''.join(PLANE_CODES.values())}]")

RawRow = Mapping[str, Mapping[str, str]]
"""A row as DynamoDB's JSON: a type and a text for each attribute."""


LeftOut = Callable[[int], None]
"""Hears how many numbers of a row are left out, because the catalogue knows no category of theirs."""


def nobody(_: int) -> None:
    """Hear nothing."""


class SlotCodes:
    """Attribute names of slots, as `07cr`: the category's number, the status, the plane."""

    def __init__(self, categories: Iterable[Category], left_out: LeftOut = nobody) -> None:
        self._left_out = left_out
        self._codes = {
            Slot(category.slug, status, plane): _code(category, status, plane)
            for category, status, plane in product(categories, Status, Plane)
        }
        self._slots = {code: slot for slot, code in self._codes.items()}

    def code(self, slot: Slot) -> str:
        """Return the name of the attribute that counts a slot; raise `MalformedRow` where there is none."""
        try:
            return self._codes[slot]
        except KeyError:
            raise MalformedRow(f"The ledger counts the category {slot.category}.") from None

    def read(self, row: RawRow) -> dict[Slot, int]:
        """Return a row's numbers without zeros; raise `MalformedRow` for what is no number of ours."""
        slots = self._slots
        try:
            return {
                slots[name]: int(value["N"])
                for name, value in row.items()
                if name not in KEYS and value["N"] != "0"
            }
        except (KeyError, ValueError) as error:
            raise MalformedRow(f"The counts {row['shelf']['S']} {row['row']['S']} hold {error}.") from error

    def read_known(self, row: RawRow) -> dict[Slot, int]:
        """Read a row without numbers of unknown categories: those of a later deployment, rolled back since.

        One such report would keep every tile around it from being drawn, the coarsest too. What is published
        is not read so: nothing would be told of it ever after.
        """
        try:
            return self.read(row)
        except MalformedRow:
            unknown = {name for name in row if name not in self._slots and CODE.fullmatch(name)}
            if not unknown:
                raise
            self._left_out(len(unknown))
            return self.read({name: value for name, value in row.items() if name not in unknown})


def keys_of(row: Row, generation: int) -> tuple[str, str]:
    """Return a row's partition and sort key."""
    if row.layer.startswith(UNIT):
        return f"{generation}#{row.layer}", row.place
    if row.layer.startswith(PROTECTED):
        return protected_shelf(row.layer, cells.parent(row.place, PROTECTED_BLOCK), generation), row.place
    shelf = shelf_of(cells.resolution_of(row.place), cells.block_of(row.place), generation)
    return shelf, f"{row.layer}#{row.place}"


def row_of(shelf: str, key: str) -> tuple[int, Row]:
    """Return the generation and the row of a partition and a sort key."""
    generation, layer, *_ = shelf.split("#")
    return int(generation), Row(*key.split("#")) if "#" in key else Row(layer, key)


def shelf_of(resolution: int, block: str, generation: int) -> str:
    """Return the partition of the cells of one resolution in one block, layer by layer."""
    return f"{generation}#{resolution}#{block}"


def ranges_of(layers: Collection[str]) -> list[tuple[str, str]]:
    """Return the first and the last sort key of each stretch of a shelf that holds some of the layers.

    A year lies before its months, and the layer of now behind them all; so a roll-up is one stretch. The
    months between the last one wanted and now are read too: mostly they are still to come.
    """
    stretches: list[list[str]] = []
    for layer in sorted(layers, key=lambda layer: f"{layer}#"):
        if stretches and _adjoin(stretches[-1][-1], layer):
            stretches[-1].append(layer)
        else:
            stretches.append([layer])
    return [(f"{some[0]}#", f"{some[-1]}#~") for some in stretches]


def _adjoin(layer: str, following: str) -> bool:
    if following == CURRENT:
        return "-" in layer
    if "-" not in layer:
        return following == f"{layer}-01"
    after = months_after(layer, 1)
    return following == (after[:4] if after.endswith("-01") else after)


def protected_shelf(layer: str, block: str, generation: int) -> str:
    """Return the partition of a month's sensitive counts in one large block."""
    return f"{generation}#{layer}#{block}"


def _code(category: Category, status: Status, plane: Plane) -> str:
    return f"{category.number:02}{STATUS_CODES[status]}{PLANE_CODES[plane]}"


def raw_row(row: Row, counts: Counts, codes: SlotCodes, generation: int) -> dict[str, dict[str, str]]:
    """Return a whole row as DynamoDB's JSON."""
    shelf, place = keys_of(row, generation)
    numbers = {codes.code(slot): {"N": str(n)} for slot, n in counts.items()}
    return {"shelf": {"S": shelf}, "row": {"S": place}, "total": {"N": str(sum(counts.values()))}, **numbers}
