"""Tiles for whoever does not get them from the edge: bytes, empty ones, and no such ones."""

import gzip

import pytest

from chalicelib.domain.tile import Tile
from chalicelib.ports.pictures import Replacement
from tests.fakes.pictures import InMemoryTiles
from tests.gateway import Gateway

TILE = Tile("current", 4, 8, 5)
PATH = "/v1/tiles/current/4/8/5.mvt"
PICTURE = b"\x1a\x00 a picture"
NO_TILES = [
    "current/4/8/5",
    "current/4/8/5.pbf",
    "current/4/8/5.mvt.mvt",
    "current/4/8/.mvt",
    "current/4/8/-1.mvt",
    "current/4/-8/5.mvt",
    "current/4/8/+5.mvt",
    "current/4/8/05.mvt",
    "current/4/8/5.0.mvt",
    "current/4/1e1/5.mvt",
    "current/4/0x8/5.mvt",
    "current/4/%D9%A3/5.mvt",
    "current/4/1%D9%A3/5.mvt",
    "current/4/8/%C2%B2.mvt",
    "current/4/8/%00.mvt",
    "current/4/8/5%0A.mvt",
    "current/4/16/5.mvt",
    "current/4/8/16.mvt",
    "current/3/0/0.mvt",
    "current/13/0/0.mvt",
    f"current/4/8/{'9' * 5000}.mvt",
    f"current/{'9' * 5000}/8/5.mvt",
    "history/4/8/5.mvt",
    "Current/4/8/5.mvt",
    "%F0%9F%9A%97/4/8/5.mvt",
]


def with_a_tile() -> Gateway:
    tiles = InMemoryTiles()
    tiles.replace([Replacement(TILE, PICTURE, None)])
    return Gateway(tiles=tiles)


def test_a_tile_comes_gzipped_with_a_tag_and_for_a_few_seconds() -> None:
    answer = with_a_tile().get(PATH)

    assert answer.status == 200
    assert gzip.decompress(answer.body) == PICTURE
    assert answer.headers["content-type"] == "application/vnd.mapbox-vector-tile"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["cache-control"] == "public, max-age=5, stale-while-revalidate=60"
    assert answer.headers["etag"]
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "ETag" in answer.headers["access-control-expose-headers"]


@pytest.mark.parametrize("accepted", ["image/png", "*/*", "application/vnd.mapbox-vector-tile"])
def test_a_tile_comes_to_whatever_the_caller_accepts(accepted: str) -> None:
    assert with_a_tile().get(PATH, {"Accept": accepted}).status == 200


def test_who_has_the_tile_already_gets_no_bytes() -> None:
    gateway = with_a_tile()
    tag = gateway.get(PATH).headers["etag"]

    answer = gateway.get(PATH, {"If-None-Match": tag})

    assert (answer.status, answer.body, answer.headers["etag"]) == (304, b"", tag)


def test_who_has_another_tile_gets_this_one() -> None:
    assert with_a_tile().get(PATH, {"If-None-Match": '"older"'}).status == 200


def test_a_tile_without_reports_is_empty() -> None:
    answer = Gateway().get(PATH)

    assert (answer.status, answer.body) == (204, b"")
    assert "max-age=5" in answer.headers["cache-control"]


@pytest.mark.parametrize("path", NO_TILES)
def test_what_names_no_tile_is_not_found(path: str) -> None:
    answer = Gateway().get(f"/v1/tiles/{path}")

    assert answer.status == 404
    assert answer.json["title"] == "No such tile"


def test_a_layer_is_described_under_the_address_that_the_caller_knows() -> None:
    answer = Gateway().get("/v1/tiles/current.json", {"Host": "id.example"})

    assert answer.json["tiles"] == ["https://id.example/live/v1/tiles/current/{z}/{x}/{y}.mvt"]
    assert (answer.json["minzoom"], answer.json["maxzoom"]) == (4, 12)
    assert answer.json["attribution"]


@pytest.mark.parametrize("name", ["current", "current.json.json", ".json", "history.json", "%C5%BC.json"])
def test_another_layer_is_not_found(name: str) -> None:
    assert Gateway().get(f"/v1/tiles/{name}").status == 404
