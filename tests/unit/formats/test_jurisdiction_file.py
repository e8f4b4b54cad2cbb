import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.formats.jurisdiction_file import DamagedFile, Grid, GridBorder, decode, encode

GRID = Grid(west=19_000_000, south=49_000_000, width=20_000, height=12_500, columns=2, rows=2)
BORDER: GridBorder = (
    3,
    [(1, 2, [(19_010_000, 49_000_001), (19_015_000, 49_012_501)]), (0, 2, [(-1, 0), (5, 5)])],
)
HEADER = {"version": "abc", "source": "żródło", "units": ["1401", "1402"]}


def test_a_file_gives_back_what_went_in() -> None:
    file = decode(encode(HEADER, GRID, [0, 1, BORDER, BORDER]))

    assert {key: file.header[key] for key in HEADER} == HEADER
    assert file.grid == GRID
    assert list(file.answers[:2]) == [0, 1]
    for answer in file.answers[2:]:
        assert file.border(answer) == (
            3,
            ((1, 2, ((19.01, 49.000001), (19.015, 49.012501))), (0, 2, ((-1e-6, 0.0), (5e-6, 5e-6)))),
        )


def test_the_same_content_is_the_same_file() -> None:
    assert encode(HEADER, GRID, [1, 1, 0, BORDER]) == encode(
        dict(reversed(HEADER.items())), GRID, [1, 1, 0, BORDER]
    )


@given(degrees=st.integers(-180_000_000, 180_000_000))
def test_a_coordinate_is_the_float_nearest_to_its_decimal(degrees: int) -> None:
    file = decode(encode(HEADER, GRID, [(0, [(1, 2, [(degrees, 0)])]), 0, 0, 0]))

    _, ((_, _, ((lon, _),)),) = file.border(file.answers[0])

    sign = "-" if degrees < 0 else ""
    assert lon == float(f"{sign}{abs(degrees) // 1_000_000}.{abs(degrees) % 1_000_000:06}")


@given(st.data())
def test_a_file_cut_short_is_refused(data: st.DataObject) -> None:
    whole = encode(HEADER, GRID, [0, 1, 2, BORDER])
    length = data.draw(st.integers(0, len(whole) - 1))

    with pytest.raises(DamagedFile):
        decode(whole[:length])


@given(st.data())
def test_a_file_with_an_altered_byte_is_refused(data: st.DataObject) -> None:
    altered = bytearray(encode(HEADER, GRID, [0, 1, 2, BORDER]))
    position = data.draw(st.integers(0, len(altered) - 1))
    altered[position] ^= data.draw(st.integers(1, 255))

    with pytest.raises(DamagedFile):
        decode(bytes(altered))


def test_another_kind_of_file_is_refused() -> None:
    with pytest.raises(DamagedFile, match="no jurisdiction file"):
        decode(b"\x89PNG\r\n\x1a\n" + bytes(64))
