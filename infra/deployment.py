"""Which deployment a command works on, and what rebuilds and checks of it work with."""

import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import boto3
from samtranslator.yaml_helper import yaml_parse

from chalicelib.adapters.catalogue import load_reference
from chalicelib.adapters.dynamodb.cell_counter import CellCounter
from chalicelib.adapters.dynamodb.generation_store import GenerationStore
from chalicelib.adapters.dynamodb.report_store import ReportStore
from chalicelib.adapters.dynamodb.table_books import TableBooks
from chalicelib.adapters.export import Export
from chalicelib.adapters.publications import S3Publications
from chalicelib.adapters.s3 import S3TileStore
from chalicelib.bulk.tally import Tally
from chalicelib.usecases.check_counts import Review
from chalicelib.usecases.rebuild import Source, Workshop

LOCAL = Path(__file__).parent.parent / ".local" / "deployment.json"
"""Where the local run says how it is reached, as long as it lasts."""

RESOURCES = {
    "REPORTS_TABLE": "ReportsTable",
    "CELL_COUNTS_TABLE": "CellCountsTable",
    "COUNTED_REPORTS_TABLE": "CountedReportsTable",
    "PUBLICATIONS_BUCKET": "PublicationsBucket",
    "TILES_BUCKET": "TilesBucket",
}
"""Settings of the function `rebuild`, and the resources of the stack that they name."""

TEMPLATE = Path(__file__).parent.parent / "template.yaml"


class Nowhere(Exception):  # noqa: N818 - an answer for whoever typed the command
    """No deployment is named, and none runs here."""


def enter(stack: str | None) -> None:
    """Put the settings of a deployment into the environment, where the AWS clients look too.

    It is the stack of that name; else what the environment names already; else the local run.
    """
    if stack:
        os.environ.update(_of_stack(stack))
    elif "REPORTS_TABLE" not in os.environ:
        if not LOCAL.exists():
            raise Nowhere("Name a deployment with STACK=, or start one here with `make run`.")
        os.environ.update(json.loads(LOCAL.read_text(encoding="utf-8")))


def workshop(settled: float | None = None, export: Path | None = None) -> Workshop:
    """Return what rebuilds of the deployment in the environment work with."""
    setting = os.environ
    catalogue, s3 = load_reference().catalogue, boto3.client("s3")
    tables = (setting["CELL_COUNTS_TABLE"], setting["COUNTED_REPORTS_TABLE"])
    books = TableBooks.of_tables(catalogue, setting["REPORTS_TABLE"], *tables)
    table = Source(setting["REPORTS_TABLE"], books.reports)
    return Workshop(
        pointer=GenerationStore.of_table(setting["CELL_COUNTS_TABLE"]),
        books=books.of_generation,
        counter=CellCounter.of_tables(catalogue, *tables).of_generation,
        reports=ReportStore.of_tables(setting["REPORTS_TABLE"]),
        publications=S3Publications(s3, setting["PUBLICATIONS_BUCKET"], catalogue.told_by_month()),
        store=S3TileStore(s3, setting["TILES_BUCKET"]),
        source=Source(str(export.resolve()), Export(export).reports) if export else table,
        catalogue=catalogue,
        new_tally=Tally,
        clock=lambda: datetime.now(UTC),
        pause=time.sleep,
        settled=float(setting.get("SETTLED_SECONDS") or _settled_seconds()) if settled is None else settled,
        left_out=_left_out,
    )


def review(shop: Workshop, generation: int, say: Callable[[str], None] = lambda _: None) -> Review:
    """Return what a check of a generation works with."""
    return Review(
        books=shop.books(generation),
        reports=shop.reports,
        catalogue=shop.catalogue,
        new_tally=shop.new_tally,
        pause=shop.pause,
        is_counted=lambda: generation in shop.pointer.get().counted,
        say=say,
    )


def _left_out(ids: Sequence[str]) -> None:
    print(f"left out, for they cannot be counted: {', '.join(ids)}", flush=True)


def _of_stack(stack: str) -> Mapping[str, str]:
    cloud_formation = boto3.client("cloudformation")
    return {
        setting: cloud_formation.describe_stack_resource(StackName=stack, LogicalResourceId=resource)[
            "StackResourceDetail"
        ]["PhysicalResourceId"]
        for setting, resource in RESOURCES.items()
    }


def _settled_seconds() -> str:
    """Return how long a rebuild waits where nobody says otherwise."""
    template = yaml_parse(TEMPLATE.read_text(encoding="utf-8"))
    return str(template["Parameters"]["SettledSeconds"]["Default"])
