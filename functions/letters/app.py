"""Forwardings' stream to letters: writes to the institution that a threat was forwarded to."""

import os
from pathlib import Path
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.adapters.catalogue import load_reference
from chalicelib.adapters.dynamodb.institution_store import InstitutionStore
from chalicelib.adapters.dynamodb.stream import forwardings_of, until_first_failure
from chalicelib.adapters.patience import PATIENCE
from chalicelib.adapters.ses import SesLetters
from chalicelib.adapters.sqs import Failures
from chalicelib.adapters.unit_directory import load_units, units_beside
from chalicelib.domain.errors import MalformedRow, Undeliverable
from chalicelib.usecases.write_letter import Clerk, write_letter

logger = Logger()
metrics = Metrics()
# The annotation knows the standard logger only; without one, a record that will come again leaves no trace.
processor = BatchProcessor(event_type=EventType.DynamoDBStreams, logger=logger)  # type: ignore[arg-type]
link_secret = boto3.client("secretsmanager", config=PATIENCE).get_secret_value(
    SecretId=os.environ["LINK_SECRET_ARN"]
)
clerk = Clerk(
    institutions=InstitutionStore.of_tables(os.environ["INSTITUTIONS_TABLE"]),
    catalogue=load_reference().catalogue,
    units=load_units(units_beside(Path(os.environ["JURISDICTION_FILE"]))),
    secret=link_secret["SecretString"].encode(),
)
send_letter = SesLetters(
    boto3.client("sesv2", config=PATIENCE), os.environ["MAIL_SENDER"], os.environ["MAP_URL"]
)
set_aside = Failures(boto3.client("sqs", config=PATIENCE), os.environ["FAILURES_QUEUE_URL"])


def write(record: DynamoDBRecord) -> None:
    try:
        sent = write_letter(*forwardings_of(record.raw_event), clerk, send_letter)
        metrics.add_metric("LettersSent", MetricUnit.Count, sent)
    except (MalformedRow, Undeliverable) as reason:
        logger.error("record set aside", reason=str(reason), event_id=record.event_id)
        set_aside(record.raw_event, str(reason))
        metrics.add_metric("RecordsSetAside", MetricUnit.Count, 1)


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return process_partial_response(event, until_first_failure(write), processor, context)
