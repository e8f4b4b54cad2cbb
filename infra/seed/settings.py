"""Finds the deployment to fill by the settings of its functions, in the environment."""

import os
from functools import partial
from pathlib import Path

import boto3

from chalicelib.adapters.catalogue import load_reference
from chalicelib.adapters.dynamodb.generation_store import GenerationStore
from chalicelib.adapters.dynamodb.institution_store import InstitutionStore
from chalicelib.adapters.dynamodb.table_books import TableBooks
from chalicelib.adapters.publications import S3Publications
from chalicelib.adapters.unit_directory import load_jurisdiction
from infra.seed.loading import Deployment
from infra.seed.shipping import Intake, ShippedTable, shipped_tiles

TABLES = ("REPORTS_TABLE", "CELL_COUNTS_TABLE", "COUNTED_REPORTS_TABLE")


def named_deployment() -> Deployment:
    """Return the deployment; raise `KeyError` with the name of a setting that is missing."""
    catalogue, intake = load_reference().catalogue, Intake(os.environ["AWS_ENDPOINT_URL"])
    return Deployment(
        TableBooks.of_tables(
            catalogue, *(os.environ[name] for name in TABLES), table=partial(ShippedTable, intake)
        ),
        shipped_tiles(intake, os.environ["TILES_BUCKET"]),
        GenerationStore.of_table(os.environ["CELL_COUNTS_TABLE"]),
        S3Publications(boto3.client("s3"), os.environ["PUBLICATIONS_BUCKET"], catalogue.told_by_month()),
        catalogue,
        load_jurisdiction(Path(os.environ["JURISDICTION_FILE"])),
        InstitutionStore.of_tables(os.environ["INSTITUTIONS_TABLE"]),
    )
