"""Alerts as messages: filterable, readable in every protocol, and silent about the point and the text."""

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from chalicelib.adapters.alert_texts import WITHIN, body_of
from chalicelib.adapters.catalogue import load_alert_schema
from chalicelib.adapters.sns import SnsAlerts
from chalicelib.domain.category import Priority
from chalicelib.domain.distance import LocalPlane
from chalicelib.domain.errors import Undeliverable
from chalicelib.domain.notification import Alert, Event
from chalicelib.domain.report import Details, Location, Report
from chalicelib.domain.status import Status
from chalicelib.formats.gsm import LIMIT, sms
from tests.builders import a_report, a_unit, an_alert
from tests.strategies import locations, reports

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient


MAP = "https://mapa.example"
TOPICS = "arn:aws:sns:eu-central-1:1:alerts-"
SCHEMA = Draft202012Validator(json.loads(load_alert_schema()), format_checker=FormatChecker())


class Outbox:
    """An SNS client that keeps what it was given."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []

    def publish(self, **message: Any) -> None:
        self.sent.append(message)


def published(alert: Alert) -> dict[str, Any]:
    outbox = Outbox()
    SnsAlerts(cast("SNSClient", outbox), TOPICS, MAP)(alert)
    (message,) = outbox.sent
    return message


def test_an_alert_goes_to_the_topic_of_the_garrison() -> None:
    assert published(an_alert(a_report(unit="1261")))["TopicArn"] == f"{TOPICS}12"


def test_subscriptions_filter_by_unit_place_in_the_hierarchy_category_priority_and_event() -> None:
    attributes = published(an_alert(a_report(category="illegal_racing")))["MessageAttributes"]

    assert {name: value["StringValue"] for name, value in attributes.items()} == {
        "unit": "1261",
        "unit_path": "12/1261",
        "category": "illegal_racing",
        "priority": "urgent",
        "event": "opened",
    }


@pytest.mark.parametrize("event", Event)
def test_every_event_has_a_text_for_each_protocol_and_machines_get_what_the_schema_says(event: Event) -> None:
    alert = replace(an_alert(), event=event)

    message = published(alert)

    texts = json.loads(message["Message"])
    assert message["MessageStructure"] == "json"
    assert texts.keys() == {"default", "email", "sms"}  # SQS and HTTPS get the default
    assert json.loads(texts["default"]) == body_of(alert, MAP)
    assert [error.message for error in SCHEMA.iter_errors(json.loads(texts["default"]))] == []
    for text in (message["Subject"], texts["sms"]):
        assert text.startswith(sms(event.headline))
    assert texts["email"].startswith(event.headline)


def test_the_schema_names_every_event_priority_and_status_and_every_field() -> None:
    fields = SCHEMA.schema["properties"]

    assert fields["event"]["enum"] == list(Event)
    assert fields["priority"]["enum"] == list(Priority)
    assert fields["status"]["enum"] == list(Status)
    assert set(SCHEMA.schema["required"]) == fields.keys() == body_of(an_alert(), MAP).keys()


def test_the_body_for_machines_keeps_its_form() -> None:
    report = a_report()
    alert = an_alert(report)

    assert body_of(alert, MAP) == {
        "schema_version": 1,
        "alert_id": f"{report.id}.1.opened",
        "event": "opened",
        "report_id": report.id,
        "category": "speeding",
        "priority": "normal",
        "status": "new",
        "unit": "1261",
        "unit_path": "12/1261",
        "other_unit": None,
        "cell": report.cell,
        "cell_center": {"lat": round(alert.center[0], 5), "lon": round(alert.center[1], 5)},
        "at": "2026-03-14T09:26:53Z",
        "due_at": None,
        "link": f"{MAP}/#/officer/report/{report.id}",
    }


def test_a_letter_says_what_where_when_what_to_do_and_where_to_read_on() -> None:
    alert = an_alert(a_report(category="illegal_racing"))

    message = published(replace(alert, event=Event.TAKEN_OVER, other_unit=a_unit("1206", name="KPP Kraków")))

    assert message["Subject"] == "Przejete zgloszenie: Nielegalne rajdy samochodowe - KMP w Krakowie"
    assert json.loads(message["Message"])["email"] == (
        "Przejęte zgłoszenie na mapie zagrożeń\n"
        "\n"
        "Kategoria: Nielegalne rajdy samochodowe (pilne)\n"
        "Jednostka: KMP w Krakowie\n"
        "Druga jednostka: KPP Kraków\n"
        "Kiedy: 14.03.2026, 10:26\n"
        f"Okolica: 50.0608, 19.9368, do 210 m od miejsca (komórka {alert.cell})\n"
        "Co zrobić: Sprawdź, co ustaliła druga jednostka, i prowadź dalej.\n"
        f"Zgłoszenie: {MAP}/#/officer/report/{alert.report_id}\n"
        "\n"
        "Dokładne miejsce i opis widać po zalogowaniu.\n"
    )


@given(reports, st.sampled_from(Event))
def test_an_alert_tells_neither_the_point_nor_the_text_nor_the_token(report: Report, event: Event) -> None:
    told = a_report(
        report.id,
        category=report.category,
        at=report.location,
        details=Details(description="Sąsiad spod piątki"),
    )

    message = published(replace(an_alert(told), event=event))

    everything = json.dumps(message, ensure_ascii=False) + json.dumps(message)
    assert repr(told.location.lat) not in everything or len(repr(told.location.lat)) <= 7
    assert repr(told.location.lon) not in everything or len(repr(told.location.lon)) <= 7
    assert "piątki" not in everything
    assert told.token_hash not in everything


@given(reports, st.sampled_from(Event))
def test_subject_and_sms_keep_the_limits_of_their_carriers(report: Report, event: Event) -> None:
    told = a_report(report.id, category=report.category, at=report.location)

    message = published(replace(an_alert(told), event=event))

    line = json.loads(message["Message"])["sms"]
    assert len(line) <= LIMIT
    assert line.isascii()
    assert re.fullmatch(r"[\x20-\x7e]{1,99}", message["Subject"])


@given(locations)
def test_the_place_is_as_near_to_the_middle_of_its_cell_as_the_letter_says(place: Location) -> None:
    lat, lon = an_alert(a_report(at=place)).center
    plane = LocalPlane.at(lat, lon)

    metres = plane.metres_to_line([(place.lon, place.lat)] * 2)

    assert metres <= WITHIN


class Refusing:
    """An SNS client that refuses everything with one code."""

    def __init__(self, code: str) -> None:
        self._code = code

    def publish(self, **_message: Any) -> None:
        raise ClientError({"Error": {"Code": self._code, "Message": "no"}}, "Publish")


@pytest.mark.parametrize(
    ("code", "error"),
    [("NotFound", Undeliverable), ("InvalidParameter", Undeliverable), ("Throttled", ClientError)],
)
def test_only_what_no_retry_mends_is_undeliverable(code: str, error: type[Exception]) -> None:
    send = SnsAlerts(cast("SNSClient", Refusing(code)), TOPICS, MAP)

    with pytest.raises(error):
        send(an_alert())
