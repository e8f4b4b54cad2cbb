"""Rebuilds of all counts and tiles, piece by piece: an operator begins them, its own queue goes on."""

import json
import os
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.adapters.catalogue import load_reference
from chalicelib.adapters.dynamodb.cell_counter import CellCounter
from chalicelib.adapters.dynamodb.generation_store import GenerationStore
from chalicelib.adapters.dynamodb.report_store import ReportStore
from chalicelib.adapters.dynamodb.table_books import TableBooks
from chalicelib.adapters.patience import PATIENCE
from chalicelib.adapters.publications import S3Publications
from chalicelib.adapters.s3 import S3TileStore
from chalicelib.bulk.tally import Tally
from chalicelib.domain.generation import SILENCE, AtWork, TooLarge
from chalicelib.domain.month import month_of
from chalicelib.usecases.rebuild import Source, Workshop, rebuild, wanted

ENOUGH_MILLISECONDS = 60_000

FIXED_MEGABYTES, BYTES_EACH = 512, 100
"""What the function takes for 400,000 cells, and for each sum of two tallies while a layer shows them all."""

logger = Logger()
metrics = Metrics()
catalogue = load_reference().catalogue
s3 = boto3.client("s3", config=PATIENCE)
sqs = boto3.client("sqs", config=PATIENCE)
books = TableBooks.of_tables(
    catalogue,
    os.environ["REPORTS_TABLE"],
    os.environ["CELL_COUNTS_TABLE"],
    os.environ["COUNTED_REPORTS_TABLE"],
)
counter = CellCounter.of_tables(
    catalogue, os.environ["CELL_COUNTS_TABLE"], os.environ["COUNTED_REPORTS_TABLE"]
)
shop = Workshop(
    pointer=GenerationStore.of_table(os.environ["CELL_COUNTS_TABLE"]),
    books=books.of_generation,
    counter=counter.of_generation,
    reports=ReportStore.of_tables(os.environ["REPORTS_TABLE"]),
    publications=S3Publications(s3, os.environ["PUBLICATIONS_BUCKET"], catalogue.told_by_month()),
    store=S3TileStore(s3, os.environ["TILES_BUCKET"]),
    source=Source(os.environ["REPORTS_TABLE"], books.reports),
    catalogue=catalogue,
    new_tally=Tally,
    clock=lambda: datetime.now(UTC),
    pause=time.sleep,
    settled=float(os.environ["SETTLED_SECONDS"]),
    left_out=lambda ids: logger.warning("reports left out: they cannot be counted", reports=ids),
)


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Begin a rebuild for `{"do": "rebuild"}`; for anything else go on with what waits."""
    layers = () if event.get("do") == "rebuild" else wanted(shop.pointer.get(), month_of(shop.clock()))
    answer: dict[str, Any] = {"batchItemFailures": []}
    if layers is None:
        return answer
    try:
        finished = work(layers, context)
    except AtWork as reason:
        logger.warning("not begun", reason=str(reason))
        return {**answer, "refused": str(reason)}
    except TooLarge:
        logger.error("too large for a function: run `make rebuild STACK=…` on a machine")
        raise
    if not finished:
        metrics.add_metric("RebuildsLaidDown", MetricUnit.Count, 1)
        sqs.send_message(QueueUrl=os.environ["REBUILD_QUEUE_URL"], MessageBody=json.dumps({"do": "go on"}))
    return {**answer, "finished": finished, "live": shop.pointer.get().live}


def work(layers: tuple[str, ...], context: LambdaContext) -> bool:
    """Work until everything is made or the time is short, then lay the work down."""
    left = timedelta(milliseconds=context.get_remaining_time_in_millis())
    megabytes = int(context.memory_limit_in_mb)  # Lambda says it as a text, whatever its type is called
    most = (megabytes - FIXED_MEGABYTES) * 2**20 // BYTES_EACH
    invocation = replace(shop, until=shop.clock() + left + SILENCE, new_tally=partial(Tally, most=most))
    pieces = rebuild(invocation, f"{context.function_name}/{context.aws_request_id}", layers)
    for progress in pieces:
        if progress.note == "done":
            logger.info("step done", step=progress.step)
            metrics.add_metric("RebuildSteps", MetricUnit.Count, 1)
        if context.get_remaining_time_in_millis() < ENOUGH_MILLISECONDS:
            pieces.close()
            return False
    return True
