"""Fills an empty deployment with made-up reports and with all that is derived from them."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from chalicelib.adapters.dynamodb.table_books import TableBooks
from chalicelib.adapters.institution_file import load_institutions
from chalicelib.bulk.tally import Tally
from chalicelib.domain.category import Catalogue
from chalicelib.domain.jurisdiction import Jurisdiction
from chalicelib.domain.layer import ROLLING
from chalicelib.domain.month import Month, month_of
from chalicelib.domain.publication import last_due
from chalicelib.domain.report import Report
from chalicelib.ports.books import Pointer
from chalicelib.ports.forwarding import Institutions
from chalicelib.ports.pictures import Publications
from chalicelib.usecases.publish_months import announce, publish
from chalicelib.usecases.read_publications import Published
from chalicelib.usecases.recount import Recount, recount
from infra.institutions import load as load_directory
from infra.seed.reports import make_reports
from infra.seed.shipping import PutTiles

NUMBER = 20_000
SEED = 1
BLOCK = 4000
TOLD_TILES = 15_000
GRACE = timedelta(days=14)

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Deployment:
    """The tables and the bucket to fill, with the rules and boundaries that its functions use."""

    books: TableBooks
    put_tiles: PutTiles
    pointer: Pointer
    publications: Publications
    catalogue: Catalogue
    jurisdiction: Jurisdiction
    institutions: Institutions


def load(
    deployment: Deployment, now: datetime, say: Say, *, number: int = NUMBER, seed: int = SEED
) -> Recount:
    """Write reports, their counts and ledger, and the tiles of all layers; return what was counted.

    Live writers must wait: the stream of the reports table tells of every report written here, and
    whoever reads it from its beginning would alert the units of all of them.
    """
    progress = _Progress(say)
    counted = load_reports(deployment, now, say, number=number, seed=seed)
    listed = load_directory(load_institutions(), deployment.institutions, apply=True)
    progress.note(f"{len(listed)} institutions")
    published = _published(counted, deployment.publications, now)
    progress.note(f"{len(published)} publications")
    _draw(counted, deployment, month_of(now), progress)
    return counted


def load_reports(
    deployment: Deployment, now: datetime, say: Say, *, number: int = NUMBER, seed: int = SEED
) -> Recount:
    """Do what `load` does, but draw no tiles."""
    progress = _Progress(say)
    reports = make_reports(number, seed, now, deployment.jurisdiction)
    counted = recount(_written(reports, deployment.books, progress), deployment.catalogue)
    deployment.books.put_lines(counted.ledger.items())
    deployment.books.put_rows(counted.counts.items())
    progress.note(f"{len(counted.ledger)} lines of the ledger, {len(counted.counts)} rows of counts")
    return counted


def _published(counted: Recount, publications: Publications, now: datetime) -> list[Month]:
    """Publish the months that are over; who draws everything anyway asks for no tiles."""
    protected = counted.protected()
    over = [month for month in sorted(protected) if month <= last_due(now, GRACE)]
    done = publish(over, lambda month: protected[month], publications)
    announce(publications, lambda _: None, month_of(now))
    return done


def _draw(counted: Recount, deployment: Deployment, this_month: Month, progress: "_Progress") -> None:
    """Draw every layer that counts or tells anything."""
    tally, published = Tally(), Published(deployment.publications)
    tally.add(line.contribution for line in counted.ledger.values() if line.contribution)
    months = deployment.publications.standing()
    drawn = told = 0
    for layer in sorted({*tally.layers(this_month), ROLLING, *months, *(month[:4] for month in months)}):
        pictures = tally.pictures(layer, this_month, published.on(layer, this_month))
        drawn += deployment.put_tiles(pictures)
        if drawn - told >= TOLD_TILES:
            told = drawn
            progress.note(f"{drawn} tiles")
    deployment.pointer.put(replace(deployment.pointer.get(), rolled=this_month))
    progress.note(f"{drawn} tiles of all layers")


def _written(reports: Iterable[Report], books: TableBooks, progress: "_Progress") -> Iterator[Report]:
    """Write reports in blocks and pass them on."""
    every, written = iter(reports), 0
    while block := list(islice(every, BLOCK)):
        books.put_reports(block)
        written += len(block)
        progress.note(f"{written} reports")
        yield from block


class _Progress:
    """Says what is done and how long everything has taken so far."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._began = time.monotonic()

    def note(self, what: str) -> None:
        self._say(f"{time.monotonic() - self._began:5.1f} s  {what}")
