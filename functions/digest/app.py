"""Schedule: tells units of what waited for the end of their digest window."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.adapters.catalogue import load_reference
from chalicelib.adapters.dynamodb.alert_log_store import AlertLogStore
from chalicelib.adapters.patience import PATIENCE
from chalicelib.adapters.sns import Publisher, SnsDigests
from chalicelib.adapters.unit_directory import load_units, units_beside
from chalicelib.usecases.send_digests import send_digests

logger = Logger()
metrics = Metrics()
units = load_units(units_beside(Path(os.environ["JURISDICTION_FILE"])))
log = AlertLogStore.of_table(os.environ["ALERT_LOG_TABLE"])
send = SnsDigests(
    Publisher(boto3.client("sns", config=PATIENCE), os.environ["ALERT_TOPIC_PREFIX"]),
    os.environ["MAP_URL"],
    {category.slug: category.names.pl for category in load_reference().catalogue},
)


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, int]:  # noqa: ARG001
    sent = send_digests(datetime.now(UTC), log, units, send)
    metrics.add_metric("DigestsSent", MetricUnit.Count, sent.told)
    metrics.add_metric("DigestsFailed", MetricUnit.Count, sent.failed)
    return {"told": sent.told, "failed": sent.failed}
