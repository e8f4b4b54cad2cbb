"""Alerts as SNS messages: one topic for each garrison, attributes to filter on, a text for each protocol."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.adapters import alert_texts, digest_texts
from chalicelib.domain.category import Priority
from chalicelib.domain.digest import Digest
from chalicelib.domain.errors import Undeliverable, Unsent
from chalicelib.domain.notification import Alert

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sns.type_defs import MessageAttributeValueTypeDef

NEVER = frozenset({"NotFound", "NotFoundException", "InvalidParameter", "InvalidParameterException"})
"""Errors of SNS that stay: the topic is gone, or it does not take the message."""


class Publisher:
    """Publishes to the topics of the garrisons; `topic_prefix` is what their ARNs begin with."""

    def __init__(self, client: "SNSClient", topic_prefix: str) -> None:
        self._client = client
        self._topic_prefix = topic_prefix

    def publish(
        self, garrison: str, subject: str, texts: Mapping[str, str], attributes: Mapping[str, str | list[str]]
    ) -> str:
        """Return the id of the message; protocols that `texts` does not name get its default.

        Raises `Undeliverable` for what no retry mends, and `Unsent` for all else.
        """
        try:
            answer = self._client.publish(
                TopicArn=self._topic_prefix + garrison,
                Subject=subject,
                Message=json.dumps(texts, ensure_ascii=False),
                MessageStructure="json",
                MessageAttributes={name: _attribute(value) for name, value in attributes.items()},
            )
        except ClientError as error:
            code = str(error.response["Error"]["Code"])
            refusal = Undeliverable if code in NEVER else Unsent
            raise refusal(f"SNS refuses the alert to garrison {garrison}: {code}.") from error
        except BotoCoreError as error:
            raise Unsent(f"SNS does not answer ({type(error).__name__}).") from error
        return answer["MessageId"]


class SnsAlerts:
    """Publishes alerts; callable, as `usecases.notify_unit` wants it.

    `console` is the address of the map, under which officers find a report.
    """

    def __init__(self, publisher: Publisher, console: str) -> None:
        self._publisher = publisher
        self._console = console

    def __call__(self, alert: Alert) -> str:
        """Publish to the topic of the unit's garrison; see `Publisher.publish`."""
        attributes = {
            "unit": alert.unit.code,
            "unit_path": alert.unit.path,
            "category": alert.category.slug,
            "priority": alert.category.priority.value,
            "event": alert.event.value,
        }
        texts = {
            "default": _json(alert_texts.body_of(alert, self._console)),
            "email": alert_texts.letter_of(alert, self._console),
            "sms": alert_texts.line_of(alert),
        }
        return self._publisher.publish(alert.garrison, alert_texts.subject_of(alert), texts, attributes)


class SnsDigests:
    """Publishes digests; callable, as `usecases.send_digests` wants it. `names` are those of categories."""

    def __init__(self, publisher: Publisher, console: str, names: Mapping[str, str]) -> None:
        self._publisher = publisher
        self._console = console
        self._names = names

    def __call__(self, digest: Digest) -> str:
        """Publish to the topic of the unit's garrison; see `Publisher.publish`.

        Category and event are lists: a digest reaches whoever filters for one of the alerts in it.
        """
        attributes: dict[str, str | list[str]] = {
            "unit": digest.unit.code,
            "unit_path": digest.unit.path,
            "category": sorted(digest.counts),
            "priority": Priority.NORMAL.value,
            "event": sorted({entry.event for entry in digest.entries}),
        }
        texts = {
            "default": _json(digest_texts.body_of(digest, self._console)),
            "email": digest_texts.letter_of(digest, self._console, self._names),
            "sms": digest_texts.line_of(digest, self._names),
        }
        return self._publisher.publish(
            digest.unit.garrison, digest_texts.subject_of(digest), texts, attributes
        )


def _attribute(value: str | list[str]) -> "MessageAttributeValueTypeDef":
    if isinstance(value, str):
        return {"DataType": "String", "StringValue": value}
    return {"DataType": "String.Array", "StringValue": json.dumps(value)}


def _json(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False)
