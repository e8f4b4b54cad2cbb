"""An archive is unpacked or refused in one sentence, whatever is wrong with it."""

import io
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.jurisdiction.register.archive import unpack
from infra.jurisdiction.register.errors import UnusableSource

MEMBERS = {"granice/ę.geojson": b'{"type": "FeatureCollection"}' * 20, "granice/ę.prj": bytes(range(200))}
WAYS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
REFUSAL = r"prg\.zip: the archive is broken or no zip file \(.+\)\."


def packed(way: int) -> bytearray:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", way) as file:
        for name, data in MEMBERS.items():
            file.writestr(name, data)
    return bytearray(content.getvalue())


def unpacked(content: bytes | bytearray) -> list[str]:
    with tempfile.TemporaryDirectory() as work:
        source, folder = Path(work) / "prg.zip", Path(work) / "out"
        source.write_bytes(content)
        folder.mkdir()
        return [path.name for path in unpack(source, folder)]


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_packing_is_read(way: int) -> None:
    assert unpacked(packed(way)) == ["ę.geojson"]


@pytest.mark.parametrize("way", WAYS)
def test_damaged_content_is_refused_in_every_way_of_packing(way: int) -> None:
    content = packed(way)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        member = file.infolist()[0]
    start = member.header_offset + 30 + len(member.filename.encode()) + 12
    content[start : start + 6] = b"spoilt"

    with pytest.raises(UnusableSource, match=REFUSAL):
        unpacked(content)


def test_a_name_that_is_no_text_is_refused() -> None:
    with pytest.raises(UnusableSource, match=REFUSAL):
        unpacked(packed(zipfile.ZIP_STORED).replace("ę".encode(), b"\xff\xff"))


def test_a_beginning_that_was_cut_off_is_refused() -> None:
    with pytest.raises(UnusableSource, match=REFUSAL):
        unpacked(packed(zipfile.ZIP_DEFLATED)[200:])


def test_a_member_under_a_password_is_refused() -> None:
    content = packed(zipfile.ZIP_STORED)
    for signature, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.index(signature) + flags] |= 1

    with pytest.raises(UnusableSource, match="is encrypted"):
        unpacked(content)


def test_what_cannot_be_written_is_no_fault_of_the_archive(tmp_path: Path) -> None:
    source, folder = tmp_path / "prg.zip", tmp_path / "a file"
    source.write_bytes(packed(zipfile.ZIP_DEFLATED))
    folder.write_text("in the way")

    with pytest.raises(OSError, match="a file"):
        unpack(source, folder)


@settings(deadline=None)
@given(
    st.sampled_from(WAYS),
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=4),
    st.integers(0, 100),
    st.integers(0, 100),
)
def test_any_damage_is_survived_or_refused(
    way: int, changes: list[tuple[int, int]], cut_before: int, cut_behind: int
) -> None:
    content = packed(way)
    for place, value in changes:
        content[place % len(content)] = value

    with suppress(UnusableSource):  # nothing else is raised
        unpacked(content[cut_before : len(content) - cut_behind])
