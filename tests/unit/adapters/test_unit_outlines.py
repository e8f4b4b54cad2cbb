import json
import zipfile
from pathlib import Path

import pytest

from chalicelib.adapters.unit_directory import UnreadableDirectory
from chalicelib.adapters.unit_outlines import UnitOutlines
from chalicelib.domain.errors import UnknownUnit

FEATURE = {"type": "Feature", "id": "1464", "bbox": [1, 2, 3, 4], "geometry": None}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    with zipfile.ZipFile(tmp_path / "outlines.zip", "w") as archive:
        archive.writestr("1464.json", json.dumps(FEATURE))
    return tmp_path / "units.bin"


def test_the_outline_of_a_unit_is_read_from_beside_the_table(table: Path) -> None:
    outlines = UnitOutlines.beside(table)

    assert outlines.outline("1464") == FEATURE
    assert outlines.outline("1464") == FEATURE


@pytest.mark.parametrize("code", ["1465", "../1464", ""])
def test_a_unit_without_an_outline_is_unknown(table: Path, code: str) -> None:
    with pytest.raises(UnknownUnit):
        UnitOutlines.beside(table).outline(code)


def test_a_missing_archive_is_noticed_when_it_is_asked(tmp_path: Path) -> None:
    outlines = UnitOutlines(tmp_path / "outlines.zip")

    with pytest.raises(UnreadableDirectory, match="make jurisdiction"):
        outlines.outline("1464")


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "outlines.zip").write_bytes(b"PK\x03\x04 and no more")

    with pytest.raises(UnreadableDirectory, match="cannot be read"):
        UnitOutlines(tmp_path / "outlines.zip").outline("1464")
