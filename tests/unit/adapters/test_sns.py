"""Alerts as messages: filterable, readable in every protocol, and silent about the point and the text."""

import json
import re
from typing import TYPE_CHECKING, Any, cast

import pytest
from botocore.exceptions import ClientError
from hypothesis import given

from chalicelib.adapters.sns import SnsAlerts, body
from chalicelib.domain.errors import Undeliverable
from chalicelib.domain.report import Details, Report
from chalicelib.formats.gsm import LIMIT
from tests.builders import a_report, an_alert
from tests.strategies import reports

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient


class Outbox:
    """An SNS client that keeps what it was given."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []

    def publish(self, **message: Any) -> None:
        self.sent.append(message)


def published(report: Report) -> dict[str, Any]:
    outbox = Outbox()
    SnsAlerts(cast("SNSClient", outbox), "arn:aws:sns:eu-central-1:1:alerts-")(an_alert(report))
    (message,) = outbox.sent
    return message


def test_an_alert_goes_to_the_topic_of_the_garrison() -> None:
    assert published(a_report(unit="1261"))["TopicArn"] == "arn:aws:sns:eu-central-1:1:alerts-12"


def test_subscriptions_filter_by_unit_place_in_the_hierarchy_category_priority_and_event() -> None:
    attributes = published(a_report(category="illegal_racing"))["MessageAttributes"]

    assert {name: value["StringValue"] for name, value in attributes.items()} == {
        "unit": "1261",
        "unit_path": "12/1261",
        "category": "illegal_racing",
        "priority": "urgent",
        "event": "opened",
    }


def test_every_protocol_has_its_text_and_machines_have_the_same_body() -> None:
    report = a_report()

    message = published(report)

    texts = json.loads(message["Message"])
    assert message["MessageStructure"] == "json"
    assert set(texts) == {"default", "sqs", "http", "https", "email", "sms"}
    for machine in ("default", "sqs", "http", "https"):
        assert json.loads(texts[machine]) == body(an_alert(report))
    assert report.id in texts["email"]
    assert "Przekraczanie dozwolonej prędkości" in texts["email"]


def test_the_body_for_machines_keeps_its_form() -> None:
    report = a_report()
    alert = an_alert(report)

    assert body(alert) == {
        "version": 1,
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
    }


@given(reports)
def test_an_alert_tells_neither_the_point_nor_the_text_nor_the_token(report: Report) -> None:
    told = a_report(
        report.id,
        category=report.category,
        at=report.location,
        details=Details(description="Sąsiad spod piątki"),
    )

    everything = json.dumps(published(told), ensure_ascii=False) + json.dumps(published(told))

    assert repr(told.location.lat) not in everything or len(repr(told.location.lat)) <= 7
    assert repr(told.location.lon) not in everything or len(repr(told.location.lon)) <= 7
    assert "piątki" not in everything
    assert told.token_hash not in everything


@given(reports)
def test_subject_and_sms_keep_the_limits_of_their_carriers(report: Report) -> None:
    message = published(a_report(report.id, category=report.category, at=report.location))

    sms = json.loads(message["Message"])["sms"]
    assert len(sms) <= LIMIT
    assert sms.isascii()
    assert re.fullmatch(r"[\x20-\x7e]{1,100}", message["Subject"])


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
    send = SnsAlerts(cast("SNSClient", Refusing(code)), "arn:aws:sns:eu-central-1:1:alerts-")

    with pytest.raises(error):
        send(an_alert())
