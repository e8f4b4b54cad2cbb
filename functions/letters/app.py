"""Forwardings' stream to letters: writes to the institution that a threat was forwarded to."""

import os
from pathlib import Path
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.adapters.catalogue import load_reference
from chalicelib.adapters.dynamodb.institution_store import InstitutionStore
from chalicelib.adapters.dynamodb.stream import forwardings_of
from chalicelib.adapters.dynamodb.stream_batch import Record, StreamBatches
from chalicelib.adapters.patience import PATIENCE
from chalicelib.adapters.ses import SesLetters
from chalicelib.adapters.sqs import Failures
from chalicelib.adapters.unit_directory import load_units, units_beside
from chalicelib.usecases.write_letter import Clerk, write_letter

logger = Logger()
metrics = Metrics()
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
batches = StreamBatches(
    logger, metrics, Failures(boto3.client("sqs", config=PATIENCE), os.environ["FAILURES_QUEUE_URL"])
)


def write(record: Record) -> None:
    sent = write_letter(*forwardings_of(record), clerk, send_letter)
    metrics.add_metric("LettersSent", MetricUnit.Count, sent)


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return batches.work_off(event, context, write)
