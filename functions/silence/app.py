"""Schedule: reminds institutions that are silent, then gives their reports back to the units."""

import os
from datetime import UTC, datetime, timedelta
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.adapters.dynamodb.forwarding_store import ForwardingStore
from chalicelib.adapters.dynamodb.report_store import ReportStore
from chalicelib.domain.forwarding import Patience
from chalicelib.usecases.notice_silence import notice_silence

logger = Logger()
metrics = Metrics()
reports = ReportStore.of_tables(os.environ["REPORTS_TABLE"])
forwardings = ForwardingStore.of_tables(os.environ["FORWARDINGS_TABLE"], os.environ["REPORTS_TABLE"])
patience = Patience(
    answer=timedelta(days=int(os.environ["ANSWER_DAYS"])),
    reminder=timedelta(days=int(os.environ["REMINDER_DAYS"])),
    link=timedelta(days=int(os.environ["LINK_DAYS"])),
)


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, int]:  # noqa: ARG001
    noticed = notice_silence(datetime.now(UTC), forwardings, reports, patience)
    metrics.add_metric("InstitutionsReminded", MetricUnit.Count, noticed.reminded)
    metrics.add_metric("ReportsGivenBack", MetricUnit.Count, noticed.given_back)
    return {"reminded": noticed.reminded, "given_back": noticed.given_back}
