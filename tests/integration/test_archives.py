"""Archives on the local cloud: packed by the function, found over HTTP, read in parts by both libraries."""

import gzip
import json
import shutil
import subprocess
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from pmtiles.reader import Reader

from chalicelib.domain.cell import cell_at
from chalicelib.domain.layer import CURRENT
from chalicelib.domain.tile import tiles_showing
from infra.local.system import System
from tests.integration.test_journey import place

WEB = Path(__file__).parents[2] / "web"
TORUN = {"lat": 53.0138, "lon": 18.5984}
READ = """
import { PMTiles } from "pmtiles";
const [url, ...positions] = process.argv.slice(1);
const archive = new PMTiles(url);
const { minZoom, maxZoom } = await archive.getHeader();
const found = await Promise.all(positions.map(async (text) => {
  const tile = await archive.getZxy(...text.split("/").map(Number));
  return tile && Buffer.from(tile.data).toString("hex");
}));
console.log(JSON.stringify({ minZoom, maxZoom, found }));
"""


@pytest.fixture(scope="module")
def exports(system: System) -> dict[str, Any]:
    """What partners find after a report was drawn and the layers were packed."""
    place(system, "speeding", **TORUN)
    system.drain()
    system.invoke("archive", {})
    listed: dict[str, Any] = json.loads(read(system.url + "/v1/exports"))
    return {one["layer"]: one for one in listed["exports"]}


def read(url: str, **headers: str) -> bytes:
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10) as answer:
        content: bytes = answer.read()
        return content


def test_every_layer_that_shows_something_has_an_archive(exports: dict[str, Any]) -> None:
    assert {"current", "residents", "last-12-months"} < exports.keys()
    assert all(one["tiles"] > 0 and one["name"].startswith(layer) for layer, one in exports.items())


def test_every_tile_is_read_from_the_archive_as_it_is_served(system: System, exports: dict[str, Any]) -> None:
    url = exports[CURRENT]["url"]

    def part(offset: int, length: int) -> bytes:
        content = read(url, Range=f"bytes={offset}-{offset + length - 1}")
        assert len(content) <= length
        return content

    reader = Reader(part)

    for tile in tiles_showing(cell_at(TORUN["lat"], TORUN["lon"]), CURRENT):
        served = read(f"{system.url}/v1/tiles/current/{tile.z}/{tile.x}/{tile.y}.mvt")
        assert reader.get(tile.z, tile.x, tile.y) == served


def test_the_library_for_browsers_reads_the_same(system: System, exports: dict[str, Any]) -> None:
    tiles = sorted(
        tiles_showing(cell_at(TORUN["lat"], TORUN["lon"]), CURRENT), key=lambda tile: (tile.z, tile.x, tile.y)
    )
    positions = [f"{tile.z}/{tile.x}/{tile.y}" for tile in tiles]
    node = shutil.which("node") or str(next((WEB.parent / ".venv").glob("**/bin/node")))

    command = [node, "--input-type=module", "-e", READ, exports[CURRENT]["url"], *positions, "4/0/0"]
    told = subprocess.run(command, cwd=WEB, capture_output=True, text=True, check=True, timeout=60).stdout

    answer = json.loads(told)
    served = [gzip.decompress(read(f"{system.url}/v1/tiles/current/{p}.mvt")).hex() for p in positions]
    assert answer["found"] == [*served, None]
    assert (answer["minZoom"], answer["maxZoom"]) == (4, 12)


def test_a_name_without_a_version_leads_to_the_newest(system: System, exports: dict[str, Any]) -> None:
    whole = read(system.url + "/v1/exports/current.pmtiles")

    assert whole == read(exports[CURRENT]["url"])
    assert len(whole) == exports[CURRENT]["size"]


def test_the_next_run_switches_to_a_new_file_and_keeps_the_one_before(
    system: System, exports: dict[str, Any]
) -> None:
    place(system, "vandalism", **TORUN)
    system.drain()

    assert system.invoke("archive", {})["made"] > 0
    assert system.invoke("archive", {}) == {"made": 0}

    listed = json.loads(read(system.url + "/v1/exports"))["exports"]
    newest = next(one for one in listed if one["layer"] == CURRENT)
    assert newest["url"] != exports[CURRENT]["url"]
    assert len(read(exports[CURRENT]["url"])) == exports[CURRENT]["size"]


@pytest.mark.parametrize("name", ["2001-01.pmtiles", "current.0000000000000000.pmtiles", "nothing"])
def test_what_is_not_there_is_not_found(system: System, name: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        read(f"{system.url}/v1/exports/{name}")

    assert refused.value.code == 404
