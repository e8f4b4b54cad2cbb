"""The state register comes in as it is published, and what cannot be trusted is refused in one sentence."""

import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import shapely

from chalicelib.adapters.unit_directory import load_jurisdiction, load_units, units_beside
from chalicelib.adapters.unit_outlines import UnitOutlines
from infra.jurisdiction import build, coverage
from infra.jurisdiction.boundaries import Boundaries
from infra.jurisdiction.outputs import TABLE
from infra.jurisdiction.projection import to_degrees, to_metres
from infra.jurisdiction.register import recipe
from infra.jurisdiction.register.errors import UnusableSource
from infra.jurisdiction.stamp import Origin
from infra.jurisdiction.units_list import listed
from tests.integration.register_files import (
    COMMISSARIATS,
    COUNTY_UNITS,
    POWIATY,
    UNITS,
    Record,
    gml,
    police,
    powiat,
    square,
    write,
    zipped,
)

K02 = "K02_Komenda_powiatowa_policji"
K05 = "K05_Komisariat_policji"
A02 = "A02_Granice_powiatow"
A03 = "A03_Granice_gmin"
EXPECTED = {"1401": square(1, 0), "1405": square(1, 1), "1464": square(0, 0, 1, 2)}
MORDY, SIEDLCE, ZBUCZYN = "1464-Kefb7a1", "1464-K79071b", "1464-P30e84a"


@pytest.fixture
def units(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(UNITS, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "published"
    path.mkdir()
    return path


def imported(source: Path, units: Path) -> Boundaries:
    found = recipe.boundaries(source, units, lambda _: None)
    coverage.check(found.answering)
    return found


def off_by(found: Boundaries, expected: Mapping[str, shapely.Geometry]) -> float:
    """Return the share of ground, in the worst unit, that differs; units must be the same."""
    assert list(found.answering) == sorted(expected)
    ours = {code: to_metres(area) for code, area in found.answering.items()}
    return float(max((ours[code] ^ area).area / area.area for code, area in expected.items()))


@pytest.mark.parametrize("crs", ["EPSG:2180", "EPSG:4258", "EPSG:4326", "EPSG:2178"])
@pytest.mark.parametrize("ending", ["shp", "geojson", "gpkg"])
def test_a_file_is_read_in_its_own_coordinate_system(
    folder: Path, units: Path, ending: str, crs: str
) -> None:
    if (ending, crs) != ("geojson", "EPSG:2178"):
        source = write(folder / f"{K02}.{ending}", COUNTY_UNITS, crs=crs)

        assert off_by(imported(source, units), EXPECTED) < 1e-3


@pytest.mark.parametrize("version", ["3.2", "3.1.1"])
@pytest.mark.parametrize(
    ("srs", "northing_first"),
    [
        ("urn:ogc:def:crs:EPSG::2180", True),
        ("http://www.opengis.net/def/crs/EPSG/0/2180", True),
        ("EPSG:2180", True),
        ("http://www.opengis.net/gml/srs/epsg.xml#2180", False),
    ],
)
def test_gml_is_read_in_the_axis_order_of_its_srs_name(
    folder: Path, units: Path, version: str, srs: str, *, northing_first: bool
) -> None:
    path = folder / "answer.gml"

    source = gml(path, K02, COUNTY_UNITS, version=version, srs=srs, northing_first=northing_first)

    assert off_by(imported(source, units), EXPECTED) < 1e-3


def test_a_leading_zero_of_a_code_survives_gml(folder: Path, tmp_path: Path) -> None:
    units = tmp_path / "list.csv"
    units.write_text(
        UNITS.replace("1401", "0201").replace(";14;0201", ";02;0201").replace("14;Kom", "02;Kom", 1)
    )
    units.write_text(units.read_text().replace("KMP;14;", "KMP;02;"))
    records = [(powiat(row["JPT_KOD_JE"].replace("1401", "0201"), "x"), area) for row, area in POWIATY]
    source = gml(
        folder / "a.gml", A02, records, version="3.2", srs="urn:ogc:def:crs:EPSG::2180", northing_first=True
    )

    assert "0201" in imported(source, units).answering


def test_archives_within_archives_and_several_layers_are_read(
    folder: Path, units: Path, tmp_path: Path
) -> None:
    write(folder / "K" / f"{K02}.shp", COUNTY_UNITS)
    (folder / "outer").mkdir()
    zipped(folder / "K", folder / "outer" / "granice.zip")
    write(folder / "outer" / f"{A02}.shp", POWIATY, crs="EPSG:4258")
    (folder / "outer" / "read me.txt").write_text("no data")
    (folder / "outer" / f"{A02}.shp.xml").write_text("<metadata/>")

    found = imported(zipped(folder / "outer", tmp_path / "all.zip"), units)

    assert off_by(found, EXPECTED) < 1e-3
    assert list(found.powiaty) == ["1401", "1405", "1426", "1464"]


@pytest.mark.parametrize(
    ("encoding", "cpg"),
    [("UTF-8", "UTF-8"), ("UTF-8", None), ("cp1250", "1250"), ("cp1250", "ANSI 1250"), ("cp1250", None)],
)
def test_polish_letters_are_read_in_either_encoding(
    folder: Path, units: Path, encoding: str, cpg: str | None
) -> None:
    source = write(folder / f"{K02}.shp", [*COUNTY_UNITS], encoding=encoding)
    write(
        folder / f"{K05}.shp",
        [(police("1", "Komisariat Policji w Łąćź"), square(1, 1, 0.5))],
        encoding=encoding,
    )
    for path in folder.glob("*.cpg"):
        path.write_text(cpg) if cpg else path.unlink()

    found = imported(zipped(folder, units.parent / "all.zip"), units)

    assert source.exists()
    assert "Komisariat Policji w Łąćź" in {unit.name for unit in found.units.values()}


def test_an_unknown_encoding_is_refused(folder: Path, units: Path) -> None:
    source = write(folder / f"{K02}.shp", COUNTY_UNITS)
    source.with_suffix(".cpg").write_text("Klingon")

    with pytest.raises(UnusableSource, match=f"{K02} names an unknown encoding: 'klingon'"):
        imported(source, units)


def test_units_are_matched_by_name_however_it_is_written(folder: Path, units: Path) -> None:
    names = [
        "KMP Siedlcach",
        "KOMENDA POWIATOWA POLICJI W BIAŁOBRZEGACH",
        "KPP z siedzibą w Grodzisku  Mazowieckim",
    ]
    records = [
        (police(str(n), name), area)
        for n, (name, (_, area)) in enumerate(zip(names, COUNTY_UNITS, strict=True))
    ]

    found = imported(write(folder / f"{K02}.shp", records), units)

    assert off_by(found, EXPECTED) < 1e-3
    assert [found.units[code].register_id for code in ("1464", "1401", "1405")] == ["0", "1", "2"]


def test_a_unit_is_known_by_its_identity_whatever_its_name(folder: Path, units: Path) -> None:
    first = imported(write(folder / f"{K02}.shp", COUNTY_UNITS), units)
    renamed = [({**row, "JPT_NAZWA_": f"new name {n}"}, area) for n, (row, area) in enumerate(COUNTY_UNITS)]
    (units.parent / "again.csv").write_text(listed(first.units.values()), encoding="utf-8")

    again = imported(write(folder / "again" / f"{K02}.shp", renamed), units.parent / "again.csv")

    assert off_by(again, EXPECTED) < 1e-3
    assert again.units["1464"].name == "Komenda Miejska Policji w Siedlcach"


def test_a_unit_with_a_name_of_its_own_is_matched_by_place(folder: Path, units: Path, tmp_path: Path) -> None:
    renamed = [({**row, "JPT_NAZWA_": f"Jednostka {n}"}, area) for n, (row, area) in enumerate(COUNTY_UNITS)]
    write(folder / f"{K02}.shp", renamed)
    write(folder / f"{A02}.shp", POWIATY)

    found = imported(zipped(folder, tmp_path / "all.zip"), units)

    assert off_by(found, EXPECTED) < 1e-3
    assert found.units["1464"].register_id == "id-s"


def test_a_unit_that_the_list_lacks_is_reported_and_its_ground_goes_by_powiat(
    folder: Path, units: Path, tmp_path: Path
) -> None:
    odd = (police("id-x", "Komenda Powiatowa Policji w Nowym"), square(1, 0, 0.3, 0.3))
    write(folder / f"{K02}.shp", [COUNTY_UNITS[0], COUNTY_UNITS[2], odd])
    write(folder / f"{A02}.shp", POWIATY)
    write(folder / "K01_Komenda_wojewodzka_policji.shp", [(police("g", "KWP Radom"), square(0, 0, 2, 2))])
    said: list[str] = []

    found = recipe.boundaries(zipped(folder, tmp_path / "all.zip"), units, said.append)

    assert off_by(found, EXPECTED) < 1e-3
    (note,) = [text for text in said if text.startswith("note:")]
    assert "w Nowym), identity id-x, mostly in KWP Radom, mostly in powiat 1401" in note


@pytest.mark.parametrize("layer", [A02, A03, "powiaty"])
def test_without_jurisdictions_the_powiaty_or_gminy_decide(folder: Path, units: Path, layer: str) -> None:
    more = "011" if layer == A03 else ""
    records = [(powiat(row["JPT_KOD_JE"] + more, "x"), area) for row, area in POWIATY]

    found = imported(write(folder / f"{layer}.gpkg", records), units)

    assert off_by(found, EXPECTED) < 1e-3


@pytest.mark.parametrize("ending", ["geojson", "gpkg"])
def test_areas_with_codes_of_our_own_units_are_taken_as_they_are(
    folder: Path, units: Path, ending: str
) -> None:
    records = [({"code": code}, area) for code, area in EXPECTED.items()]

    assert off_by(imported(write(folder / f"mine.{ending}", records), units), EXPECTED) < 1e-3


def test_commissariats_answer_for_their_ground_and_stand_under_the_unit_they_lie_in(
    folder: Path, units: Path, tmp_path: Path
) -> None:
    write(folder / f"{K02}.shp", COUNTY_UNITS)
    write(folder / f"{K05}.shp", COMMISSARIATS)

    found = imported(zipped(folder, tmp_path / "all.zip"), units)

    post = square(0.1, 1.1, 0.5, 0.5)
    assert (
        off_by(
            found,
            {
                **EXPECTED,
                "1464": square(0.5, 0, 0.5),
                MORDY: square(0, 1) - post,
                SIEDLCE: square(0, 0, 0.5),
                ZBUCZYN: post,
            },
        )
        < 1e-3
    )
    assert {code: found.units[code].path for code in (MORDY, SIEDLCE, ZBUCZYN)} == {
        MORDY: f"14/1464/{MORDY}",
        SIEDLCE: f"14/1464/{SIEDLCE}",
        ZBUCZYN: f"14/1464/{MORDY}/{ZBUCZYN}",
    }


def test_a_commissariat_drawn_loosely_stays_within_its_unit_and_leaves_no_slivers(
    folder: Path, units: Path, tmp_path: Path
) -> None:
    write(folder / f"{K02}.shp", COUNTY_UNITS)
    write(folder / f"{K05}.shp", [(police("id-k1", "Komisariat Policji w Mordach"), square(0, 1, shift=15))])

    found = imported(zipped(folder, tmp_path / "all.zip"), units)

    assert off_by(found, {**EXPECTED, "1464": square(0, 0), MORDY: square(0, 1)}) < 5e-3
    assert shapely.get_num_geometries(list(found.answering.values())).tolist() == [1, 1, 1, 1]


def test_an_operator_may_rename_a_commissariat_and_import_again(
    folder: Path, units: Path, tmp_path: Path
) -> None:
    write(folder / f"{K02}.shp", COUNTY_UNITS)
    write(folder / f"{K05}.shp", COMMISSARIATS[:1])
    source = zipped(folder, tmp_path / "all.zip")
    text = listed(imported(source, units).units.values())
    text = text.replace(MORDY, "1464-K03").replace("Komisariat Policji w Mordach", "KP Mordy")
    units.write_text(text.replace(";;id-k1", ";tel:+48255550100;id-k1"), encoding="utf-8")

    unit = imported(source, units).units["1464-K03"]

    assert (unit.name, unit.path, unit.contacts) == ("KP Mordy", "14/1464/1464-K03", ("tel:+48255550100",))


def test_rings_that_cross_themselves_are_mended(folder: Path, units: Path) -> None:
    west, south = square(1, 0).bounds[:2]
    bow = [(0, 0), (1, 0), (1, 1), (0.1, 1), (0, 0.8), (0.1, 0.8), (0, 1)]
    ring = shapely.Polygon([(west + x * 1e4, south + y * 1e4) for x, y in bow])
    records = [COUNTY_UNITS[0], (COUNTY_UNITS[1][0], ring), COUNTY_UNITS[2]]
    assert not ring.is_valid

    found = imported(write(folder / f"{K02}.shp", records), units)

    assert off_by(found, EXPECTED) < 0.02


def test_overlaps_and_gaps_are_closed(folder: Path, units: Path) -> None:
    loose: list[Record] = [(row, area.buffer(150, join_style="mitre")) for row, area in COUNTY_UNITS[:2]]
    loose.append((COUNTY_UNITS[2][0], COUNTY_UNITS[2][1].buffer(-300, join_style="mitre")))
    around = (police("id-r", "Komenda Miejska Policji w Radomiu"), square(-1, -1, 4, 4) - square(0, 0, 2, 2))
    units.write_text(
        units.read_text("utf-8") + "1463;Komenda Miejska Policji w Radomiu;KMP;14;1463;;\n", "utf-8"
    )

    found = imported(write(folder / f"{K02}.shp", [*loose, around]), units)

    assert sum(to_metres(area).area for area in found.answering.values()) == pytest.approx(16e8, rel=1e-4)
    assert off_by(found, {**EXPECTED, "1463": around[1]}) < 0.12


def test_a_feature_out_of_force_is_left_out(folder: Path, units: Path) -> None:
    now = [({**row, "WAZNY_DO": "0"}, area) for row, area in COUNTY_UNITS]
    then = ({**COUNTY_UNITS[0][0], "WAZNY_DO": "20191231"}, square(1, 1))

    assert off_by(imported(write(folder / f"{K02}.shp", [*now, then]), units), EXPECTED) < 1e-3


def named(index: int, **changes: str) -> list[Record]:
    """Return the county-level units with attributes of one of them changed."""
    return [({**row, **changes} if n == index else row, area) for n, (row, area) in enumerate(COUNTY_UNITS)]


def moved(east: float, north: float) -> list[Record]:
    """Return the county-level units with the second one moved by so many metres."""
    row, area = COUNTY_UNITS[1]
    return [
        COUNTY_UNITS[0],
        (row, shapely.transform(area, lambda xy: xy + np.array([east, north]))),
        COUNTY_UNITS[2],
    ]


@pytest.mark.parametrize(
    ("records", "message"),
    [
        (
            named(1, IIP_IDENTY="id-s"),
            r"code id-s comes twice: in layer K02\S*, feature 0 \(KMP w Siedlcach\)",
        ),
        (named(1, IIP_IDENTY=""), "In layer K02.*, feature 1, there is no IIP_IDENTY or JPT_ID"),
        (named(2, JPT_NAZWA_=""), "In layer K02.*, feature 2, there is no JPT_NAZWA_"),
        (moved(-600_000, 0), "In layer K02.*, feature 1, the polygon lies outside Poland"),
        (
            named(1, JPT_NAZWA_="KMP w Siedlcach"),
            r"unit 1464 has two areas; the second is in layer K02\S*, feature 1",
        ),
        (COUNTY_UNITS[:2], "no area for 1 units of the list, such as 1405"),
        (named(1, JPT_NAZWA_="KPP w Nigdzie"), "such as 1401.*no unit of the list matches layer K02"),
    ],
)
def test_a_feature_that_cannot_be_trusted_is_named(
    folder: Path, units: Path, records: list[Record], message: str
) -> None:
    with pytest.raises(UnusableSource, match=message):
        imported(write(folder / f"{K02}.shp", records), units)


def test_a_missing_column_is_named(folder: Path, units: Path) -> None:
    records = [({"JPT_NAZWA_": row["JPT_NAZWA_"]}, area) for row, area in COUNTY_UNITS]

    with pytest.raises(UnusableSource, match="there is no IIP_IDENTY or JPT_ID"):
        imported(write(folder / f"{K02}.shp", records), units)


@pytest.mark.parametrize("code", ["14", "140X", "00", ""])
def test_a_wrong_teryt_code_is_named(folder: Path, units: Path, code: str) -> None:
    records = [(powiat(code, "x"), square(1, 0)), *POWIATY]

    with pytest.raises(
        UnusableSource, match=r"In layer A02\S*, feature 0, '.*' is no TERYT code of 4 digits"
    ):
        imported(write(folder / f"{A02}.shp", records), units)


def test_a_code_that_names_no_unit_is_refused(folder: Path, units: Path) -> None:
    records = [({"code": code}, area) for code, area in [*EXPECTED.items(), ("9999", square(3, 3))]]

    with pytest.raises(UnusableSource, match=r"feature 3 .*the code 9999 names no unit of the list"):
        imported(write(folder / "mine.geojson", records), units)


def test_a_layer_without_its_coordinate_system_is_refused(folder: Path, units: Path) -> None:
    source = write(folder / f"{K02}.shp", COUNTY_UNITS)
    source.with_suffix(".prj").unlink()

    with pytest.raises(UnusableSource, match=f"Layer {K02} does not say its coordinate system"):
        imported(source, units)


def test_a_layer_of_points_is_refused(folder: Path, units: Path) -> None:
    path = folder / f"{K02}.geojson"
    path.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"IIP_IDENTY":"1",'
        '"JPT_NAZWA_":"KPP"},"geometry":{"type":"Point","coordinates":[21,52]}}]}'
    )

    with pytest.raises(UnusableSource, match="feature 0, the shape is no polygon"):
        imported(path, units)


def test_a_file_without_the_layers_is_refused(folder: Path, units: Path) -> None:
    source = write(folder / f"{K05}.shp", COMMISSARIATS)

    with pytest.raises(UnusableSource, match=f"lacks layers: it needs K02.*known layers found: {K05}"):
        imported(source, units)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"not a zip at all"])
def test_a_broken_archive_is_refused(folder: Path, units: Path, content: bytes) -> None:
    (folder / "prg.zip").write_bytes(content)

    with pytest.raises(UnusableSource, match=r"prg\.zip: the archive is broken or no zip file"):
        imported(folder / "prg.zip", units)


def test_an_archive_with_a_damaged_member_is_refused(folder: Path, units: Path, tmp_path: Path) -> None:
    write(folder / f"{K02}.shp", COUNTY_UNITS)
    archive = zipped(folder, tmp_path / "prg.zip")
    damaged = bytearray(archive.read_bytes())
    with zipfile.ZipFile(archive) as file:
        member = file.getinfo(f"{K02}.dbf")
    start = member.header_offset + 30 + len(member.filename) + 5
    damaged[start : start + 20] = bytes(20)
    archive.write_bytes(damaged)

    with pytest.raises(UnusableSource, match=r"prg\.zip: the archive is broken"):
        imported(archive, units)


def test_an_archive_without_data_is_refused(folder: Path, units: Path, tmp_path: Path) -> None:
    (folder / "read me.txt").write_text("nothing")

    with pytest.raises(UnusableSource, match="there is no data file in it"):
        imported(zipped(folder, tmp_path / "prg.zip"), units)


def test_a_shapefile_cut_short_is_refused(folder: Path, units: Path) -> None:
    source = write(folder / f"{K02}.shp", COUNTY_UNITS)
    source.write_bytes(source.read_bytes()[:50])
    source.with_suffix(".shx").unlink()

    with pytest.raises(UnusableSource, match=K02):
        imported(source, units)


def test_the_artifact_carries_the_imported_units(folder: Path, units: Path, tmp_path: Path) -> None:
    write(folder / f"{K02}.shp", COUNTY_UNITS)
    write(folder / f"{K05}.shp", COMMISSARIATS)
    source = zipped(folder, tmp_path / "all.zip")

    build.run(tmp_path / "build", lambda _: None, Origin(source, units))

    table = tmp_path / "build" / TABLE
    jurisdiction, known = load_jurisdiction(table), load_units(units_beside(table))
    place = to_degrees(square(0.2, 1.2, 0.1, 0.1).centroid)
    unit = known[jurisdiction.locate(place.y, place.x)]
    assert unit.path == f"14/1464/{MORDY}/{ZBUCZYN}"
    assert jurisdiction.edition.attribution == "Granice: Państwowy Rejestr Granic, GUGiK"
    assert jurisdiction.edition.vintage == "20240101"
    assert UnitOutlines.beside(table).outline("14")["bbox"] == pytest.approx(
        [21.924, 52.142, 22.223, 52.33], abs=2e-3
    )
    assert UnitOutlines.beside(table).outline(MORDY)["geometry"]["type"] == "Polygon"


def test_the_command_says_what_it_does_and_remembers_the_source(
    folder: Path, units: Path, tmp_path: Path
) -> None:
    source = write(folder / f"{A02}.shp", POWIATY)
    made = ["--build", str(tmp_path / "build")]

    first = command("--source", str(source), "--units", str(units), *made)
    again = command(*made)

    assert (first.returncode, first.stderr) == (0, "")
    assert "summary: 3 county-level units (0 by their own areas, 0 approximate)" in first.stdout
    assert again.stdout == "jurisdiction: everything is current\n"


@pytest.mark.parametrize(
    ("source", "message"), [("nowhere.zip", "There is no file"), ("list.csv", "there is no data file in it")]
)
def test_the_command_refuses_in_one_sentence(units: Path, source: str, message: str) -> None:
    done = command("--source", str(units.parent / source), "--build", str(units.parent / "build"))

    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert message in done.stderr
    assert not (units.parent / "build").exists()


def test_the_command_has_help() -> None:
    done = command("--help")

    assert done.returncode == 0
    assert "--source" in done.stdout
    assert "PRG" in done.stdout


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "infra.jurisdiction", *arguments],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
