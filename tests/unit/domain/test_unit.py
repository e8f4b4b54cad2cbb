import pytest

from chalicelib.adapters.unit_directory import load_units
from chalicelib.domain.unit import Unit, UnitType, children_of, garrison_of, unit_that_has


def test_a_unit_lies_under_its_garrison() -> None:
    unit = Unit("1464", "Komenda Miejska Policji w Siedlcach", UnitType.KMP, "14", ("1426", "1464"))

    assert unit.path == "14/1464"


def test_a_garrison_is_its_own_path() -> None:
    garrison = Unit("KSP", "Komenda Stołeczna Policji", UnitType.KSP, None, ())

    assert garrison.path == "KSP"
    assert garrison.type.is_garrison


def test_a_commissariat_lies_under_its_county_level_unit_and_garrison() -> None:
    unit = Unit("1464-K03", "Komisariat Policji w Mordach", UnitType.KP, "1464", (), above=("14",))

    assert unit.path == "14/1464/1464-K03"
    assert unit.garrison == "14"
    assert unit.type.level == 2


@pytest.mark.parametrize(
    ("parent", "above", "path"),
    [("1464-K03", ("14", "1464"), "14/1464/1464-K03/1464-P01"), ("1464", ("14",), "14/1464/1464-P01")],
)
def test_a_post_lies_under_a_commissariat_or_a_county_level_unit(
    parent: str, above: tuple[str, ...], path: str
) -> None:
    assert Unit("1464-P01", "Posterunek Policji", UnitType.PP, parent, (), above=above).path == path


@pytest.mark.parametrize("code", ["1465-1-K03", "1465-1-Pab12"])
def test_what_a_unit_had_that_is_no_more_its_county_level_unit_has(code: str) -> None:
    county = Unit("1465-1", "Komenda Rejonowa Policji Warszawa I", UnitType.KRP, "KSP", ("1465",))
    local = Unit(code, "Komisariat", UnitType.KP, "1465-1", (), above=("KSP",))

    assert unit_that_has(code, {"1465-1": county}) == county
    assert unit_that_has(code, {"1465-1": county, code: local}) == local
    with pytest.raises(KeyError):
        unit_that_has("1465-2", {"1465-1": county})


@pytest.mark.parametrize(
    ("code", "garrison"),
    [("1465-2", "KSP"), ("1465-2-K03", "KSP"), ("1405", "KSP"), ("1401", "14"), ("1401-Pab12", "14")],
)
def test_what_a_county_level_unit_had_that_is_no_more_its_garrison_has(code: str, garrison: str) -> None:
    known = {
        "14": Unit("14", "KWP zs. w Radomiu", UnitType.KWP, None, ()),
        "KSP": Unit("KSP", "Komenda Stołeczna Policji", UnitType.KSP, None, ()),
    }

    assert unit_that_has(code, known) == known[garrison]


def test_children_are_the_units_directly_below() -> None:
    garrison = Unit("14", "KWP", UnitType.KWP, None, ())
    county = Unit("1464", "KMP", UnitType.KMP, "14", ("1464",))
    local = Unit("1464-K03", "KP", UnitType.KP, "1464", (), above=("14",))
    units = {unit.code: unit for unit in (garrison, county, local)}

    assert children_of("14", units) == (county,)
    assert children_of("1464", units) == (local,)
    assert children_of("1464-K03", units) == ()


@pytest.mark.parametrize(
    ("code", "kind", "parent", "above"),
    [
        ("1464-K03", UnitType.KP, "14", ()),
        ("1464-K03", UnitType.KP, None, ()),
        ("1464-K03", UnitType.KP, "1464", ("1400",)),
        ("1464", UnitType.KP, "1464", ("14",)),
        ("1464-K03", UnitType.KMP, "1464", ("14",)),
        ("1464-P01", UnitType.PP, "14", ()),
    ],
)
def test_a_local_unit_in_the_wrong_place_is_refused(
    code: str, kind: UnitType, parent: str | None, above: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError, match=code):
        Unit(code, "somebody", kind, parent, (), above=above)


def test_a_contact_is_an_address_that_a_machine_can_use() -> None:
    with pytest.raises(ValueError, match="neither tel:, mailto: nor https:"):
        Unit("14", "KWP", UnitType.KWP, None, (), contacts=("47 705 00 00",))


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


def test_the_code_of_a_unit_tells_its_garrison() -> None:
    units = load_units()

    assert {code: garrison_of(code) for code in units} == {
        unit.code: unit.garrison for unit in units.values()
    }
    assert garrison_of("1465-1-K02") == "KSP"
    assert garrison_of("1261-P0a") == "12"
