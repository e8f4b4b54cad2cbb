"""Reports' stream to counts: applies every change once, then asks for the tiles over it."""

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.adapters.catalogue import load_reference
from chalicelib.adapters.dynamodb.cell_counter import CellCounter
from chalicelib.adapters.dynamodb.generation_store import GenerationStore
from chalicelib.adapters.dynamodb.stream import change_to_count
from chalicelib.adapters.dynamodb.stream_batch import Record, StreamBatches
from chalicelib.adapters.patience import PATIENCE
from chalicelib.adapters.sqs import Failures, RedrawQueue
from chalicelib.domain.month import month_of
from chalicelib.ports.counts import Counter
from chalicelib.usecases.aggregate_cells import aggregate_cells

logger = Logger()
metrics = Metrics()
catalogue = load_reference().catalogue
counter = CellCounter.of_tables(
    catalogue, os.environ["CELL_COUNTS_TABLE"], os.environ["COUNTED_REPORTS_TABLE"]
)
generations = GenerationStore.of_table(os.environ["CELL_COUNTS_TABLE"])
sqs = boto3.client("sqs", config=PATIENCE)
redraw = RedrawQueue(sqs, os.environ["REDRAW_QUEUE_URL"])
batches = StreamBatches(logger, metrics, Failures(sqs, os.environ["FAILURES_QUEUE_URL"]))


def counting_in(counters: Sequence[Counter]) -> Callable[[Record], None]:
    this_month = month_of(datetime.now(UTC))

    def count(record: Record) -> None:
        aggregate_cells(change_to_count(record), catalogue, counters, redraw, this_month)
        metrics.add_metric("ChangesCounted", MetricUnit.Count, 1)

    return count


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    # A rebuild waits as long as an invocation may last, so that none counts by an older list than this.
    counters = [counter.of_generation(number) for number in generations.get().counted]
    return batches.work_off(event, context, counting_in(counters))
