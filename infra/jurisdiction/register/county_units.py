"""Which ground each county-level unit answers for: its own layer first, whole powiaty where there is none."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely

from chalicelib.domain.unit import COUNTY, Unit
from infra.jurisdiction import coverage
from infra.jurisdiction.coverage import Areas
from infra.jurisdiction.facts import vistula, warsaw_places
from infra.jurisdiction.register.errors import UnusableSource
from infra.jurisdiction.register.names import normalised
from infra.jurisdiction.register.reading import Feature
from infra.jurisdiction.warsaw import WARSAW, split_warsaw

MOST = 0.5  # share of a feature's ground that must lie in a unit's powiaty to match by place

Features = Mapping[str, Sequence[Feature]]


@dataclass(slots=True)
class Ground:
    """Areas by unit in metres, identities in the register, what is a guess, and what was noticed."""

    areas: Areas = field(default_factory=dict)
    identities: dict[str, str] = field(default_factory=dict)
    approximate: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)


def county_ground(features: Features, units: Mapping[str, Unit], powiaty: Areas) -> Ground:
    """Return clean areas of all county-level units of the list; raise `UnusableSource` if one has none."""
    ours = {code: unit for code, unit in units.items() if unit.type.level == COUNTY}
    ground = Ground()
    for feature in features.get("UNITS", ()):
        _take(ground, _unit_by_code(feature, ours), feature)
    for feature in (*features.get("K04", ()), *features.get("K02", ())):
        code = _match(feature, ours, powiaty)
        if code is None:
            ground.notes.append(_unmatched(feature, features))
        else:
            _take(ground, code, feature)
    _fill_with_powiaty(ground, ours, powiaty)
    missing = [f"{code} {unit.name}" for code, unit in ours.items() if code not in ground.areas]
    if missing:
        raise UnusableSource(
            f"The source has no area for {len(missing)} units of the list, such as {missing[0]}: "
            "layer K02 names none like it, and there is no layer A02 or A03 with its powiat"
            + "".join(f"; {note}" for note in ground.notes[:1]).rstrip(".")
            + "."
        )
    codes = sorted(ground.areas)
    clean = coverage.clean([ground.areas[code] for code in codes])
    ground.areas = dict(zip(codes, clean, strict=True))
    return ground


def powiaty_of(features: Features) -> Areas:
    """Return the powiaty in metres by TERYT: of layer A02, or joined from gminy."""
    if "A02" in features:
        return {f.code: f.area for f in sorted(features["A02"], key=lambda f: f.code)}
    gminy: dict[str, list[shapely.Geometry]] = {}
    for feature in features.get("A03", ()):
        gminy.setdefault(feature.code[:4], []).append(feature.area)
    return {code: shapely.union_all(parts) for code, parts in sorted(gminy.items())}


def largest_overlap(area: shapely.Geometry, others: Areas) -> tuple[str | None, float]:
    """Return the label of the area that most of this one lies in, and the share that does."""
    codes = [code for code, other in others.items() if shapely.intersects(other, area)]
    shared = [shapely.area(shapely.intersection(others[code], area)) for code in codes]
    if not codes or not max(shared):
        return None, 0.0
    best = int(np.argmax(shared))
    return codes[best], float(shared[best] / area.area)


def _take(ground: Ground, code: str, feature: Feature) -> None:
    if code in ground.areas:
        raise UnusableSource(f"The unit {code} has two areas; the second is in {feature.label}.")
    ground.areas[code] = feature.area
    ground.identities[code] = feature.identity


def _unit_by_code(feature: Feature, ours: Mapping[str, Unit]) -> str:
    served = [code for code, unit in ours.items() if feature.code in unit.teryt]
    if feature.code in ours:
        return feature.code
    if len(served) != 1:
        raise UnusableSource(f"In {feature.label}, the code {feature.code} names no unit of the list.")
    return served[0]


def _match(feature: Feature, ours: Mapping[str, Unit], powiaty: Areas) -> str | None:
    """Return the unit with the feature's identity, else its name, else most of its ground."""
    by_identity = [code for code, unit in ours.items() if unit.register_id == feature.identity]
    form = normalised(feature.name)
    by_name = [code for code, unit in ours.items() if normalised(unit.name) == form]
    for found in (by_identity, by_name):
        if len(found) == 1:
            return found[0]
    powiat, _ = largest_overlap(feature.area, powiaty)
    by_place = [code for code, unit in ours.items() if powiat in unit.teryt]
    if len(by_place) != 1:
        return None
    whole = shapely.union_all([powiaty[code] for code in ours[by_place[0]].teryt if code in powiaty])
    enough = shapely.area(shapely.intersection(whole, feature.area)) >= MOST * max(
        whole.area, feature.area.area
    )
    return by_place[0] if enough else None


def _unmatched(feature: Feature, features: Features) -> str:
    """Say where a unit lies that the list does not have, so that an operator can add it."""
    garrisons = {g.name: g.area for part in ("K01", "K03") for g in features.get(part, ())}
    powiat, _ = largest_overlap(feature.area, powiaty_of(features))
    garrison, _ = largest_overlap(feature.area, garrisons)
    where = f", mostly in {garrison}" if garrison else ""
    where += f", mostly in powiat {powiat}" if powiat else ""
    return f"no unit of the list matches {feature.label}, identity {feature.identity}{where}"


def _fill_with_powiaty(ground: Ground, ours: Mapping[str, Unit], powiaty: Areas) -> None:
    """Give units without an area of their own the ground of their powiaty that no other unit has."""
    lacking = {code: unit for code, unit in ours.items() if code not in ground.areas}
    taken = shapely.union_all(list(ground.areas.values())) if lacking else shapely.Polygon()
    if WARSAW in powiaty and any(WARSAW in unit.teryt for unit in lacking.values()):
        _split(ground, powiaty[WARSAW] - taken, lacking)
    shared = Counter(powiat for unit in ours.values() for powiat in unit.teryt)
    for code, unit in lacking.items():
        own = [powiaty[powiat] for powiat in unit.teryt if powiat in powiaty and shared[powiat] == 1]
        rest = _polygons(shapely.union_all(own) - taken)
        if not rest.is_empty:
            ground.areas[code] = rest


def _split(ground: Ground, city: shapely.Geometry, lacking: Mapping[str, Unit]) -> None:
    for code, area in split_warsaw(city, warsaw_places(), vistula()).items():
        if code in lacking and not area.is_empty:
            ground.areas[code] = _polygons(area)
            ground.approximate.add(code)


def _polygons(area: shapely.Geometry) -> shapely.Geometry:
    parts: Iterable[shapely.Geometry] = shapely.get_parts(area)
    return shapely.union_all([part for part in parts if shapely.get_dimensions(part) == 2])
