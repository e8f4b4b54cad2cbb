"""Schedule: packs the tiles of every layer that changed into one file for partners and for offline use."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.adapters.patience import PATIENCE
from chalicelib.adapters.pmtiles_file import PmtilesPacker
from chalicelib.adapters.s3 import S3TileStore
from chalicelib.adapters.s3_archives import S3Archives
from chalicelib.adapters.unit_directory import load_jurisdiction
from chalicelib.usecases.archive_layers import archive_layers

FOR_ONE_LAYER = 180_000
"""Milliseconds that a layer may take."""

logger = Logger()
metrics = Metrics()
s3 = boto3.client("s3", config=PATIENCE)
tiles = S3TileStore(s3, os.environ["TILES_BUCKET"])
archives = S3Archives(s3, os.environ["TILES_BUCKET"])
pack = PmtilesPacker(load_jurisdiction(Path(os.environ["JURISDICTION_FILE"])).edition.attribution)


def now() -> datetime:
    return datetime.now(UTC)


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, int]:  # noqa: ARG001
    def in_time() -> bool:
        return context.get_remaining_time_in_millis() > FOR_ONE_LAYER

    made = archive_layers(tiles, archives, pack, now, in_time)
    metrics.add_metric("ArchivesMade", MetricUnit.Count, made)
    return {"made": made}
