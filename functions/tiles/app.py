"""Redraw queue to tiles: draws every tile over the changed cells once for the whole batch."""

import os
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
from chalicelib.adapters.redraw_batch import Failures, draw_batch
from chalicelib.adapters.s3 import S3TileStore
from chalicelib.domain.month import month_of
from chalicelib.ports.counts import Changed
from chalicelib.usecases.draw_tiles import Easel, redraw

ENOUGH_MILLISECONDS = 20_000

logger = Logger()
metrics = Metrics()


def left_out(numbers: int) -> None:
    metrics.add_metric("NumbersLeftOut", MetricUnit.Count, numbers)


catalogue = load_reference().catalogue
counter = CellCounter.of_tables(catalogue, os.environ["CELL_COUNTS_TABLE"], left_out=left_out)
generations = GenerationStore.of_table(os.environ["CELL_COUNTS_TABLE"])
s3 = boto3.client("s3", config=PATIENCE)
publications = S3Publications(s3, os.environ["PUBLICATIONS_BUCKET"], catalogue.told_by_month())
store = S3TileStore(s3, os.environ["TILES_BUCKET"])


@logger.inject_lambda_context
@metrics.log_metrics
@event_source(data_class=SQSEvent)
def handler(event: SQSEvent, context: LambdaContext) -> Failures:
    shown = counter.of_generation(generations.get().live)
    easel = Easel(shown, publications, store, month_of(datetime.now(UTC)))

    def draw(changed: Changed) -> None:
        metrics.add_metric("TilesDrawn", MetricUnit.Count, redraw(changed, easel))

    def in_time() -> bool:
        return context.get_remaining_time_in_millis() > ENOUGH_MILLISECONDS

    return draw_batch(event.records, draw, in_time, logger)
