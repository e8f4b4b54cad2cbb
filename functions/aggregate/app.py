"""Reports' stream to counts: applies every change once, then asks for the tiles over it."""

import os
from collections.abc import Callable, Sequence
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.adapters.catalogue import load_reference
from chalicelib.adapters.dynamodb.cell_counter import CellCounter
from chalicelib.adapters.dynamodb.generation_store import GenerationStore
from chalicelib.adapters.dynamodb.stream import change_of, until_first_failure
from chalicelib.adapters.patience import PATIENCE
from chalicelib.adapters.sqs import Failures, RedrawQueue
from chalicelib.domain.errors import MalformedRow
from chalicelib.ports.counts import Counter
from chalicelib.usecases.aggregate_cells import aggregate_cells

logger = Logger()
metrics = Metrics()
# The annotation knows the standard logger only; without one, a record that will come again leaves no trace.
processor = BatchProcessor(event_type=EventType.DynamoDBStreams, logger=logger)  # type: ignore[arg-type]
catalogue = load_reference().catalogue
counter = CellCounter.of_tables(
    catalogue, os.environ["CELL_COUNTS_TABLE"], os.environ["COUNTED_REPORTS_TABLE"]
)
generations = GenerationStore.of_table(os.environ["CELL_COUNTS_TABLE"])
sqs = boto3.client("sqs", config=PATIENCE)
redraw = RedrawQueue(sqs, os.environ["REDRAW_QUEUE_URL"])
set_aside = Failures(sqs, os.environ["FAILURES_QUEUE_URL"])


def counting_in(counters: Sequence[Counter]) -> Callable[[DynamoDBRecord], None]:
    def count(record: DynamoDBRecord) -> None:
        try:
            aggregate_cells(change_of(record.raw_event), catalogue, counters, redraw)
            metrics.add_metric("ChangesCounted", MetricUnit.Count, 1)
        except MalformedRow as reason:
            logger.error("record set aside", reason=str(reason), event_id=record.event_id)
            set_aside(record.raw_event, str(reason))
            metrics.add_metric("RecordsSetAside", MetricUnit.Count, 1)

    return count


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    # A rebuild waits as long as an invocation may last, so that none counts by an older list than this.
    counters = [counter.of_generation(number) for number in generations.get().counted]
    return process_partial_response(event, until_first_failure(counting_in(counters)), processor, context)
