"""Alerts as messages: filterable, readable in every protocol, and silent about the point and the text."""

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from chalicelib.adapters.alert_texts import WITHIN, body_of
from chalicelib.adapters.catalogue import load_alert_schema
from chalicelib.adapters.sns import Publisher, SnsAlerts, SnsDigests
from chalicelib.domain.category import Priority
from chalicelib.domain.digest import LARGEST, Digest
from chalicelib.domain.distance import LocalPlane
from chalicelib.domain.errors import Undeliverable, Unsent
from chalicelib.domain.notification import Alert, Event
from chalicelib.domain.report import Details, Location, Report
from chalicelib.domain.status import Status
from chalicelib.formats.gsm import LIMIT, sms
from tests.builders import PLACED, a_catalogue, a_line, a_report, a_unit, an_alert
from tests.strategies import locations, reports

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient


MAP = "https://mapa.example"
NAMES = {category.slug: category.names.pl for category in a_catalogue()}
TOPICS = "arn:aws:sns:eu-central-1:1:alerts-"
SCHEMA = Draft202012Validator(json.loads(load_alert_schema()), format_checker=FormatChecker())


class Outbox:
    """An SNS client that keeps what it was given."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []

    def publish(self, **message: Any) -> dict[str, str]:
        self.sent.append(message)
        return {"MessageId": f"message-{len(self.sent)}"}


def published(alert: Alert) -> dict[str, Any]:
    outbox = Outbox()
    assert SnsAlerts(publisher(outbox), MAP)(alert) == "message-1"
    (message,) = outbox.sent
    return message


def published_digest(digest: Digest) -> dict[str, Any]:
    outbox = Outbox()
    SnsDigests(publisher(outbox), MAP, NAMES)(digest)
    (message,) = outbox.sent
    return message


def publisher(client: Any) -> Publisher:
    return Publisher(cast("SNSClient", client), TOPICS)


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
    described = SCHEMA.schema["$defs"]["Alert"]
    fields = described["properties"]

    assert fields["event"]["enum"] == list(Event)
    assert fields["priority"]["enum"] == list(Priority)
    assert fields["status"]["enum"] == list(Status)
    assert set(described["required"]) == fields.keys() == body_of(an_alert(), MAP).keys()


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
        "Co zrobić: Sprawdź ustalenia drugiej jednostki i prowadź dalej.\n"
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
    [("NotFound", Undeliverable), ("InvalidParameter", Undeliverable), ("Throttled", Unsent)],
)
def test_only_what_no_retry_mends_is_undeliverable(code: str, error: type[Exception]) -> None:
    send = SnsAlerts(publisher(Refusing(code)), MAP)

    with pytest.raises(error):
        send(an_alert())


class Silent:
    """An SNS client that gets no answer."""

    def publish(self, **_message: Any) -> None:
        raise EndpointConnectionError(endpoint_url="https://sns.example")


def test_an_sns_that_does_not_answer_is_asked_again_later() -> None:
    with pytest.raises(Unsent):
        SnsAlerts(publisher(Silent()), MAP)(an_alert())


def a_digest(count: int = 3, unit: str = "1261") -> Digest:
    """Return a digest of alerts of all categories in turn."""
    slugs = list(NAMES)
    lines = tuple(a_line(n, unit=unit, category=slugs[n % len(slugs)]) for n in range(count))
    return Digest(a_unit(unit), PLACED, lines)


def test_a_digest_reaches_whoever_filters_for_one_of_its_alerts() -> None:
    attributes = published_digest(a_digest())["MessageAttributes"]

    assert {name: (one["DataType"], one["StringValue"]) for name, one in attributes.items()} == {
        "unit": ("String", "1261"),
        "unit_path": ("String", "12/1261"),
        "category": ("String.Array", '["illegal_dump", "minors_at_risk", "vandalism"]'),
        "priority": ("String", "normal"),
        "event": ("String.Array", '["opened"]'),
    }


@given(st.integers(1, LARGEST))
def test_a_digest_keeps_the_schema_and_the_limits_of_its_carriers(count: int) -> None:
    message = published_digest(a_digest(count))

    texts = json.loads(message["Message"])
    body = json.loads(texts["default"])
    assert [error.message for error in SCHEMA.iter_errors(body)] == []
    assert sum(body["counts"].values()) == len(body["alerts"]) == count
    assert len(texts["sms"]) <= LIMIT
    assert re.fullmatch(r"[\x20-\x7e]{1,99}", message["Subject"])
    assert len(message["Message"].encode()) < 256 * 1024 * 3 / 4


def test_a_digest_by_letter_counts_and_links_every_report() -> None:
    digest = a_digest(2)

    message = published_digest(digest)

    assert message["Subject"] == "Zestawienie zgloszen: 2 - KMP w Krakowie"
    assert json.loads(message["Message"])["email"] == (
        "Zestawienie zgłoszeń: KMP w Krakowie\n"
        "Do: 14.03.2026, 10:26\n"
        "\n"
        "Akty wandalizmu: 1\n"
        "Dzikie wysypiska śmieci: 1\n"
        "\n"
        f"14.03.2026, 09:26  Akty wandalizmu  {MAP}/#/officer/report/{digest.entries[0].report_id}\n"
        f"14.03.2026, 09:26  Dzikie wysypiska śmieci  {MAP}/#/officer/report/{digest.entries[1].report_id}\n"
        "\n"
        "Dokładne miejsca i opisy widać po zalogowaniu.\n"
    )


def test_a_digest_and_an_alert_are_never_taken_for_one_another() -> None:
    bodies = [published(an_alert()), published_digest(a_digest())]

    events = [json.loads(json.loads(message["Message"])["default"])["event"] for message in bodies]

    assert events == ["opened", "digest"]
    assert "digest" not in set(Event)
