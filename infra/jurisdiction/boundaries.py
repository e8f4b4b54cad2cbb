"""What a recipe hands over to the build, wherever its polygons come from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chalicelib.domain.unit import Unit
from infra.jurisdiction.coverage import Areas

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Areas in WGS 84 degrees by code in ascending order, the units they belong to, and their terms.

    `answering` holds the areas of the units that answer, each place in at most one; `powiaty` is empty
    where the source does not tell; `edition` has source, vintage, licence and attribution.
    """

    answering: Areas
    powiaty: Areas
    units: Mapping[str, Unit]
    edition: Mapping[str, str]
