import pytest

from chalicelib.domain.unit import Unit, UnitType


def test_a_unit_lies_under_its_garrison() -> None:
    unit = Unit("1464", "Komenda Miejska Policji w Siedlcach", UnitType.KMP, "14", ("1426", "1464"))

    assert unit.path == "14/1464"


def test_a_garrison_is_its_own_path() -> None:
    garrison = Unit("KSP", "Komenda Stołeczna Policji", UnitType.KSP, None, ())

    assert garrison.path == "KSP"
    assert garrison.type.is_garrison


@pytest.mark.parametrize(
    ("code", "name", "kind", "parent", "teryt"),
    [
        ("14", "", UnitType.KWP, None, ()),
        ("1464", "a garrison with a unit's code", UnitType.KWP, None, ()),
        ("14", "a garrison under another", UnitType.KWP, "KSP", ()),
        ("14", "a garrison with a powiat of its own", UnitType.KWP, None, ("1464",)),
        ("14", "a unit with a garrison's code", UnitType.KPP, "14", ("1464",)),
        ("1464", "a unit of no garrison", UnitType.KMP, None, ("1464",)),
        ("1464", "a unit under another unit", UnitType.KMP, "1401", ("1464",)),
        ("1464", "a unit that serves nobody", UnitType.KMP, "14", ()),
        ("1464", "a unit that serves a gmina", UnitType.KMP, "14", ("146401",)),
    ],
)
def test_an_impossible_unit_is_refused(
    code: str, name: str, kind: UnitType, parent: str | None, teryt: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError, match=code):
        Unit(code, name, kind, parent, teryt)
