"""The recipe that imports the state register: unpack, read, match with the list of units, cover, round."""

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from chalicelib.adapters.unit_directory import load_units
from chalicelib.domain.unit import COUNTY, Unit
from infra.jurisdiction import coverage
from infra.jurisdiction.boundaries import Boundaries, Say
from infra.jurisdiction.projection import to_degrees
from infra.jurisdiction.register.archive import unpack
from infra.jurisdiction.register.county_units import Ground, county_ground, powiaty_of
from infra.jurisdiction.register.layers import PARTS, find_layers
from infra.jurisdiction.register.local_units import Locals, local_ground
from infra.jurisdiction.register.reading import Feature, read_layer, set_up_gdal

DECIMALS = 6  # 0.1 m, the grid of the run-time table
USED = ("UNITS", "K04", "K02", "A02", "A03", "K01", "K03", "K05")
LICENCE = "Free of charge, no licence needed: art. 40a ust. 2 Prawo geodezyjne i kartograficzne"
ATTRIBUTION = "Granice: Państwowy Rejestr Granic, GUGiK"

Features = Mapping[str, list[Feature]]


def boundaries(source: Path, units: Path, say: Say) -> Boundaries:
    """Return the areas of a file of the register; raise `UnusableSource` or `UnreadableDirectory`."""
    known = load_units(units)
    features = _features(source, say)
    powiaty = powiaty_of(features)
    say("matching the areas with the units")
    ground = county_ground(features, known, powiaty)
    say("cutting out commissariats" if "K05" in features else "there are no commissariats (K05)")
    local = local_ground(features.get("K05", ()), known, ground)
    for note in ground.notes:
        say(f"note: {note}")
    say(_summary(ground, local))
    answering = local.answering
    if local.units:
        answering = dict(zip(answering, coverage.clean(list(answering.values())), strict=True))
    say(f"rounding the corners to {10**-DECIMALS:g} degree")
    return Boundaries(
        answering=coverage.on_grid(_in_degrees(answering), DECIMALS),
        powiaty=_in_degrees(powiaty),
        units=_units(known, ground, local),
        edition=_edition(features),
    )


def _features(source: Path, say: Say) -> Features:
    """Read the layers in use; gminy only where there are no powiaty."""
    set_up_gdal()
    features: dict[str, list[Feature]] = {}
    with tempfile.TemporaryDirectory() as folder:
        say(f"unpacking {source.name}")
        layers = find_layers(unpack(source, Path(folder)))
        parts = {layer.part for layer in layers}
        for layer in sorted(layers, key=lambda layer: (layer.part, layer.name)):
            if layer.part not in USED or (layer.part == "A03" and "A02" in parts):
                say(f"layer {layer.name} ({PARTS[layer.part]}) is not needed")
                continue
            read = read_layer(layer)
            say(f"layer {layer.name} ({PARTS[layer.part]}): {len(read):,} features")
            features.setdefault(layer.part, []).extend(read)
    return features


def _units(known: Mapping[str, Unit], ground: Ground, local: Locals) -> Mapping[str, Unit]:
    """Return the list with what the import found out; a listed unit keeps name, parent and contacts."""
    units = {
        code: replace(
            unit,
            approximate=code in ground.approximate if unit.type.level == COUNTY else unit.approximate,
            register_id=ground.identities.get(code) or unit.register_id,
        )
        for code, unit in known.items()
    }
    return units | {unit.code: unit for unit in local.units}


def _edition(features: Features) -> dict[str, str]:
    newest = max((feature.since[:10] for part in features.values() for feature in part), default="")
    parts = ", ".join(sorted(part for part in features if part != "UNITS"))
    return {
        "source": f"Państwowy Rejestr Granic (PRG), GUGiK{f'; layers {parts}' if parts else ''}",
        "vintage": newest or "unknown",
        "licence": LICENCE,
        "attribution": ATTRIBUTION,
    }


def _summary(ground: Ground, local: Locals) -> str:
    return (
        f"summary: {len(ground.areas)} county-level units ({len(ground.identities)} by their own areas, "
        f"{len(ground.approximate)} approximate), {len(local.units)} commissariats and posts, "
        f"{len(ground.notes)} notes"
    )


def _in_degrees(areas: coverage.Areas) -> coverage.Areas:
    return {code: to_degrees(area) for code, area in areas.items()}
