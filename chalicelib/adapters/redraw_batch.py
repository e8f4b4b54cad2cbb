"""A batch of the redraw queue: what cannot be drawn fails alone, and takes no other message along."""

from collections.abc import Callable, Iterable, Mapping

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from chalicelib.adapters.sqs import changed_of
from chalicelib.domain.errors import MalformedRow
from chalicelib.ports.counts import Changed

Draw = Callable[[Changed], None]
"""Draw every tile that shows one of the cells."""

InTime = Callable[[], bool]
"""Say whether there is time to draw one more message."""

TRIED_TOGETHER = 2
"""How often a message is drawn with others: one that hangs, or takes all the time, fails no call of ours."""

Failures = dict[str, list[dict[str, str]]]
"""Lambda's answer for a part of a batch: the messages that come again."""


def draw_batch(records: Iterable[SQSRecord], draw: Draw, in_time: InTime, logger: Logger) -> Failures:
    """Draw what the messages name; return those that are to come again.

    Messages of one place share tiles, so they are drawn together. A message that cannot be drawn must not
    take others along when it ends in the dead-letter queue.
    """
    every = list(records)
    messages = _read(every, logger)
    often = {one.message_id for one in every if _received(one) > TRIED_TOGETHER}
    fresh = {message_id: changed for message_id, changed in messages.items() if message_id not in often}
    alone = {message_id: changed for message_id, changed in messages.items() if message_id in often}
    drawn = _together(fresh, draw, logger)
    if not drawn and len(fresh) > 1:
        alone = fresh | alone
    drawn |= _one_by_one(alone, draw, in_time, logger)
    failed = [record.message_id for record in every if record.message_id not in drawn]
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}


def _received(record: SQSRecord) -> int:
    return int(record.attributes.approximate_receive_count)


def _read(records: Iterable[SQSRecord], logger: Logger) -> dict[str, Changed]:
    messages = {}
    for record in records:
        try:
            messages[record.message_id] = changed_of(record.body)
        except MalformedRow:
            logger.exception("message set aside", message_id=record.message_id)
    return messages


def _together(messages: Mapping[str, Changed], draw: Draw, logger: Logger) -> set[str]:
    """Return the messages that were drawn: all or none."""
    if not messages:
        return set()
    changed: dict[str, set[str]] = {}
    for message in messages.values():
        for layer, cells in message.items():
            changed.setdefault(layer, set()).update(cells)
    try:
        draw(changed)
    except Exception:  # whatever it is, most of the messages have no part in it
        logger.exception("batch not drawn together", messages=len(messages))
        return set()
    return set(messages)


def _one_by_one(messages: Mapping[str, Changed], draw: Draw, in_time: InTime, logger: Logger) -> set[str]:
    """Return the messages that were drawn; what there is no time for comes again too."""
    drawn: set[str] = set()
    for message_id, changed in messages.items():
        if not in_time():
            logger.warning("no time for the rest of the batch", drawn=len(drawn), messages=len(messages))
            break
        try:
            draw(changed)
        except Exception:  # the next message is another's
            logger.exception("message not drawn", message_id=message_id)
        else:
            drawn.add(message_id)
    return drawn
