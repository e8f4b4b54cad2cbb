"""Layers of the map: which counts the public sees together, by their names in paths."""

import re
from dataclasses import dataclass

from chalicelib.domain.month import Month, months_after
from chalicelib.domain.plane import Plane

CURRENT = "current"
"""What the public may see now."""

ROLLING = "last-12-months"
"""The month that runs and the eleven before it."""

PLANES = tuple(plane.value for plane in Plane)
"""What the public may see now of one plane of information."""

DATED = re.compile(r"20\d\d(-(0[1-9]|1[0-2]))?", re.ASCII)
"""A month or a year: everything that was placed in it, ended or not."""


@dataclass(frozen=True, slots=True)
class Part:
    """Counts that are kept, and whether a layer adds them (1) or takes them away (-1)."""

    counted: str
    sign: int = 1


def is_layer(name: str) -> bool:
    """Say whether there can be a layer of that name."""
    return name in {CURRENT, ROLLING, *PLANES} or DATED.fullmatch(name) is not None


def plane_of(layer: str) -> Plane | None:
    """Return the one plane that a layer shows, None when it shows all."""
    return Plane(layer) if layer in PLANES else None


def parts(layer: str, this_month: Month) -> tuple[Part, ...]:
    """Return the kept counts that a layer is made of; only the roll-up has more than one part.

    The roll-up is this year and the rest of the year before: its last months added up, or the whole of it
    without its first months, whichever reads fewer counts.
    """
    if layer in PLANES:
        return (Part(CURRENT),)
    if layer != ROLLING:
        return (Part(layer),)
    year, last = int(this_month[:4]), int(this_month[5:])
    added = [Part(_month(year - 1, month)) for month in range(last + 1, 13)]
    taken = [Part(str(year - 1)), *(Part(_month(year - 1, month), -1) for month in range(1, last + 1))]
    return (Part(str(year)), *min(added, taken, key=len))


def rolling_since(this_month: Month) -> Month:
    """Return the first month of the roll-up that ends with a month."""
    return months_after(this_month, -11)


def months(layer: str, this_month: Month) -> tuple[Month, ...]:
    """Return the months of placing that a layer covers as a whole; none for the layers of now."""
    if layer == ROLLING:
        return tuple(months_after(this_month, -back) for back in range(12))
    if DATED.fullmatch(layer) is None:
        return ()
    return (layer,) if "-" in layer else tuple(_month(int(layer), month) for month in range(1, 13))


def _month(year: int, month: int) -> Month:
    return f"{year}-{month:02}"
