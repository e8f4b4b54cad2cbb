"""Small files in every form the register is published in, of a made-up corner of Mazovia.

Squares of 10 km; the south-west corner of the first lies at easting 700 km, northing 480 km:

    ┌────┬────┬────┐
    │ S2 │ G  │    │   S1 + S2: Siedlce (powiaty 1464 and 1426), B: Białobrzegi (1401),
    ├────┼────┤    │   G: Grodzisk Mazowiecki (1405)
    │ S1 │ B  │    │
    └────┴────┴────┘
"""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pyogrio
import pyproj
import shapely

WEST, SOUTH, SIDE = 700_000, 480_000, 10_000

UNITS = """code;name;type;parent;teryt;districts;approximate
14;Komenda Wojewódzka Policji z siedzibą w Radomiu;KWP;;;;
KSP;Komenda Stołeczna Policji;KSP;;;;
1401;Komenda Powiatowa Policji w Białobrzegach;KPP;14;1401;;
1405;Komenda Powiatowa Policji w Grodzisku Mazowieckim;KPP;KSP;1405;;
1464;Komenda Miejska Policji w Siedlcach;KMP;14;1426 1464;;
"""

Row = Mapping[str, str]
Record = tuple[Row, shapely.Geometry]


def square(
    column: float, row: float, width: float = 1, height: float = 1, shift: float = 0
) -> shapely.Geometry:
    """Return a square or oblong in EPSG:2180, moved east and north by so many metres."""
    west, south = WEST + SIDE * column + shift, SOUTH + SIDE * row + shift
    return shapely.box(west, south, west + SIDE * width, south + SIDE * height)


def police(identity: str, name: str, **more: str) -> Row:
    """Return the attributes of a feature of a K layer."""
    return {"JPT_KOD_JE": "?", "JPT_NAZWA_": name, "IIP_IDENTY": identity, "WERSJA_OD": "20240101", **more}


def powiat(code: str, name: str) -> Row:
    """Return the attributes of a feature of an A layer."""
    return {"JPT_KOD_JE": code, "JPT_NAZWA_": name, "IIP_IDENTY": f"a-{code}", "WERSJA_OD": "20230101"}


COUNTY_UNITS: list[Record] = [
    (police("id-s", "KMP w Siedlcach"), square(0, 0, 1, 2)),
    (police("id-b", "Komenda Powiatowa Policji w Białobrzegach"), square(1, 0)),
    (police("id-g", "Komenda Powiatowa Policji w Grodzisku Mazowieckim"), square(1, 1)),
]
POWIATY: list[Record] = [
    (powiat("1464", "powiat Siedlce"), square(0, 0)),
    (powiat("1426", "powiat siedlecki"), square(0, 1)),
    (powiat("1401", "powiat białobrzeski"), square(1, 0)),
    (powiat("1405", "powiat grodziski"), square(1, 1)),
]
COMMISSARIATS: list[Record] = [
    (police("id-k1", "Komisariat Policji w Mordach"), square(0, 1)),
    (police("id-k2", "Komisariat I Policji w Siedlcach"), square(0, 0, 0.5)),
    (police("id-p1", "Posterunek Policji w Zbuczynie"), square(0.1, 1.1, 0.5, 0.5)),
]


def write(
    path: Path, records: Sequence[Record], *, crs: str = "EPSG:2180", encoding: str | None = None
) -> Path:
    """Write a shapefile, GeoJSON or GeoPackage by the name's ending, in another system if asked for."""
    project = pyproj.Transformer.from_crs("EPSG:2180", crs, always_xy=True)
    areas = shapely.transform(
        [shapely.MultiPolygon([area]) if area.geom_type == "Polygon" else area for _, area in records],
        lambda xy: np.column_stack(project.transform(xy[:, 0], xy[:, 1])),
    )
    fields = list(records[0][0])
    path.parent.mkdir(parents=True, exist_ok=True)
    pyogrio.raw.write(
        path,
        np.array(shapely.to_wkb(areas), dtype=object),
        [np.array([row[name] for row, _ in records], dtype=object) for name in fields],
        fields,
        geometry_type="MultiPolygon",
        crs=crs,
        layer=path.stem,
        encoding=encoding,
        append=path.suffix == ".gpkg" and path.exists(),
    )
    return path


def gml(
    path: Path, layer: str, records: Sequence[Record], *, version: str, srs: str, northing_first: bool
) -> Path:
    """Write GML 3.2 or 3.1.1 as a web feature service of the register answers."""
    space = "http://www.opengis.net/gml/3.2" if version == "3.2" else "http://www.opengis.net/gml"
    members = [
        _member(layer, number, row, area, srs, northing_first=northing_first)
        for number, (row, area) in enumerate(records)
    ]
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<wfs:FeatureCollection '
        f'xmlns:wfs="http://www.opengis.net/wfs" xmlns:gml="{space}" xmlns:ms="http://mapserver.gis.umn.edu/mapserver">{"".join(members)}'
        "</wfs:FeatureCollection>",
        encoding="utf-8",
    )
    return path


def _member(
    layer: str, number: int, row: Row, area: shapely.Geometry, srs: str, *, northing_first: bool
) -> str:
    ordinates = [(y, x) if northing_first else (x, y) for x, y in area.exterior.coords]
    places = " ".join(f"{one} {other}" for one, other in ordinates)
    attributes = "".join(f"<ms:{name}>{value}</ms:{name}>" for name, value in row.items())
    return (
        f'<gml:featureMember><ms:{layer} gml:id="{layer}.{number}"><ms:geom>'
        f'<gml:MultiSurface srsName="{srs}">'
        f"<gml:surfaceMember><gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>{places}</gml:posList>"
        "</gml:LinearRing></gml:exterior></gml:Polygon></gml:surfaceMember></gml:MultiSurface></ms:geom>"
        f"{attributes}</ms:{layer}></gml:featureMember>"
    )


def zipped(folder: Path, archive: Path) -> Path:
    """Pack all files of a folder."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                file.write(path, path.relative_to(folder))
    return archive
