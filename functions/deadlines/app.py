"""Schedule: ends the public time of reports, even when nothing else happens to them."""

import os
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.adapters.dynamodb.report_store import ReportStore
from chalicelib.usecases.change_status import end_visibility

logger = Logger()
metrics = Metrics()
reports = ReportStore.of_tables(os.environ["REPORTS_TABLE"])


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, int]:  # noqa: ARG001
    hidden = end_visibility(datetime.now(UTC), reports)
    metrics.add_metric("ReportsHidden", MetricUnit.Count, hidden)
    return {"hidden": hidden}
