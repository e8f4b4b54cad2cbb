"""Redraw queue to tiles: draws every tile over the changed cells once for the whole batch."""

import os
from collections import defaultdict
from datetime import UTC, datetime

import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.data_classes import SQSEvent, event_source
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.adapters.catalogue import load_reference
from chalicelib.adapters.dynamodb.cell_counter import CellCounter
from chalicelib.adapters.dynamodb.generation_store import GenerationStore
from chalicelib.adapters.patience import PATIENCE
from chalicelib.adapters.publications import S3Publications
from chalicelib.adapters.s3 import S3TileStore
from chalicelib.adapters.sqs import changed_of
from chalicelib.domain.errors import MalformedRow
from chalicelib.domain.month import month_of
from chalicelib.usecases.draw_tiles import Easel, redraw

logger = Logger()
metrics = Metrics()
counter = CellCounter.of_tables(load_reference().catalogue, os.environ["CELL_COUNTS_TABLE"])
generations = GenerationStore.of_table(os.environ["CELL_COUNTS_TABLE"])
s3 = boto3.client("s3", config=PATIENCE)
publications = S3Publications(s3, os.environ["PUBLICATIONS_BUCKET"])
store = S3TileStore(s3, os.environ["TILES_BUCKET"])


@logger.inject_lambda_context
@metrics.log_metrics
@event_source(data_class=SQSEvent)
def handler(event: SQSEvent, context: LambdaContext) -> dict[str, list[dict[str, str]]]:  # noqa: ARG001
    changed: defaultdict[str, set[str]] = defaultdict(set)
    unread = []
    for record in event.records:
        try:
            for layer, cells in changed_of(record.body).items():
                changed[layer].update(cells)
        except MalformedRow:
            logger.exception("message set aside", message_id=record.message_id)
            unread.append({"itemIdentifier": record.message_id})
    shown = counter.of_generation(generations.get().live)
    drawn = redraw(changed, Easel(shown, publications, store, month_of(datetime.now(UTC))))
    metrics.add_metric("TilesDrawn", MetricUnit.Count, drawn)
    return {"batchItemFailures": unread}
