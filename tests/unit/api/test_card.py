"""The verification card: everything an officer needs on paper, and no page for whoever writes into it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from chalicelib.api.card import ACTS
from chalicelib.domain.report import Details, PartOfDay, Weekday
from chalicelib.domain.status import Status
from chalicelib.domain.step import Act
from tests.builders import a_report, a_use, an_officer, promised
from tests.gateway import Answer, Gateway

ATTACK = "<script>alert(1)</script> & ${id} $unit"
DETAILS = Details(ATTACK, datetime(2026, 3, 13, 21, 40, tzinfo=UTC), PartOfDay.NIGHT, (Weekday.FRIDAY,))


def the_card() -> Answer:
    report = a_report(status=Status.UNDER_VERIFICATION, details=DETAILS)
    report = report.noted("Sąsiedzi <b>mówią</b>", report.changed_at + timedelta(hours=1), by="officer@1261")
    gateway = Gateway(officer=an_officer())
    gateway.reports.add(replace(report, deadlines=promised()), a_use(), None)
    return gateway.get(f"/v1/reports/{a_report().id}/card")


def test_a_card_tells_the_place_the_history_and_the_deadlines_in_polish() -> None:
    page = the_card().body.decode()

    for text in (
        "Karta weryfikacji zagrożenia",
        a_report().id,
        "Przekraczanie dozwolonej prędkości",
        "Komenda Miejska Policji w Krakowie (1261)",
        "50.061400° N, 19.936600° E",
        "13.03.2026 22:40, w nocy, piątek",
        "Notatka",
        "officer@1261",
        "podpis koordynatora",
    ):
        assert text in page


def test_nothing_that_people_wrote_is_more_than_text_on_a_card() -> None:
    answer = the_card()
    page = answer.body.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; ${id} $unit" in page
    assert "Sąsiedzi &lt;b&gt;mówią&lt;/b&gt;" in page
    assert "<script" not in page
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"


def test_every_act_of_a_history_has_its_polish_name() -> None:
    assert ACTS.keys() == set(Act)
