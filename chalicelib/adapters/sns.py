"""Alerts as SNS messages: one topic for each garrison, attributes to filter on, a text for each protocol."""

import json
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from chalicelib.adapters.alert_texts import body_of, letter_of, line_of, subject_of
from chalicelib.domain.errors import Undeliverable
from chalicelib.domain.notification import Alert

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sns.type_defs import MessageAttributeValueTypeDef

NEVER = frozenset({"NotFound", "NotFoundException", "InvalidParameter", "InvalidParameterException"})
"""Errors of SNS that stay: the topic is gone, or it does not take the message."""


class SnsAlerts:
    """Publishes alerts; callable, as `usecases.notify_unit` wants it.

    `console` is the address of the map, under which officers find a report.
    """

    def __init__(self, client: "SNSClient", topic_prefix: str, console: str) -> None:
        self._client = client
        self._topic_prefix = topic_prefix
        self._console = console

    def __call__(self, alert: Alert) -> None:
        """Publish to the topic of the unit's garrison.

        Raises `Undeliverable` for what no retry mends, or what the client raises.
        """
        try:
            self._client.publish(
                TopicArn=self._topic_prefix + alert.garrison,
                Subject=subject_of(alert),
                Message=json.dumps(self._texts(alert), ensure_ascii=False),
                MessageStructure="json",
                MessageAttributes=_attributes(alert),
            )
        except ClientError as error:
            code = str(error.response["Error"]["Code"])
            if code in NEVER:
                raise Undeliverable(f"SNS refuses the alert to garrison {alert.garrison}: {code}.") from error
            raise

    def _texts(self, alert: Alert) -> dict[str, str]:
        """Return a text for each protocol; those that are not named get the default."""
        return {
            "default": json.dumps(body_of(alert, self._console), ensure_ascii=False),
            "email": letter_of(alert, self._console),
            "sms": line_of(alert),
        }


def _attributes(alert: Alert) -> dict[str, "MessageAttributeValueTypeDef"]:
    values = {
        "unit": alert.unit.code,
        "unit_path": alert.unit.path,
        "category": alert.category.slug,
        "priority": alert.category.priority.value,
        "event": alert.event.value,
    }
    return {name: {"DataType": "String", "StringValue": value} for name, value in values.items()}
