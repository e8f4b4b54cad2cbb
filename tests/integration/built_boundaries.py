"""The real build for tests: made once if it is not current, with its table, outlines and polygons."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import shapely

from infra.jurisdiction import build, outputs
from infra.jurisdiction.coverage import Areas
from infra.jurisdiction.stamp import is_current

BUILD = Path(__file__).parents[2] / "build"
TABLE = BUILD / outputs.TABLE


@cache
def built() -> Path:
    """Return the build folder, current and from the package."""
    if not is_current(BUILD):
        build.run(BUILD, print)
    return BUILD


def outline(name: str) -> dict[str, Any]:
    """Return the GeoJSON of a map layer."""
    text = (built() / outputs.MAPS / f"{name}.geojson").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def unit_areas() -> Areas:
    """Return the polygons that the table was built from."""
    return {
        feature["properties"]["code"]: shapely.from_geojson(json.dumps(feature["geometry"]))
        for feature in outline("units")["features"]
    }
