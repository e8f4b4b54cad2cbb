"""Schedule: reminds institutions that are silent, then gives their reports back to the units."""

import os
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.adapters.dynamodb.forwarding_store import ForwardingStore
from chalicelib.adapters.dynamodb.report_store import ReportStore
from chalicelib.adapters.patience import PATIENCE
from chalicelib.adapters.sqs import Failures
from chalicelib.domain.forwarding import Patience
from chalicelib.usecases.notice_silence import notice_silence

logger = Logger()
metrics = Metrics()
reports = ReportStore.of_tables(os.environ["REPORTS_TABLE"])
forwardings = ForwardingStore.of_tables(os.environ["FORWARDINGS_TABLE"], os.environ["REPORTS_TABLE"])
failures = Failures(boto3.client("sqs", config=PATIENCE), os.environ["FAILURES_QUEUE_URL"])
patience = Patience(
    answer=timedelta(days=int(os.environ["ANSWER_DAYS"])),
    reminder=timedelta(days=int(os.environ["REMINDER_DAYS"])),
    link=timedelta(days=int(os.environ["LINK_DAYS"])),
)


def set_aside(key: str, reason: str) -> None:
    logger.error("row set aside", reason=reason, forwarding=key)
    failures({"forwarding": key}, reason)
    metrics.add_metric("RowsSetAside", MetricUnit.Count, 1)


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, int]:  # noqa: ARG001
    noticed = notice_silence(datetime.now(UTC), forwardings, reports, patience, set_aside)
    metrics.add_metric("InstitutionsReminded", MetricUnit.Count, noticed.reminded)
    metrics.add_metric("ReportsGivenBack", MetricUnit.Count, noticed.given_back)
    return {"reminded": noticed.reminded, "given_back": noticed.given_back}
