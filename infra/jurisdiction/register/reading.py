"""From a layer to features: decoded, projected to metres, mended, and checked one by one."""

import codecs
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyogrio
import pyproj
import shapely

from infra.jurisdiction.projection import METRES
from infra.jurisdiction.register.errors import UnusableSource
from infra.jurisdiction.register.layers import BEGINS, CODE, ENDS, IDENTITY, NAME, Layer, column

POLAND = shapely.box(150_000, 100_000, 880_000, 850_000)  # EPSG:2180, with sea; no room for swapped axes
CODE_LENGTHS = {"A01": 2, "A02": 4, "A03": 7}
GDAL = {
    "GML_FIELDTYPES": "ALWAYS_STRING",  # a code keeps its leading zero
    "GML_CONSIDER_EPSG_AS_URN": "YES",  # every way to write EPSG:2180 means northing, easting
    "GML_DOWNLOAD_SCHEMA": "NO",
}


@dataclass(frozen=True, slots=True)
class Feature:
    """An area in metres with what the register says of it; `since` is YYYYMMDD or empty."""

    label: str
    identity: str
    code: str
    name: str
    since: str
    area: shapely.Geometry


def set_up_gdal() -> None:
    """Make GDAL read GML as the register means it, and never reach for the network."""
    pyogrio.set_gdal_config_options(GDAL)


def read_layer(layer: Layer) -> list[Feature]:
    """Return the features in force; raise `UnusableSource` for whatever cannot be trusted."""
    meta, ids, shapes, fields = _read(layer)
    columns = dict(zip(meta["fields"].tolist(), fields, strict=True))
    areas = _in_metres(layer, meta["crs"], shapes)
    features = [
        _feature(layer, index, int(number), columns, area)
        for index, (number, area) in enumerate(zip(ids, areas, strict=True))
        if _in_force(columns, index)
    ]
    if not features:
        raise UnusableSource(f"Layer {layer.name} has no features in force.")
    _refuse_duplicates(layer, features)
    return features


def _read(layer: Layer) -> tuple[dict[str, Any], Any, Any, Sequence[Any]]:
    last: Exception | None = None
    for encoding in _encodings(layer):
        try:
            meta, ids, shapes, fields = pyogrio.raw.read(
                layer.path, layer=layer.name, encoding=encoding, force_2d=True, return_fids=True
            )
        except UnicodeDecodeError as error:
            last = error
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, RuntimeError) as error:
            raise UnusableSource(f"Layer {layer.name} cannot be read: the file is damaged.") from error
        else:
            return meta, ids, shapes, fields
    raise UnusableSource(f"Layer {layer.name} has text in an unknown encoding.") from last


def _encodings(layer: Layer) -> list[str | None]:
    """Return what to try: of a shapefile the .cpg's word, or UTF-8 and then the old Polish Windows'."""
    if layer.path.suffix.lower() != ".shp":
        return [None]
    said = next(
        (p for p in layer.path.parent.iterdir() if p.stem == layer.path.stem and p.suffix.lower() == ".cpg"),
        None,
    )
    if said is None:
        return ["UTF-8", "cp1250"]
    word = said.read_text(encoding="ascii", errors="replace").strip().lower()
    name = f"cp{word.rsplit(maxsplit=1)[-1]}" if word[-4:].isdigit() and word[:4] != "8859" else word
    try:
        return [codecs.lookup(name).name]
    except LookupError:
        raise UnusableSource(f"Layer {layer.name} names an unknown encoding: {word!r}.") from None


def _in_metres(layer: Layer, crs: str | None, shapes: Any) -> list[shapely.Geometry]:
    if not crs:
        raise UnusableSource(f"Layer {layer.name} does not say its coordinate system (.prj or srsName).")
    try:
        project = pyproj.Transformer.from_crs(pyproj.CRS.from_user_input(crs), METRES, always_xy=True)
    except pyproj.exceptions.ProjError as error:
        raise UnusableSource(f"Layer {layer.name} has an unknown coordinate system.") from error
    raw = shapely.from_wkb(shapes)
    return list(shapely.transform(raw, lambda xy: np.column_stack(project.transform(xy[:, 0], xy[:, 1]))))


def _feature(
    layer: Layer, index: int, number: int, columns: dict[str, Any], area: shapely.Geometry
) -> Feature:
    label = f"layer {layer.name}, feature {number}"
    code = _text(columns, CODE, index)
    if layer.part in CODE_LENGTHS:
        code = code.zfill(CODE_LENGTHS[layer.part])
        if len(code) != CODE_LENGTHS[layer.part] or not code.replace("_", "0").isdigit() or not int(code[:2]):
            raise UnusableSource(
                f"In {label}, {code!r} is no TERYT code of {CODE_LENGTHS[layer.part]} digits."
            )
    if layer.part == "UNITS" and not code:
        raise UnusableSource(f"In {label}, the column 'code' is empty.")
    identity, name = _text(columns, IDENTITY, index), _text(columns, NAME, index)
    if layer.part[0] == "K":
        for value, column_names in ((identity, IDENTITY[:2]), (name, NAME[:1])):
            if not value:
                raise UnusableSource(f"In {label}, there is no {' or '.join(map(str.upper, column_names))}.")
    since = _text(columns, BEGINS, index)
    return Feature(f"{label} ({name or code})", identity, code, name, since, _mended(label, area))


def _mended(label: str, area: shapely.Geometry | None) -> shapely.Geometry:
    """Return the polygons of a valid area; a ring that crosses itself is cut where it does."""
    if area is None or area.is_empty:
        raise UnusableSource(f"In {label}, there is no polygon.")
    if not np.isfinite(shapely.get_coordinates(area)).all() or not POLAND.contains(shapely.box(*area.bounds)):
        raise UnusableSource(f"In {label}, the polygon lies outside Poland: is the coordinate system right?")
    parts = shapely.get_parts(shapely.make_valid(area))
    polygons = parts[shapely.get_dimensions(parts) == 2]
    if not len(polygons):
        raise UnusableSource(f"In {label}, the shape is no polygon.")
    return shapely.union_all(polygons) if len(polygons) > 1 else polygons[0]


def _in_force(columns: dict[str, Any], index: int) -> bool:
    """Tell whether no end of validity has come; "0" stands for none."""
    today = f"{date.today():%Y%m%d}"  # noqa: DTZ011 - the register counts days in Poland
    ends = [_text(columns, (name,), index).replace("-", "")[:8] for name in ENDS]
    return all(not end.isdigit() or int(end) == 0 or end > today for end in ends)


def _text(columns: dict[str, Any], wanted: Sequence[str], index: int) -> str:
    name = column(columns, wanted)
    value = None if name is None else columns[name][index]
    return "" if value is None or value != value else str(value).strip()  # noqa: PLR0124 - NaN and NaT


def _refuse_duplicates(layer: Layer, features: Sequence[Feature]) -> None:
    seen: dict[str, str] = {}
    for feature in features:
        key = feature.identity if layer.part[0] == "K" else feature.code
        if key and key in seen:
            raise UnusableSource(f"The code {key} comes twice: in {seen[key]} and in {feature.label}.")
        seen[key] = feature.label
