"""What every store of archives promises: what is replaced outlives the new file by a while, and no longer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chalicelib.adapters.s3_archives import FOLDER, S3Archives
from chalicelib.domain.archive import A_WHILE, Archive
from chalicelib.domain.layer import CURRENT
from chalicelib.ports.pictures import Archives
from tests.builders import PLACED
from tests.fakes.pictures import InMemoryArchives

if TYPE_CHECKING:
    from tests.integration.stores.conftest import Stores

LATER = PLACED + timedelta(hours=6)


@dataclass
class Shelf:
    """An empty store, and the names of the files that lie in it."""

    archives: Archives
    names: Callable[[], set[str]]
    folder: Path

    def put(self, version: str, at: datetime) -> Archive:
        """Make a file of this version the newest."""
        archive = Archive(CURRENT, version, at, tiles=1, size=7)
        file = self.folder / "file"
        file.write_bytes(b"PMTiles")
        self.archives.point_to(archive, file)
        return archive


@pytest.fixture(params=["in memory", "real"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Shelf:
    """Give each store in turn."""
    if request.param == "in memory":
        fake = InMemoryArchives()
        return Shelf(fake, lambda: set(fake.files), tmp_path)
    real: Stores = request.getfixturevalue("real")
    s3, bucket = real.client("s3"), real.setting("TILES_BUCKET")

    def names() -> set[str]:
        listed = s3.list_objects_v2(Bucket=bucket, Prefix=FOLDER).get("Contents", [])
        return {one["Key"].removeprefix(FOLDER) for one in listed}

    archives = S3Archives(s3, bucket)
    archives.keep_only([], PLACED)
    return Shelf(archives, names, tmp_path)


def test_what_was_replaced_stays_for_who_reads_it(shelf: Shelf) -> None:
    first, second = shelf.put("1", PLACED), shelf.put("2", LATER)

    shelf.archives.keep_only([CURRENT], LATER + A_WHILE - timedelta(seconds=1))

    assert shelf.archives.catalogue() == {CURRENT: second}
    assert shelf.names() == {first.name, second.name}


def test_what_was_replaced_goes_when_its_while_is_over(shelf: Shelf) -> None:
    shelf.put("1", PLACED)
    second = shelf.put("2", LATER)

    shelf.archives.keep_only([CURRENT], LATER + A_WHILE)

    assert shelf.archives.catalogue() == {CURRENT: second}
    assert shelf.names() == {second.name}


def test_of_three_young_ones_the_first_goes_at_once(shelf: Shelf) -> None:
    names = {shelf.put(version, PLACED).name for version in ("1", "2", "3")}

    shelf.archives.keep_only([CURRENT], PLACED)

    assert shelf.names() == names - {f"{CURRENT}.1.pmtiles"}


def test_a_layer_that_is_no_more_leaves_no_file(shelf: Shelf) -> None:
    shelf.put("1", PLACED)

    shelf.archives.keep_only([], PLACED)

    assert shelf.archives.catalogue() == {}
    assert shelf.names() == set()
