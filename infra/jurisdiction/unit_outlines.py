"""The archive of outlines: one small GeoJSON feature per unit of every level, read one at a time."""

import io
import json
import zipfile
from collections.abc import Mapping

import numpy as np
import shapely

from infra.jurisdiction.boundaries import Boundaries
from infra.jurisdiction.coverage import Areas
from infra.jurisdiction.generalising import simplified
from infra.jurisdiction.outlines import geometry, level_areas

LIMIT = 10_000  # bytes of one outline
DECIMALS = 4  # 11 m, finer than the smallest tolerance
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same content is the same file


def archive(boundaries: Boundaries) -> bytes:
    """Return a zip with `<code>.json` for every unit that has ground."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for level in range(max(len(boundaries.units[code].lineage) for code in boundaries.answering)):
            for code, feature in _features(level_areas(level, boundaries.answering, boundaries)).items():
                file.writestr(zipfile.ZipInfo(f"{code}.json", EPOCH), feature, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _features(exact: Areas) -> Mapping[str, bytes]:
    """Return the features of one level, all drawn with the tolerance that the largest needs."""

    def drawn(areas: Areas) -> dict[str, bytes]:
        return {code: _feature(code, area, exact[code]) for code, area in areas.items()}

    return drawn(simplified(exact, DECIMALS, lambda areas: max(map(len, drawn(areas).values())) <= LIMIT))


def _feature(code: str, area: shapely.Geometry, exact: shapely.Geometry) -> bytes:
    feature = {
        "type": "Feature",
        "id": code,
        "bbox": np.round(exact.bounds, 6).tolist(),
        "properties": {"code": code},
        "geometry": geometry(area, DECIMALS),
    }
    return json.dumps(feature, separators=(",", ":")).encode()
