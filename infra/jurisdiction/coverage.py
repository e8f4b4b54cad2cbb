"""Areas that share their edges: overlaps and gaps closed, joined by label, rounded without a fold."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import shapely

GAP = 1000  # metres; wider gaps between the raw polygons stay open: bays and lagoons

Areas = dict[str, shapely.Geometry]
Labelled = Iterable[tuple[str, shapely.Geometry]]


def clean(areas: Sequence[shapely.Geometry]) -> list[shapely.Geometry]:
    """Close overlaps and gaps between areas in metres; an overlap goes to the smaller area."""
    return list(shapely.coverage_clean(list(areas), gap_width=GAP, merge_strategy="min_area"))


def dissolve(labelled: Labelled) -> Areas:
    """Join the areas of each label; edges shared with other labels stay as they are."""
    groups: dict[str, list[shapely.Geometry]] = defaultdict(list)
    for label, area in labelled:
        groups[label].append(area)
    return {label: shapely.coverage_union_all(groups[label]) for label in sorted(groups)}


def on_grid(areas: Areas, decimals: int) -> Areas:
    """Move every corner to a multiple of a power of ten; edges that would cross are noded there."""
    scale = 10**decimals
    edges = shapely.union_all(shapely.boundary(list(areas.values())), grid_size=1 / scale)
    edges = shapely.transform(edges, lambda ordinates: np.rint(ordinates * scale) / scale)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(edges)))
    found, owners = shapely.STRtree(list(areas.values())).query(
        shapely.point_on_surface(faces), predicate="intersects"
    )
    owner_of = dict(zip(found[::-1].tolist(), owners[::-1].tolist(), strict=True))
    codes = list(areas)
    rounded = dissolve((codes[owner], faces[face]) for face, owner in owner_of.items())
    return {code: area.normalize() for code, area in rounded.items()}


def check(areas: Areas) -> None:
    """Raise `ValueError` unless the areas are valid and share their edges."""
    geometries = list(areas.values())
    if not (shapely.is_valid(geometries).all() and shapely.coverage_is_valid(geometries)):
        raise ValueError("The areas of the units overlap or leave slivers.")
