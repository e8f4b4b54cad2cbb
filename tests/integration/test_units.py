"""Which institution answers, asked over HTTP of the boundaries that were really built."""

import json
import urllib.error
import urllib.request
from typing import Any

import pytest

from infra.local.system import System


def ask(system: System, path: str) -> Any:
    with urllib.request.urlopen(system.url + path, timeout=10) as answer:
        return json.loads(answer.read())


def test_a_point_deep_inside_names_its_unit_the_chain_and_the_distance_to_the_next(system: System) -> None:
    answer = ask(system, "/v1/units/locate?lat=50.0617&lon=19.9373")

    assert answer["unit"]["code"] == "1261"
    assert [unit["code"] for unit in answer["chain"]] == ["12", "1261"]
    assert answer["near_border"] is None
    assert 3000 < answer["border_metres"] < 9000
    assert "OpenStreetMap" in answer["attribution"]


def test_walking_out_of_krakow_the_next_unit_is_named_on_both_sides_of_the_border(system: System) -> None:
    steps = [(50.06 + n * 0.0005, 19.94) for n in range(200)]
    answers = [ask(system, f"/v1/units/locate?lat={lat:.4f}&lon={lon}") for lat, lon in steps]

    crossing = next(n for n, one in enumerate(answers) if one["unit"]["code"] != "1261")
    inside, outside = answers[crossing - 1], answers[crossing]

    assert inside["near_border"]["unit"]["code"] == outside["unit"]["code"] == "1206"
    assert outside["near_border"]["unit"]["code"] == "1261"
    assert inside["near_border"]["metres"] + outside["near_border"]["metres"] <= 57


def test_a_unit_shows_its_outline_and_the_units_below_it(system: System) -> None:
    garrison = ask(system, "/v1/units/KSP")
    unit = ask(system, "/v1/units/1465-1")

    assert {child["code"] for child in garrison["children"]} >= {"1465-1", "1465-7", "1417"}
    west, south, east, north = unit["bbox"]
    assert west < 21.0122 < east
    assert south < 52.2297 < north
    assert unit["outline"]["geometry"]["type"] in {"Polygon", "MultiPolygon"}
    assert "Śródmieście" in unit["districts"]


def test_the_list_holds_every_garrison_and_county_unit_and_the_licence(system: System) -> None:
    answer = ask(system, "/v1/units")

    kinds = [unit["type"] for unit in answer["units"]]
    assert sum(kind in {"KWP", "KSP"} for kind in kinds) == 17
    assert {kind: kinds.count(kind) for kind in ("KPP", "KMP", "KRP")} == {"KPP": 271, "KMP": 65, "KRP": 7}
    assert "ODbL" in answer["attribution"]


def test_the_beach_and_the_sea_near_it_have_a_unit_the_open_sea_has_none(system: System) -> None:
    near = ask(system, "/v1/units/locate?lat=54.845&lon=18.3")

    assert near["unit"]["code"] == "2211"
    with pytest.raises(urllib.error.HTTPError, match="422"):
        ask(system, "/v1/units/locate?lat=55.2&lon=18.3")
