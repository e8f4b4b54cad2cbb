"""Alerts as SNS messages: one topic for each garrison, attributes to filter on, a text for each protocol."""

import json
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from chalicelib.domain.errors import Undeliverable
from chalicelib.domain.notification import Alert, Event
from chalicelib.formats.gsm import sms

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sns.type_defs import MessageAttributeValueTypeDef

SCHEMA_VERSION = 1
NEVER = frozenset({"NotFound", "NotFoundException", "InvalidParameter", "InvalidParameterException"})
"""Errors of SNS that stay: the topic is gone, or it does not take the message."""

HEADLINE = {
    Event.OPENED: "Nowe zgłoszenie",
    Event.TAKEN_OVER: "Przejęte zgłoszenie",
    Event.HANDED_OVER: "Przekazane zgłoszenie",
}


class SnsAlerts:
    """Publishes alerts; callable, as `usecases.notify_unit` wants it."""

    def __init__(self, client: "SNSClient", topic_prefix: str) -> None:
        self._client = client
        self._topic_prefix = topic_prefix

    def __call__(self, alert: Alert) -> None:
        """Publish to the topic of the unit's garrison.

        Raises `Undeliverable` for what no retry mends, or what the client raises.
        """
        try:
            self._client.publish(
                TopicArn=self._topic_prefix + alert.garrison,
                Subject=sms(f"{alert.category.names.pl} - {alert.unit.name}")[:100],
                Message=json.dumps(_messages(alert), ensure_ascii=False),
                MessageStructure="json",
                MessageAttributes=_attributes(alert),
            )
        except ClientError as error:
            code = str(error.response["Error"]["Code"])
            if code in NEVER:
                raise Undeliverable(f"SNS refuses the alert to garrison {alert.garrison}: {code}.") from error
            raise


def body(alert: Alert) -> dict[str, Any]:
    """Return the alert as the JSON that machines get, version 1."""
    lat, lon = alert.center
    return {
        "version": SCHEMA_VERSION,
        "alert_id": alert.id,
        "event": alert.event,
        "report_id": alert.report_id,
        "category": alert.category.slug,
        "priority": alert.category.priority,
        "status": alert.status,
        "unit": alert.unit.code,
        "unit_path": alert.unit.path,
        "other_unit": alert.other_unit.code if alert.other_unit else None,
        "cell": alert.cell,
        "cell_center": {"lat": round(lat, 5), "lon": round(lon, 5)},
        "at": alert.at.isoformat(timespec="seconds").replace("+00:00", "Z"),
    }


def _messages(alert: Alert) -> dict[str, str]:
    machine = json.dumps(body(alert), ensure_ascii=False)
    return {
        "default": machine,
        "sqs": machine,
        "http": machine,
        "https": machine,
        "email": _letter(alert),
        "sms": sms(
            f"{HEADLINE[alert.event]}: {alert.category.names.pl}. {_place(alert)}. Nr {alert.report_id[:8]}"
        ),
    }


def _letter(alert: Alert) -> str:
    return (
        f"{HEADLINE[alert.event]} na mapie zagrożeń\n\n"
        f"Kategoria: {alert.category.names.pl}\n"
        f"Jednostka: {alert.unit.name}\n"
        f"{_other(alert)}"
        f"Kiedy: {alert.at:%Y-%m-%d %H:%M} UTC\n"
        f"Okolica: {_place(alert)} (środek komórki {alert.cell})\n"
        f"Numer zgłoszenia: {alert.report_id}\n"
    )


def _other(alert: Alert) -> str:
    return f"Druga jednostka: {alert.other_unit.name}\n" if alert.other_unit else ""


def _place(alert: Alert) -> str:
    lat, lon = alert.center
    return f"{lat:.4f}, {lon:.4f}"


def _attributes(alert: Alert) -> dict[str, "MessageAttributeValueTypeDef"]:
    values = {
        "unit": alert.unit.code,
        "unit_path": alert.unit.path,
        "category": alert.category.slug,
        "priority": alert.category.priority.value,
        "event": alert.event.value,
    }
    return {name: {"DataType": "String", "StringValue": value} for name, value in values.items()}
