"""The built table answers as the polygons it was built from, and as the map of Poland does."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.adapters.unit_directory import load_jurisdiction, load_units, units_beside
from chalicelib.adapters.unit_outlines import UnitOutlines
from chalicelib.domain.errors import OutsideCoverage
from chalicelib.domain.jurisdiction import Jurisdiction
from chalicelib.formats.jurisdiction_file import encode
from infra.jurisdiction import boxes
from infra.jurisdiction.coverage import Areas
from infra.jurisdiction.outputs import MAPS
from tests.integration.built_boundaries import BUILD, TABLE, built, outline, unit_areas

MANY = 30_000
HEADER = {"version": "", "source": "", "vintage": "", "licence": "", "attribution": ""}

Points = npt.NDArray[np.float64]  # (n, 2): lon, lat


@pytest.fixture(scope="module", autouse=True)
def _everything_is_built() -> None:
    built()


@pytest.fixture(scope="module")
def jurisdiction() -> Jurisdiction:
    return load_jurisdiction(TABLE, tolerance=0)


@pytest.fixture(scope="module")
def areas() -> Areas:
    return unit_areas()


def test_random_points_get_the_unit_of_the_polygon_around_them(
    jurisdiction: Jurisdiction, areas: Areas
) -> None:
    chance = np.random.default_rng(1)
    points = np.column_stack([chance.uniform(13.9, 24.3, MANY), chance.uniform(48.9, 55.0, MANY)])

    assert differences(jurisdiction, areas, points) == []


def test_points_close_to_corners_get_the_unit_of_the_polygon_around_them(
    jurisdiction: Jurisdiction, areas: Areas
) -> None:
    chance = np.random.default_rng(2)
    corners = chance.choice(shapely.get_coordinates(list(areas.values())), MANY)
    distance = 10 ** chance.uniform(-15, -2, (MANY, 1))
    points = corners + distance * chance.normal(size=(MANY, 2))

    assert differences(jurisdiction, areas, points) == []


def test_points_on_boundaries_get_the_smallest_code_of_the_polygons_they_touch(
    jurisdiction: Jurisdiction, areas: Areas
) -> None:
    chance = np.random.default_rng(3)
    rings = shapely.get_rings(shapely.get_parts(list(areas.values())))
    chosen = chance.choice(rings, MANY)
    along = shapely.line_interpolate_point(chosen, chance.uniform(0, 1, MANY), normalized=True)
    points = shapely.get_coordinates(along)

    assert differences(jurisdiction, areas, points) == []
    assert differences(jurisdiction, areas, points.round(5)) == []


def test_corners_get_the_smallest_code_of_the_polygons_they_touch(
    jurisdiction: Jurisdiction, areas: Areas
) -> None:
    corners = np.unique(shapely.get_coordinates(list(areas.values())), axis=0)

    assert differences(jurisdiction, areas, corners) == []


@settings(max_examples=50, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    units=st.integers(1, 40),
    step=st.tuples(st.integers(20_000, 400_000), st.integers(20_000, 400_000)),
)
def test_a_table_of_any_coverage_answers_as_its_polygons_do(
    seed: int, units: int, step: tuple[int, int]
) -> None:
    chance = np.random.default_rng(seed)
    areas = random_coverage(chance, units)
    grid, answers = boxes.build_answers(areas, step)
    table = opened(encode({**HEADER, "units": list(areas)}, grid, answers))
    corners = shapely.get_coordinates(list(areas.values()))
    points = np.vstack(
        [chance.uniform(-0.1, 1.1, (300, 2)), corners, corners + chance.normal(0, 1e-6, corners.shape)]
    )

    assert differences(table, areas, points) == []


@pytest.mark.parametrize(
    ("place", "lat", "lon", "unit"),
    [
        ("Kraków", 50.0617, 19.9373, "Komenda Miejska Policji w Krakowie"),
        ("Siedlce", 52.1677, 22.2901, "Komenda Miejska Policji w Siedlcach"),
        ("Mordy, powiat siedlecki", 52.2110, 22.5160, "Komenda Miejska Policji w Siedlcach"),
        ("Radom", 51.4027, 21.1471, "Komenda Miejska Policji w Radomiu"),
        ("Wieliczka", 49.9871, 20.0647, "Komenda Powiatowa Policji w Wieliczce"),
        ("Zakopane", 49.2992, 19.9496, "Komenda Powiatowa Policji w Zakopanem"),
        ("Gdynia", 54.5189, 18.5305, "Komenda Miejska Policji w Gdyni"),
        ("Hel", 54.6081, 18.8013, "Komenda Powiatowa Policji w Pucku"),
        ("Świnoujście", 53.9100, 14.2470, "Komenda Miejska Policji w Świnoujściu"),
        ("Pruszków", 52.1707, 20.8119, "Komenda Powiatowa Policji w Pruszkowie"),
        ("Pałac Kultury i Nauki", 52.2318, 21.0060, "Komenda Rejonowa Policji Warszawa I"),
        ("Ursynów", 52.1505, 21.0504, "Komenda Rejonowa Policji Warszawa II"),
        ("Lotnisko Chopina", 52.1672, 20.9679, "Komenda Rejonowa Policji Warszawa III"),
        ("Bemowo", 52.2546, 20.9084, "Komenda Rejonowa Policji Warszawa IV"),
        ("Żoliborz", 52.2690, 20.9864, "Komenda Rejonowa Policji Warszawa V"),
        ("Targówek", 52.2919, 21.0485, "Komenda Rejonowa Policji Warszawa VI"),
        ("Wesoła", 52.2545, 21.2241, "Komenda Rejonowa Policji Warszawa VII"),
    ],
)
def test_a_known_place_has_its_known_unit(
    jurisdiction: Jurisdiction, place: str, lat: float, lon: float, unit: str
) -> None:
    assert load_units()[jurisdiction.locate(lat, lon)].name == unit, place


@pytest.mark.parametrize(
    ("place", "lat", "lon"),
    [
        ("Berlin", 52.5200, 13.4050),
        ("Kaliningrad", 54.7104, 20.4522),
        ("the Baltic Sea", 55.0000, 17.5000),
        ("Lviv", 49.8397, 24.0297),
        ("Frankfurt (Oder), west of the 2 km", 52.3471, 14.5206),
        ("Brest", 52.0976, 23.7341),
        ("the Gulf of Guinea", 0.0, 0.0),
    ],
)
def test_a_place_more_than_two_kilometres_outside_poland_is_refused(
    place: str, lat: float, lon: float
) -> None:
    with pytest.raises(OutsideCoverage):
        pytest.fail(f"{place}: {load_jurisdiction(TABLE).locate(lat, lon)}")


def test_every_unit_answers_for_a_point_inside_it(jurisdiction: Jurisdiction, areas: Areas) -> None:
    inside = {code: area.representative_point() for code, area in areas.items()}

    assert len(inside) == 343
    assert {code: jurisdiction.locate(point.y, point.x) for code, point in inside.items()} == {
        code: code for code in inside
    }


def test_the_units_of_the_outlines_are_the_units_of_the_list(areas: Areas) -> None:
    known = load_units()
    garrisons = {feature["properties"]["code"] for feature in outline("garrisons")["features"]}

    assert set(areas) | garrisons == set(known)
    assert len(garrisons) == 17
    assert {powiat for code in areas for powiat in known[code].teryt} == {
        powiat for unit in known.values() for powiat in unit.teryt
    }


@pytest.mark.parametrize("name", ["units", "garrisons"])
def test_neighbours_on_the_map_share_their_edges(name: str) -> None:
    drawn = [shapely.from_geojson(json.dumps(f["geometry"])) for f in outline(name)["features"]]

    assert shapely.is_valid(drawn).all()
    assert shapely.coverage_is_valid(drawn)


@pytest.mark.parametrize(
    ("name", "limit"),
    [("country", 150_000), ("garrisons", 300_000), ("units", 1_500_000), ("places", 600_000)],
)
def test_an_outline_is_small_and_names_its_source(name: str, limit: int) -> None:
    assert (built() / MAPS / f"{name}.geojson").stat().st_size <= limit
    assert outline(name)["attribution"] in {
        "© OpenStreetMap contributors, geoBoundaries (ODbL 1.0)",
        "GeoNames (CC BY 4.0)",
    }


def test_places_are_ranked_by_population_and_a_city_is_named_once() -> None:
    places = [feature["properties"] for feature in outline("places")["features"]]

    assert [place["name"] for place in places[:3]] == ["Warszawa", "Kraków", "Wrocław"]
    assert [place["rank"] for place in places] == list(range(len(places)))
    assert [place["population"] for place in places] == sorted(
        (p["population"] for p in places), reverse=True
    )
    assert "Mokotów" not in {place["name"] for place in places}


def test_the_list_beside_the_table_is_the_list_of_units() -> None:
    assert dict(load_units(units_beside(TABLE))) == dict(load_units())


def test_every_unit_has_a_small_outline_around_its_area(areas: Areas) -> None:
    outlines = UnitOutlines.beside(TABLE)

    for code in load_units():
        feature = outlines.outline(code)
        assert len(json.dumps(feature, separators=(",", ":"))) <= 10_000
        if code in areas:
            drawn = shapely.from_geojson(json.dumps(feature["geometry"]))
            assert feature["bbox"] == list(areas[code].bounds)
            assert drawn.is_valid
            assert (drawn ^ areas[code]).area < 0.05 * areas[code].area


def test_a_current_build_is_left_alone() -> None:
    before = TABLE.stat().st_mtime_ns

    done = command()

    assert (done.returncode, done.stdout) == (0, "jurisdiction: everything is current\n")
    assert TABLE.stat().st_mtime_ns == before


def test_a_build_without_the_package_index_fails_with_one_sentence(tmp_path: Path) -> None:
    done = command("--build", str(tmp_path), PIP_NO_INDEX="1")

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "could not be downloaded" in done.stderr
    assert list(tmp_path.iterdir()) == []


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "infra.jurisdiction", *arguments],
        cwd=BUILD.parent,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def random_coverage(chance: np.random.Generator, units: int) -> Areas:
    """Areas nearest to random places, with a hole in the middle, on a coarse grid that makes ties likely."""
    places = shapely.MultiPoint(chance.uniform(0, 1, (units, 2)))
    frame = shapely.box(0, 0, 1, 1) - shapely.Point(0.5, 0.5).buffer(0.2)
    nearest = shapely.voronoi_polygons(places, extend_to=frame).geoms
    clean = shapely.coverage_clean([shapely.set_precision(area & frame, 1e-4) for area in nearest])
    areas = {
        f"{n:02}": area
        for n, area in enumerate(shapely.transform(clean, lambda ordinates: ordinates.round(6)))
    }
    return {code: area for code, area in areas.items() if not area.is_empty}


def opened(content: bytes) -> Jurisdiction:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "units.bin")
        path.write_bytes(content)
        return load_jurisdiction(path, tolerance=0)


def differences(
    jurisdiction: Jurisdiction, areas: Areas, points: Points
) -> list[tuple[float, float, str, str]]:
    """Return lon, lat, our answer and the polygons' answer wherever they differ; "" stands for outside."""
    codes = [*areas, ""]
    expected = np.full(len(points), len(areas))
    found, owners = shapely.STRtree(list(areas.values())).query(
        shapely.points(points), predicate="intersects"
    )
    np.minimum.at(expected, found, owners)
    answers = [answer(jurisdiction, lat, lon) for lon, lat in points.tolist()]
    return [
        (lon, lat, ours, codes[theirs])
        for (lon, lat), ours, theirs in zip(points.tolist(), answers, expected.tolist(), strict=True)
        if ours != codes[theirs]
    ]


def answer(jurisdiction: Jurisdiction, lat: float, lon: float) -> str:
    try:
        return jurisdiction.locate(lat, lon)
    except OutsideCoverage:
        return ""
