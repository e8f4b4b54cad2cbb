"""An operator's list is read whole, or refused with the entry that is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest

from chalicelib.adapters.institution_file import UnreadableList, load_institutions, load_kinds
from chalicelib.domain.institution import Kind
from infra.institutions import load
from tests.builders import an_institution
from tests.fakes.forwarding import InMemoryInstitutions

ENTRY: dict[str, Any] = {
    "code": "zdm-krakow",
    "kind": "road_manager",
    "names": {
        "pl": "Zarząd Dróg Miasta Krakowa",
        "en": "Kraków Road Authority",
        "uk": "Управління доріг міста Кракова",
    },
    "email": "zdm-krakow@example.invalid",
    "area": "1261",
    "categories": ["road_infrastructure", "speeding"],
}


def a_list(folder: Path, *entries: dict[str, Any]) -> Path:
    path = folder / "institutions.json"
    path.write_text(json.dumps({"institutions": entries}), encoding="utf-8")
    return path


def test_a_list_is_read_as_it_was_written(tmp_path: Path) -> None:
    assert load_institutions(a_list(tmp_path, ENTRY)) == (an_institution(),)


def test_every_kind_has_a_name() -> None:
    assert load_kinds().keys() == set(Kind)


@pytest.mark.parametrize("wrong", [{"kind": "circus"}, {"email": "nobody"}, {"names": {"pl": "x"}}])
def test_a_wrong_entry_is_named(tmp_path: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(UnreadableList, match="zdm-krakow"):
        load_institutions(a_list(tmp_path, {**ENTRY, **wrong}))


def test_a_code_is_listed_once(tmp_path: Path) -> None:
    with pytest.raises(UnreadableList, match="listed twice"):
        load_institutions(a_list(tmp_path, ENTRY, ENTRY))


def test_a_list_is_put_into_the_directory_once_and_others_stay() -> None:
    directory = InMemoryInstitutions()
    directory.put(an_institution("own"), None)
    directory.put(an_institution("old", area="12"), None)
    listed = [an_institution(), an_institution("old")]

    dry = load(listed, directory, apply=False)
    first = load(listed, directory, apply=True)
    again = load(listed, directory, apply=True)

    assert dry == first == {"zdm-krakow": "new", "old": "replaced"}
    assert again == {}
    assert [one.code for one in directory.serving(["1261"])] == ["old", "own", "zdm-krakow"]
