from collections import Counter
from pathlib import Path

import pytest

from chalicelib.adapters.unit_directory import UnreadableDirectory, load_jurisdiction, load_units
from chalicelib.domain.unit import UnitType
from chalicelib.formats.jurisdiction_file import Grid, GridBorder, encode

HEADER = {
    "version": "abc",
    "source": "somebody",
    "vintage": "2017",
    "licence": "free",
    "attribution": "© somebody",
    "units": ["1401", "1402"],
}
GRID = Grid(west=20_000_000, south=50_000_000, width=1_000_000, height=1_000_000, columns=3, rows=1)
ANSWERS: list[int | GridBorder] = [1, (2, [(1, 2, [(21_500_000, 49_000_000), (21_500_000, 52_000_000)])]), 2]


def test_the_police_have_17_garrisons_and_343_county_level_units() -> None:
    kinds = Counter(unit.type for unit in load_units().values())

    assert kinds == {
        UnitType.KWP: 16,
        UnitType.KSP: 1,
        UnitType.KPP: 271,
        UnitType.KMP: 65,
        UnitType.KRP: 7,
    }


def test_every_powiat_has_exactly_one_unit_but_warsaw_has_seven() -> None:
    served = Counter(powiat for unit in load_units().values() for powiat in unit.teryt)

    assert len(served) == 380
    assert served.pop("1465") == 7
    assert set(served.values()) == {1}


def test_every_unit_belongs_to_a_garrison_of_the_list() -> None:
    units = load_units()

    for code, unit in units.items():
        assert unit.code == code
        assert unit.parent is None or units[unit.parent].type.is_garrison


def test_warsaw_and_the_nine_powiaty_around_it_form_the_capital_garrison() -> None:
    capital = [unit for unit in load_units().values() if unit.parent == "KSP"]

    assert Counter(unit.type for unit in capital) == {UnitType.KPP: 9, UnitType.KRP: 7}
    assert [unit.code for unit in load_units().values() if unit.approximate] == [
        f"1465-{n}" for n in range(1, 8)
    ]


def test_the_eighteen_districts_of_warsaw_are_shared_among_seven_units() -> None:
    districts = [district for unit in load_units().values() for district in unit.districts]

    assert len(districts) == len(set(districts)) == 18


def test_a_list_with_a_wrong_unit_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "units.csv"
    wrong.write_text("code;name;type;parent;teryt;districts;approximate\n1401;nobody;KPP;;1401;;\n")

    with pytest.raises(UnreadableDirectory, match="belongs to no garrison"):
        load_units(wrong)


def test_a_list_may_carry_commissariats_contacts_and_identities(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text(
        "code;name;type;parent;teryt;districts;approximate;contacts;register_id\n"
        "14;KWP w Radomiu;KWP;;;;;tel:+48477052222 mailto:kwp@example.org;\n"
        "1464;KMP w Siedlcach;KMP;14;1464;;;;\n"
        "1464-K03;KP w Mordach;KP;1464;;;;;7a1e\n"
    )

    units = load_units(path)

    assert units["1464-K03"].path == "14/1464/1464-K03"
    assert units["1464-K03"].register_id == "7a1e"
    assert units["14"].contacts == ("tel:+48477052222", "mailto:kwp@example.org")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("1464;KMP;KMP;14;1464;;\n", "the parent 14 of unit 1464 is not listed before it"),
        ("14;KWP;KWP;;;;\n14;KWP;KWP;;;;\n", "unit 14 is listed twice"),
        ("14;KWP\n", "wrong"),
    ],
)
def test_a_list_out_of_order_is_refused(tmp_path: Path, rows: str, message: str) -> None:
    path = tmp_path / "units.csv"
    path.write_text("code;name;type;parent;teryt;districts;approximate\n" + rows)

    with pytest.raises(UnreadableDirectory, match=message):
        load_units(path)


def test_a_missing_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDirectory, match="no list of units"):
        load_units(tmp_path / "units.csv")


def test_a_table_answers_for_its_points(tmp_path: Path) -> None:
    path = tmp_path / "units.bin"
    path.write_bytes(encode(HEADER, GRID, ANSWERS))

    table = load_jurisdiction(path)

    assert [table.locate(50.5, lon) for lon in (20.5, 21.2, 21.5, 21.8, 22.5)] == [
        "1401",
        "1401",
        "1401",
        "1402",
        "1402",
    ]
    assert (table.version, table.edition.vintage, table.edition.attribution) == ("abc", "2017", "© somebody")


def test_a_missing_table_names_the_command_that_builds_it(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDirectory, match="make jurisdiction"):
        load_jurisdiction(tmp_path / "units.bin")


def test_a_damaged_table_names_the_command_that_builds_it(tmp_path: Path) -> None:
    path = tmp_path / "units.bin"
    path.write_bytes(encode(HEADER, GRID, ANSWERS)[:-1])

    with pytest.raises(UnreadableDirectory, match=r"checksum.*make jurisdiction"):
        load_jurisdiction(path)
