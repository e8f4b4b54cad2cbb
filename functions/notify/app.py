"""Reports' stream to alerts: tells the responsible unit of what it must know of a report."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.adapters.catalogue import load_reference
from chalicelib.adapters.dynamodb.alert_log_store import AlertLogStore
from chalicelib.adapters.dynamodb.stream import change_of
from chalicelib.adapters.dynamodb.stream_batch import Record, StreamBatches
from chalicelib.adapters.dynamodb.window_store import WindowStore
from chalicelib.adapters.patience import PATIENCE
from chalicelib.adapters.sns import Publisher, SnsAlerts
from chalicelib.adapters.sqs import Failures
from chalicelib.adapters.unit_directory import load_units, units_beside
from chalicelib.usecases.notify_unit import Messenger, notify_unit

logger = Logger()
metrics = Metrics()
catalogue = load_reference().catalogue
units = load_units(units_beside(Path(os.environ["JURISDICTION_FILE"])))
messenger = Messenger(
    SnsAlerts(
        Publisher(boto3.client("sns", config=PATIENCE), os.environ["ALERT_TOPIC_PREFIX"]),
        os.environ["MAP_URL"],
    ),
    AlertLogStore.of_table(os.environ["ALERT_LOG_TABLE"], int(os.environ["ALERT_LOG_DAYS"])),
    WindowStore.of_tables(os.environ["DIGEST_WINDOWS_TABLE"]),
    lambda: datetime.now(UTC),
)
batches = StreamBatches(
    logger, metrics, Failures(boto3.client("sqs", config=PATIENCE), os.environ["FAILURES_QUEUE_URL"])
)


def tell(record: Record) -> None:
    sent = notify_unit(change_of(record), catalogue, units, messenger)
    metrics.add_metric("AlertsSent", MetricUnit.Count, sent)


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return batches.work_off(event, context, tell)
