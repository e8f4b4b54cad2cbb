"""A batch of a table's stream: worked off in order, what no retry can mend set aside, the rest sent again."""

from collections.abc import Callable, Mapping
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.domain.errors import MalformedRow, Undeliverable

Record = dict[str, Any]
"""A record of the stream, as Lambda gets it."""


class Waiting(Exception):  # noqa: N818 - named for what it is
    """A record was left for the next attempt, because one before it failed."""


class StreamBatches:
    """Works off the batches of one function; `set_aside` keeps a record with the reason."""

    def __init__(
        self, logger: Logger, metrics: Metrics, set_aside: Callable[[Mapping[str, Any], str], None]
    ) -> None:
        self._logger = logger
        self._metrics = metrics
        self._set_aside = set_aside
        # The annotation knows the standard logger only; without one, what comes again leaves no trace.
        self._processor = BatchProcessor(event_type=EventType.DynamoDBStreams, logger=logger)  # type: ignore[arg-type]

    def work_off(
        self, event: dict[str, Any], context: LambdaContext, work: Callable[[Record], None]
    ) -> PartialItemFailureResponse:
        """Do the work for each record; tell Lambda the first that failed, from where on they come again."""
        guarded = until_first_failure(self._or_set_aside(work))
        return process_partial_response(event, guarded, self._processor, context)

    def _or_set_aside(self, work: Callable[[Record], None]) -> Callable[[DynamoDBRecord], None]:
        def sound(record: DynamoDBRecord) -> None:
            try:
                work(record.raw_event)
            except (MalformedRow, Undeliverable) as reason:
                self._logger.error("record set aside", reason=str(reason), event_id=record.event_id)
                self._set_aside(record.raw_event, str(reason))
                self._metrics.add_metric("RecordsSetAside", MetricUnit.Count, 1)

        return sound


def until_first_failure(work: Callable[[Any], None]) -> Callable[[Any], None]:
    """Return the work of one batch that leaves every record after a failed one alone.

    Lambda sends a stream's batch again from the first failed record on, so what is done after it would
    be done twice: alerts would be sent again with each attempt.
    """
    failed = False

    def guarded(record: Any) -> None:
        nonlocal failed
        if failed:
            raise Waiting
        failed = True
        work(record)
        failed = False

    return guarded
