"""The catalogue that is deployed, and what a category may not be."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.adapters.catalogue import load_reference
from chalicelib.domain.category import Catalogue, Priority
from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.names import Names
from chalicelib.domain.status import Status
from tests.builders import a_catalogue, a_category

PRIVATE = {"drug_use", "animal_cruelty"}
VULNERABLE = {"minors_at_risk", "homeless_person_in_need", "begging"}
OFFICIAL = """Akty wandalizmu · Dzikie wysypiska śmieci · Grupowanie się małoletnich zagrożonych demoralizacją
· Kłusownictwo · Miejsca niebezpieczne na wodach · Miejsce niebezpiecznej działalności rozrywkowej
· Nielegalna wycinka drzew · Nielegalne rajdy samochodowe · Nieprawidłowe parkowanie
· Niestrzeżone przejście przez tory · Niestrzeżony przejazd kolejowy · Niewłaściwa infrastruktura drogowa
· Niszczenie zieleni · Osoba bezdomna wymagająca pomocy · Poruszanie się po terenach leśnych quadami
· Przekraczanie dozwolonej prędkości · Spożywanie alkoholu w miejscach niedozwolonych
· Używanie środków odurzających · Wałęsające się bezpańskie psy · Wypalanie traw
· Zdarzenia drogowe z udziałem zwierząt leśnych · Znęcanie się nad zwierzętami
· Zła organizacja ruchu drogowego · Żebractwo"""


def test_the_catalogue_has_the_official_names_in_their_order() -> None:
    official = [name.strip() for name in OFFICIAL.replace("\n", " ").split("·")]

    assert [category.names.pl for category in a_catalogue()] == official


def test_what_points_at_one_household_is_withheld_and_what_concerns_the_vulnerable_is_coarse() -> None:
    catalogue = list(a_catalogue())

    assert {category.slug for category in catalogue if category.withheld} == PRIVATE
    assert {category.slug for category in catalogue if category.sensitive} == PRIVATE | VULNERABLE


def test_dangerous_entertainment_needs_a_description() -> None:
    assert [one.slug for one in a_catalogue() if one.description_required] == ["dangerous_entertainment"]


def test_dangerous_entertainment_and_what_is_sensitive_are_public_once_confirmed() -> None:
    later = {one.slug for one in a_catalogue() if one.public_from is Status.CONFIRMED}

    assert later == {"dangerous_entertainment"} | a_catalogue().told_by_month()


def test_a_sensitive_category_cannot_be_told_of_before_it_is_confirmed() -> None:
    begging = a_catalogue().find("begging")
    assert begging

    with pytest.raises(InvalidValue):
        replace(begging, public_from=Status.NEW)


def test_a_report_is_public_when_placed_unless_it_is_sensitive_withheld_or_to_be_confirmed() -> None:
    catalogue = a_catalogue()
    slugs = {category.slug for category in catalogue}

    silent = PRIVATE | VULNERABLE | {"dangerous_entertainment"}
    assert {slug for slug in slugs if not catalogue.public_when_placed(slug)} == silent
    assert not catalogue.public_when_placed("unheard_of")


def test_some_threats_are_urgent() -> None:
    assert any(category.priority is Priority.URGENT for category in a_catalogue())


def test_every_status_is_named_in_three_languages() -> None:
    reference = load_reference()

    assert set(reference.statuses) == set(Status)
    assert reference.emergency_number == "112"
    assert "112" in reference.emergency_notice.pl


def test_a_retired_category_is_still_found() -> None:
    retired = a_category("dzikie_kapieliska", retired=True)

    assert a_catalogue(retired).find("dzikie_kapieliska") == retired
    assert a_catalogue(retired).find("no such") is None


@pytest.mark.parametrize("same", [{"slug": "speeding"}, {"number": 1}])
def test_slugs_and_numbers_are_given_once(same: dict[str, Any]) -> None:
    first, second = a_category("speeding"), replace(a_category("begging"), number=2)

    with pytest.raises(InvalidValue):
        Catalogue([first, replace(second, **same)])


@pytest.mark.parametrize("number", [0, 100])
def test_a_number_has_two_digits(number: int) -> None:
    with pytest.raises(InvalidValue):
        replace(a_category(), number=number)


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.NEW, Status.CONFIRMED}))
def test_a_category_becomes_public_when_new_or_confirmed_only(status: Status) -> None:
    with pytest.raises(InvalidValue):
        a_category(public_from=status)


@pytest.mark.parametrize("missing", range(3))
def test_a_name_is_needed_in_all_three_languages(missing: int) -> None:
    texts = ["nazwa", "name", "назва"]
    texts[missing] = ""

    with pytest.raises(InvalidValue):
        Names(*texts)


def test_a_reference_names_every_status() -> None:
    whole = load_reference()
    some: dict[Status, Names] = {
        status: names for status, names in whole.statuses.items() if status is not Status.NEW
    }

    with pytest.raises(InvalidValue, match="new"):
        replace(whole, statuses=some)
