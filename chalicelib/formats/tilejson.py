"""TileJSON 3.0: what a map client reads to find and understand a layer's tiles.

https://github.com/mapbox/tilejson-spec/tree/master/3.0.0
"""

from collections.abc import Mapping
from typing import Any

Bounds = tuple[float, float, float, float]
View = tuple[float, float, int]


def document(
    *,
    name: str,
    tiles_url: str,
    zooms: tuple[int, int],
    place: tuple[Bounds, View],
    attribution: str,
    fields: Mapping[str, str],
) -> dict[str, Any]:
    """Describe a layer.

    `tiles_url` is absolute, with {z}, {x} and {y}; `zooms` are the first and the last; `place` is the
    bounds (west, south, east, north) and the first view (lon, lat, zoom); `fields` says what each means.
    """
    first, last = zooms
    bounds, view = place
    return {
        "tilejson": "3.0.0",
        "name": name,
        "scheme": "xyz",
        "tiles": [tiles_url],
        "minzoom": first,
        "maxzoom": last,
        "bounds": list(bounds),
        "center": list(view),
        "attribution": attribution,
        "vector_layers": [{"id": "cells", "fields": dict(fields), "minzoom": first, "maxzoom": last}],
    }
