"""Asks that drive the exports into every answer that the document promises."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from chalicelib.domain.archive import Archive
from tests.builders import PLACED
from tests.fakes.pictures import InMemoryArchives
from tests.gateway import Answer, Gateway

LIST, ONE = "/v1/exports", "/v1/exports/{name}"
ARCHIVE = Archive("current", "3f0c9a2b7d51e846", PLACED, 10, 7)

Ask = Callable[[Gateway], Answer]


def get(path: str) -> Ask:
    """Ask where one layer has an archive."""
    return lambda _: _gateway().get(path)


def _gateway() -> Gateway:
    archives = InMemoryArchives()
    with TemporaryDirectory() as folder:
        file = Path(folder) / "file"
        file.write_bytes(b"PMTiles")
        archives.point_to(ARCHIVE, file)
    return Gateway(archives=archives)


ASKED: list[tuple[str, str, int, Ask]] = [
    ("GET", LIST, 200, get(LIST)),
    ("GET", ONE, 302, get("/v1/exports/current.pmtiles")),
    ("GET", ONE, 404, get("/v1/exports/2026-03.pmtiles")),
    ("GET", ONE, 404, get("/v1/exports/current.0123456789abcdef.pmtiles")),
    ("GET", ONE, 404, get("/v1/exports/..%2Fexports.json")),
]
