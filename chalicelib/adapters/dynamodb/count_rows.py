"""Counts to rows and back: keys of the partitions, and a short attribute name for each number.

A row may hold hundreds of numbers, and each write of it is paid by its size: a code takes 4 bytes where
the names take 25.
"""

from collections.abc import Iterable, Mapping
from itertools import product

from chalicelib.domain import cell as cells
from chalicelib.domain.aggregation import PROTECTED, UNIT, Counts, Row, Slot
from chalicelib.domain.category import Category
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

RawRow = Mapping[str, Mapping[str, str]]
"""A row as DynamoDB's JSON: a type and a text for each attribute."""


class SlotCodes:
    """Attribute names of slots, as `07cr`: the category's number, the status, the plane."""

    def __init__(self, categories: Iterable[Category]) -> None:
        self._codes = {
            Slot(category.slug, status, plane): _code(category, status, plane)
            for category, status, plane in product(categories, Status, Plane)
        }
        self._slots = {code: slot for slot, code in self._codes.items()}

    def code(self, slot: Slot) -> str:
        """Return the name of the attribute that counts a slot."""
        return self._codes[slot]

    def read(self, row: RawRow) -> dict[Slot, int]:
        """Return a row's numbers without zeros; raise `KeyError` for one of an unknown category."""
        slots = self._slots
        return {
            slots[name]: int(value["N"])
            for name, value in row.items()
            if name not in KEYS and value["N"] != "0"
        }


def keys_of(row: Row, generation: int) -> tuple[str, str]:
    """Return a row's partition and sort key."""
    if row.layer.startswith(UNIT):
        return f"{generation}#{row.layer}", row.place
    if row.layer.startswith(PROTECTED):
        return protected_shelf(row.layer, cells.parent(row.place, PROTECTED_BLOCK), generation), row.place
    shelf = shelf_of(row.layer, cells.resolution_of(row.place), cells.block_of(row.place), generation)
    return shelf, row.place


def row_of(shelf: str, place: str) -> tuple[int, Row]:
    """Return the generation and the row of a partition and a sort key."""
    generation, layer, *_ = shelf.split("#")
    return int(generation), Row(layer, place)


def shelf_of(layer: str, resolution: int, block: str, generation: int) -> str:
    """Return the partition of a layer's cells of one resolution in one block."""
    return f"{generation}#{layer}#{resolution}#{block}"


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
