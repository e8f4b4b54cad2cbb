"""Finds the deployment to fill by the settings of its functions, in the environment."""

import os
from pathlib import Path

import boto3

from chalicelib.adapters.catalogue import load_reference
from chalicelib.adapters.dynamodb.institution_store import InstitutionStore
from chalicelib.adapters.dynamodb.table_books import TableBooks
from chalicelib.adapters.publications import S3Publications
from chalicelib.adapters.s3 import S3TileStore
from chalicelib.adapters.unit_directory import load_jurisdiction
from infra.seed.loading import Deployment

TABLES = ("REPORTS_TABLE", "CELL_COUNTS_TABLE", "COUNTED_REPORTS_TABLE")


def named_deployment() -> Deployment:
    """Return the deployment; raise `KeyError` with the name of a setting that is missing."""
    catalogue, s3 = load_reference().catalogue, boto3.client("s3")
    return Deployment(
        TableBooks.of_tables(catalogue, *(os.environ[name] for name in TABLES)),
        S3TileStore(s3, os.environ["TILES_BUCKET"]),
        S3Publications(s3, os.environ["PUBLICATIONS_BUCKET"]),
        catalogue,
        load_jurisdiction(Path(os.environ["JURISDICTION_FILE"])),
        InstitutionStore.of_table(os.environ["INSTITUTIONS_TABLE"]),
    )
