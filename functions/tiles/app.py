"""Redraw queue to tiles: draws every tile over the changed cells once for the whole batch."""

import os

import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.data_classes import SQSEvent, event_source
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.adapters.dynamodb.cell_counter import CellCounter
from chalicelib.adapters.s3 import S3TileStore
from chalicelib.adapters.sqs import cells_of
from chalicelib.domain.cell import counted_cell
from chalicelib.domain.errors import UnknownCell
from chalicelib.domain.tile import CURRENT
from chalicelib.usecases.draw_tiles import redraw_cells

logger = Logger()
metrics = Metrics()
counter = CellCounter.of_tables(os.environ["CELL_COUNTS_TABLE"])
store = S3TileStore(boto3.client("s3"), os.environ["TILES_BUCKET"])


@logger.inject_lambda_context
@metrics.log_metrics
@event_source(data_class=SQSEvent)
def handler(event: SQSEvent, context: LambdaContext) -> dict[str, list[dict[str, str]]]:  # noqa: ARG001
    cells: set[str] = set()
    unread = []
    for record in event.records:
        try:
            cells.update(map(counted_cell, cells_of(record.body)))
        except (KeyError, TypeError, UnknownCell, ValueError):
            logger.exception("message names no cells", message_id=record.message_id)
            unread.append({"itemIdentifier": record.message_id})
    drawn = redraw_cells(cells, CURRENT, counter, store)
    metrics.add_metric("TilesDrawn", MetricUnit.Count, drawn)
    return {"batchItemFailures": unread}
