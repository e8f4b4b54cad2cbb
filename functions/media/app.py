"""Photo queue to clean pictures: strips what came, keeps pictures and thumbnails, tells the report."""

import os
from datetime import UTC, datetime
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.adapters.dynamodb.report_store import ReportStore
from chalicelib.adapters.patience import PATIENCE
from chalicelib.adapters.photo_queue import photos_of
from chalicelib.adapters.retouching import develop
from chalicelib.adapters.s3_photos import S3PhotoFiles
from chalicelib.usecases.develop_photo import Settled, Studio, develop_photo

logger = Logger()
metrics = Metrics()
# The annotation knows the standard logger only; without one, a message that will come again leaves no trace.
processor = BatchProcessor(event_type=EventType.SQS, logger=logger)  # type: ignore[arg-type]
studio = Studio(
    reports=ReportStore.of_tables(os.environ["REPORTS_TABLE"]),
    files=S3PhotoFiles(
        boto3.client("s3", config=PATIENCE), os.environ["UPLOADS_BUCKET"], os.environ["PHOTOS_BUCKET"]
    ),
    develop=develop,
    clock=lambda: datetime.now(UTC),
)


def settle(record: SQSRecord) -> None:
    for key in photos_of(record.body):
        settled = develop_photo(key, studio)
        logger.info("photo settled", settled=settled)
        metrics.add_metric("PhotosDeveloped", MetricUnit.Count, settled is Settled.DEVELOPED)
        metrics.add_metric("PhotosRefused", MetricUnit.Count, settled is Settled.REFUSED)


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return process_partial_response(event, settle, processor, context)
