"""Schedule: publishes months of sensitive categories that are over, and asks for the tiles that show them."""

import os
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.adapters.catalogue import load_reference
from chalicelib.adapters.dynamodb.cell_counter import CellCounter
from chalicelib.adapters.dynamodb.generation_store import GenerationStore
from chalicelib.adapters.patience import PATIENCE
from chalicelib.adapters.publications import S3Publications
from chalicelib.adapters.sqs import RedrawQueue
from chalicelib.usecases.publish_months import Press, publish_due

logger = Logger()
metrics = Metrics()
grace = timedelta(days=float(os.environ["GRACE_DAYS"]))
catalogue = load_reference().catalogue
counter = CellCounter.of_tables(catalogue, os.environ["CELL_COUNTS_TABLE"])
generations = GenerationStore.of_table(os.environ["CELL_COUNTS_TABLE"])
publications = S3Publications(
    boto3.client("s3", config=PATIENCE), os.environ["PUBLICATIONS_BUCKET"], catalogue.told_by_month()
)
redraw = RedrawQueue(boto3.client("sqs", config=PATIENCE), os.environ["REDRAW_QUEUE_URL"])


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, list[str]]:  # noqa: ARG001
    # A month that is published too early stays incomplete: the slower of two clocks decides.
    now = min(datetime.now(UTC), datetime.fromisoformat(event["time"]))
    protected = counter.of_generation(generations.get().live).protected
    published = publish_due(now, grace, Press(protected, publications, redraw))
    metrics.add_metric("MonthsPublished", MetricUnit.Count, len(published))
    return {"published": published}
