"""Commissariats and posts: who stands above them, and which part of that unit's ground is theirs."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import shapely

from chalicelib.domain.unit import COUNTY, Unit, UnitType
from infra.jurisdiction.coverage import Areas
from infra.jurisdiction.register.county_units import MOST, Ground, largest_overlap
from infra.jurisdiction.register.errors import UnusableSource
from infra.jurisdiction.register.names import type_of
from infra.jurisdiction.register.reading import Feature

SLIVER = 25.0  # metres; what is left of a county and nowhere twice as wide is no ground of its own


@dataclass(frozen=True, slots=True)
class Locals:
    """Units below the county level, parents first, and the answering areas of all units in metres."""

    units: tuple[Unit, ...]
    answering: Areas


def local_ground(features: Sequence[Feature], units: Mapping[str, Unit], ground: Ground) -> Locals:
    """Cut the ground of commissariats and posts out of that of the units above them; add to the notes."""
    areas = dict(ground.areas)
    known = dict(units)
    found: list[Unit] = []
    for feature in sorted(features, key=lambda f: (_kind(f) is UnitType.PP, f.identity)):
        unit = _unit(feature, known, areas)
        if unit is None:
            ground.notes.append(f"no unit stands above {feature.label}: it lies in none of their areas")
            continue
        if unit.code in areas:
            raise UnusableSource(f"The unit {unit.code} has two areas; the second is in {feature.label}.")
        found.append(unit)
        known[unit.code] = unit
        areas[unit.code] = feature.area
    return Locals(tuple(found), _answering(areas, known))


def _kind(feature: Feature) -> UnitType:
    return UnitType.PP if type_of(feature.name) is UnitType.PP else UnitType.KP


def _unit(feature: Feature, known: Mapping[str, Unit], areas: Areas) -> Unit | None:
    """Return the unit of a feature: as the list has it by identity, or new, below the unit it lies in."""
    listed = [unit for unit in known.values() if feature.identity in {unit.register_id, unit.code}]
    if listed and listed[0].type.level > COUNTY:
        return listed[0]
    kind = _kind(feature)
    parent, _ = largest_overlap(
        feature.area, {code: a for code, a in areas.items() if known[code].type.level == COUNTY}
    )
    if parent is None:
        return None
    county = parent
    if kind is UnitType.PP:
        commissariats = {code: a for code, a in areas.items() if known[code].type is UnitType.KP}
        above, share = largest_overlap(feature.area, commissariats)
        parent = above if above and share >= MOST else parent
    mark = hashlib.sha256(feature.identity.encode()).hexdigest()[:6]
    return Unit(
        code=f"{county}-{kind[0]}{mark}",
        name=feature.name,
        type=kind,
        parent=parent,
        teryt=(),
        above=known[parent].lineage[:-1],
        register_id=feature.identity,
    )


def _answering(areas: Areas, known: Mapping[str, Unit]) -> Areas:
    """Return what each unit answers for itself: its ground within its parent's, without its children's."""
    result: Areas = {}
    for code in sorted(areas, key=lambda code: known[code].type.level):
        children = {c: areas[c] for c in areas if known[c].parent == code}
        own = result.pop(code, areas[code])
        result |= _parted(code, own, children)
    return dict(sorted(result.items()))


def _parted(code: str, own: shapely.Geometry, children: Areas) -> Areas:
    """Part a unit's ground among its children and itself; slivers go to the child they lie along."""
    parts: Areas = {}
    rest = own
    for child, area in children.items():
        part = _polygons(area & rest)
        if not part.is_empty:
            parts[child] = part
            rest = rest - part
    kept = []
    for piece in shapely.get_parts(_polygons(rest)):
        if parts and piece.buffer(-SLIVER).is_empty:
            nearest = max(parts, key=lambda child: (parts[child].intersection(piece.buffer(1)).area, child))
            parts[nearest] = parts[nearest] | piece
        else:
            kept.append(piece)
    return {code: shapely.union_all(kept), **parts} if kept else parts


def _polygons(area: shapely.Geometry) -> shapely.Geometry:
    parts = [part for part in shapely.get_parts(area) if shapely.get_dimensions(part) == 2]
    return shapely.union_all(parts)
