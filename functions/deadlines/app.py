"""Schedule: ends the public time of reports, and reminds of deadlines and escalates them."""

import os
from datetime import UTC, datetime
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.adapters.dynamodb.report_store import ReportStore
from chalicelib.adapters.patience import PATIENCE
from chalicelib.adapters.sqs import Failures
from chalicelib.usecases.wake_reports import HIDDEN, wake_reports

logger = Logger()
metrics = Metrics()
reports = ReportStore.of_tables(os.environ["REPORTS_TABLE"])
failures = Failures(boto3.client("sqs", config=PATIENCE), os.environ["FAILURES_QUEUE_URL"])


def set_aside(report_id: str, reason: str) -> None:
    logger.error("row set aside", reason=reason, report_id=report_id)
    failures({"report_id": report_id}, reason)
    metrics.add_metric("RowsSetAside", MetricUnit.Count, 1)


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, int]:  # noqa: ARG001
    done = wake_reports(datetime.now(UTC), reports, set_aside)
    metrics.add_metric("ReportsHidden", MetricUnit.Count, done[HIDDEN])
    metrics.add_metric("DeadlineCalls", MetricUnit.Count, done.total() - done[HIDDEN])
    return dict(done)
