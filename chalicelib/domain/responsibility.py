"""Who answers for a point, who stands above them, and how near the next unit is."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.jurisdiction import NEAR, Jurisdiction
from chalicelib.domain.report import Location
from chalicelib.domain.unit import Unit

REACH = (NEAR, 5_000.0, 60_000.0)
"""Metres within which the next unit is looked for, wider each time: most points end with the second."""


@dataclass(frozen=True, slots=True)
class Responsibility:
    """The unit, its chain from the garrison down to it, and the nearest other unit with its distance.

    `next_unit` is None where no other unit is within 60 km.
    """

    unit: Unit
    chain: tuple[Unit, ...]
    next_unit: Unit | None
    border_metres: float | None

    @property
    def near_border(self) -> bool:
        """Whether the other unit is so near that either may be meant."""
        return self.border_metres is not None and self.border_metres <= NEAR


def responsibility(
    location: Location, jurisdiction: Jurisdiction, units: Mapping[str, Unit]
) -> Responsibility:
    """Find who answers; raise `OutsideCoverage`."""
    unit = units[jurisdiction.locate(location.lat, location.lon)]
    chain = tuple(units[code] for code in unit.lineage)
    for reach in REACH:
        found = jurisdiction.neighbour(location.lat, location.lon, reach)
        if found:
            return Responsibility(unit, chain, units[found.code], found.metres)
    return Responsibility(unit, chain, None, None)
