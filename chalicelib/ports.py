"""What use cases need of the outside: each Protocol has a real store and a fake under one suite."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Generic, Protocol, Self, TypeVar

from chalicelib.domain.aggregation import Contribution, Counts, Row
from chalicelib.domain.alert_log import Entry, LogPlace
from chalicelib.domain.archive import Archive, Catalogue
from chalicelib.domain.deed import Deed
from chalicelib.domain.digest import Window
from chalicelib.domain.forwarding import Forwarding
from chalicelib.domain.generation import Generations
from chalicelib.domain.institution import Institution
from chalicelib.domain.month import Month
from chalicelib.domain.notification import Alert
from chalicelib.domain.origin import Quota
from chalicelib.domain.publication import Publication
from chalicelib.domain.report import Report
from chalicelib.domain.roster import Member
from chalicelib.domain.statistics import Case
from chalicelib.domain.status import Status
from chalicelib.domain.subscription import State, Subscription, Wanted
from chalicelib.domain.tile import Tile
from chalicelib.domain.unit import Unit
from chalicelib.domain.work_list import Line, Look, Stretch, Tray

Clock = Callable[[], datetime]
"""Now, in UTC."""

Audit = Callable[[Deed], None]
"""Keeps what an officer saw; what changes a report is kept by `Reports.replace`."""

Spend = Callable[[str, int, datetime], None]
"""Uses one try of so many that a thing or an origin has in a day; raises `TooManyTries` without one."""

NewId = Callable[[], str]
NewToken = Callable[[], str]


@dataclass(frozen=True, slots=True)
class OriginUse:
    """One use of an origin's quota; `origin` is a hash that changes with the day."""

    origin: str
    place: str
    quota: Quota


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """What is kept of an accepted report so that a repeat of its request gets the same answer."""

    key_hash: str
    body_hash: str
    report_id: str
    sealed_token: str


class Repeated(Exception):  # noqa: N818 - a finding, not a failure
    """The idempotency key was used before."""

    def __init__(self, first: FirstAnswer) -> None:
        super().__init__("repeated idempotency key")
        self.first = first


class Roster(Protocol):
    """Who signed on in which unit."""

    def put(self, member: Member) -> None:
        """Keep a member in place of what is known of the account."""

    def find(self, account: str) -> Member | None:
        """Return the member of an account."""

    def of_unit(self, unit: str, now: datetime) -> tuple[Member, ...]:
        """Return who is on a unit's roster now, by the names of their accounts; may miss the newest."""


class Reports(Protocol):
    """The reports table with its guards."""

    def add(self, report: Report, use: OriginUse, answer: FirstAnswer | None) -> None:
        """Write the report, the use of the quota and the answer, all or none.

        Raises `Repeated`, `QuotaExceeded` or `Busy`.
        """

    def get(self, report_id: str) -> Report:
        """Return a report; raise `UnknownReport`."""

    def replace(self, *reports: Report, deed: Deed | None = None) -> None:
        """Store each report over the version before it, and keep the deed: all or none.

        Raises `StaleVersion` when one of the versions does not stand any more, or `Busy`.
        """

    def in_statuses(self, statuses: Collection[Status]) -> Iterable[str]:
        """Return the ids of all reports in some statuses, whoever has them; may miss the newest.

        Looks at every report that there is: for work that is done seldom.
        """

    def look(self, tray: Tray, stretch: Stretch, size: int) -> Look:
        """Look at the next `size` reports of a tray in a stretch of it, in its order; may miss the newest.

        Costs the same however many reports the tray has.
        """

    def open_in(self, category: str, cells: Iterable[str], size: int) -> Iterable[Line]:
        """Return the newest `size` open reports of a category in each of some cells; may miss the newest.

        A merged report is acted on under another, so it is not open.
        """

    def cases(self, garrison: str, begin: datetime, end: datetime) -> Iterable[Case]:
        """Return what a garrison has that was placed from `begin` on and before `end`; may miss the newest.

        Costs what these reports cost, some 300 bytes each.
        """

    def read_many(self, report_ids: Sequence[str]) -> Iterable[Report]:
        """Return those of some reports that there are, in no order; may miss the newest changes."""

    def due_to_wake(self, now: datetime) -> Iterable[str]:
        """Return the ids of reports that the clock has something to do with by now; may miss the newest.

        Costs what is due, however many reports there are.
        """

    def let_sleep(self, report_id: str) -> None:
        """Leave a row that is no report out of `due_to_wake` until it is written again."""


class Forwardings(Protocol):
    """The forwardings, each stored together with its report."""

    def get(self, key: str) -> Forwarding:
        """Return a forwarding; raise `UnknownLink`."""

    def replace(self, forwarding: Forwarding, report: Report | None, deed: Deed | None = None) -> None:
        """Store a forwarding over the version before it, a report over its own, and a deed: all or none.

        Version 1 is a new one. Raises `StaleVersion` when one of the two does not stand, or `Busy`.
        """

    def due(self, now: datetime) -> Iterable[str]:
        """Return the keys of those whose silence is to be noticed; may miss the newest."""


class Institutions(Protocol):
    """The directory of institutions outside the Police."""

    def get(self, code: str) -> Institution:
        """Return an institution, a retired one too; raise `UnknownInstitution`."""

    def serving(self, areas: Iterable[str]) -> Iterable[Institution]:
        """Return those of some areas that are not retired, area by area; may miss the newest changes."""

    def put(self, institution: Institution, over: Institution | None) -> None:
        """Store an institution in place of what was read, None where the code was free.

        Raises `StaleVersion` when something else stands there.
        """


class Subscriptions(Protocol):
    """The table of subscriptions: what coordinators asked for."""

    def of_garrison(self, garrison: str) -> Sequence[Subscription]:
        """Return all subscriptions of a garrison, at most 200, read consistently."""

    def add(self, wanted: Subscription) -> Subscription:
        """Write a subscription unless its address has one; return the one that stands."""

    def replace(self, subscription: Subscription) -> None:
        """Write over the subscription of the address; raise `UnknownSubscription` when there is none."""

    def remove(self, subscription: Subscription) -> None:
        """Forget a subscription; one that is not there stays so."""


class Topics(Protocol):
    """The topics of the garrisons, whose subscriptions deliver. Each call may raise `Busy`."""

    def subscribe(self, subscription: Subscription, unit: Unit) -> str:
        """Let the address hear what it wants of the unit; return the name of the subscription.

        A repeat returns the same name. Raises `InvalidValue` for an address that is refused, and
        `SubscriptionsFull`.
        """

    def state(self, arn: str) -> State:
        """Return how a subscription stands."""

    def refilter(self, arn: str, wanted: Wanted, unit: Unit) -> None:
        """Let a subscription hear something else; raise `StillPending` or `UnknownSubscription`."""

    def end(self, arn: str) -> None:
        """End a subscription, if it is there; raise `StillPending`."""


@dataclass(frozen=True, slots=True)
class LogPage:
    """A part of a unit's log, newest first, and where the next one begins; None behind the last."""

    entries: tuple[Entry, ...]
    next: LogPlace | None


class AlertLog(Protocol):
    """What was told to units: one line for each alert, whatever is repeated."""

    def open(self, alert: Alert, due: datetime | None, now: datetime) -> bool:
        """Write the line of an alert, or count one more attempt; say whether it is to be sent now.

        It is not when it was told before, or waits for the digest at `due`; a line that stands keeps
        its own.
        """

    def told(self, alert: Alert, message_id: str, now: datetime) -> None:
        """Keep that an alert was told."""

    def failed(self, alert: Alert, reason: str) -> None:
        """Keep why an attempt failed."""

    def page_of_unit(self, unit: str, after: LogPlace | None, size: int) -> LogPage:
        """Return the next lines of a unit, newest first; may miss those of the last second."""

    def waiting(self, until: datetime) -> Iterable[Entry]:
        """Return the alerts that wait for a digest due then or before; none that was told."""

    def told_together(self, entries: Sequence[Entry], digest: str, message_id: str, now: datetime) -> None:
        """Keep that at most 99 waiting alerts were told by a digest, all or none."""

    def failed_together(self, entries: Sequence[Entry], reason: str) -> None:
        """Keep why a digest of at most 99 waiting alerts failed; they go on waiting."""


class Windows(Protocol):
    """How often units hear of what is not urgent."""

    def of(self, unit: str) -> Window:
        """Return a unit's window; instant unless somebody set another."""

    def set(self, unit: str, window: Window) -> None:
        """Give a unit another window."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What the counts hold of one report: its contribution as of a version, 0 before the first."""

    version: int
    contribution: Contribution | None


NOT_COUNTED = Counted(0, None)

CellCounts = Mapping[str, Counts]
"""Counts by cell, no zeros; a row that counts nothing any more is an empty mapping."""

Changed = Mapping[str, Collection[str]]
"""Cells by the layers of the map that show a change of them."""


class Counter(Protocol):
    """The counts of all reports, with a ledger of what they hold of each."""

    def replace(self, report_id: str, expected: Counted, target: Counted) -> None:
        """Count `target` in place of what is expected, in one transaction.

        Raises `StaleVersion` when the ledger holds another contribution than expected or a version
        as new as the target's, and `Busy` when the same call may succeed later.
        """

    def counted(self, report_id: str) -> Counted:
        """Return what the ledger holds."""

    def of_cell(self, layer: str, cell: str) -> Counts:
        """Return what is kept of a cell in a layer, without zeros."""

    def of_unit(self, unit: str) -> Mapping[Month, Counts]:
        """Return all that a unit has, by the month of placing, withheld categories and pranks too."""

    def below(
        self, layers: Collection[str], blocks: Iterable[str], resolution: int
    ) -> Mapping[str, CellCounts]:
        """Return the counts, by layer, of all cells of a resolution in some blocks, read consistently."""

    def protected(self, month: Month) -> CellCounts:
        """Return the counts of a month's reports of sensitive categories in the finest cells."""

    def sweep(self, rows: Iterable[Row]) -> None:
        """Forget rows that count nothing; a row that counts something by now stays."""


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T]):
    """A part of a whole table: what it holds, and the cursor to go on behind it, empty behind the last.

    `spoilt` names rows that cannot be read.
    """

    items: T
    cursor: str
    spoilt: tuple[str, ...] = ()


Sheets = Iterator[Sheet[T]]


class Books(Protocol):
    """All reports, and all that is counted of them in one generation.

    Every read is consistent for each row, none is for many rows together. What is put goes over whatever
    stands: only a generation that nobody counts in yet is written so.
    """

    def reports(self, after: str = "") -> Sheets[list[Report]]:
        """Read all reports behind a cursor."""

    def versions(self, after: str = "") -> Sheets[dict[str, int]]:
        """Read the versions of all reports behind a cursor, by id: a fraction of the work."""

    def gone(self, ids: Iterable[str]) -> set[str]:
        """Return those of the ids that no report has."""

    def lines(self, after: str = "") -> Sheets[dict[str, Counted]]:
        """Read what the ledger holds behind a cursor, by the reports' ids."""

    def lines_of(self, ids: Iterable[str]) -> Mapping[str, Counted]:
        """Return what the ledger holds of some reports, by their ids."""

    def rows(self) -> Iterator[tuple[Row, Counts]]:
        """Read all rows that count anything."""

    def rows_of(self, rows: Iterable[Row]) -> Mapping[Row, Counts]:
        """Return those of the rows that count anything."""

    def put_lines(self, lines: Iterable[tuple[str, Counted]]) -> None:
        """Write lines of the ledger."""

    def put_rows(self, rows: Iterable[tuple[Row, Counts]]) -> None:
        """Write rows of counts."""

    def clear_older(self) -> Iterator[int]:
        """Delete rows and lines of all generations before this one; tell from time to time how many."""


Told = Mapping[str, Mapping[str, int]]
"""What publications tell of cells, by the names of the numbers."""


class Tally(Protocol):
    """Contributions of many reports in memory."""

    def add(self, contributions: Iterable[Contribution]) -> None:
        """Take more."""

    def layers(self) -> Collection[str]:
        """Return the layers of the map that show any of them, or that may."""

    def rows(self) -> Iterator[tuple[Row, Counts]]:
        """Count them: every row that counts anything, in the same order each time."""

    def pictures(self, layer: str, this_month: Month, told: Told) -> Iterator[tuple[Tile, bytes]]:
        """Draw every tile of a layer that shows anything, also of what is published.

        The roll-up ends with `this_month`.
        """

    def changes_to(self, later: Self) -> Changed:
        """Return the cells that look different in another tally."""


class Pointer(Protocol):
    """The record of the generations of counts."""

    def get(self) -> Generations:
        """Return it as it stands; that of a new deployment when none was ever put."""

    def put(self, generations: Generations) -> Generations:
        """Put it over the version that it was made of; return it as it stands then.

        Raises `StaleVersion` when something else stands there.
        """


@dataclass(frozen=True, slots=True)
class Replacement:
    """A picture, None to remove the tile, to be put over exactly what stood: `over` is its tag."""

    tile: Tile
    picture: bytes | None
    over: str | None


class TileStore(Protocol):
    """Tiles by layer, zoom, column and row."""

    def standing(self, tiles: Iterable[Tile]) -> Mapping[Tile, str]:
        """Return the tags of what stands, a new one for every put; an empty tile is left out."""

    def layers(self) -> Collection[str]:
        """Return the layers that have tiles."""

    def listed(self, layer: str) -> Mapping[Tile, str]:
        """Return the tags of everything that stands in a layer."""

    def replace(self, replacements: Iterable[Replacement]) -> set[Tile]:
        """Replace what still stands as expected; return the tiles where it did."""

    def read(self, tile: Tile) -> tuple[bytes, str] | None:
        """Return the gzipped bytes and their tag, None for an empty tile."""


class Publications(Protocol):
    """What was published of sensitive categories: a document for each month, which stays as it is."""

    def standing(self) -> Mapping[Month, str]:
        """Return the tag of each month's document; never older than the last `add` of anybody."""

    def read(self, month: Month, tag: str) -> Publication:
        """Return a standing publication; one tag always means the same."""

    def document(self, month: Month) -> tuple[bytes, str] | None:
        """Return a month's document as it stands, JSON in UTF-8, and its tag; None when there is none."""

    def add(self, publication: Publication) -> bool:
        """Store a month's document where there is none; say whether it was stored."""

    def announced(self) -> Mapping[Month, str]:
        """Return of which documents, by their tags, tiles were asked for."""

    def announce(self, month: Month, tag: str) -> None:
        """Note that tiles were asked for."""


class Archives(Protocol):
    """Files of whole layers, and a catalogue that points to the newest of each."""

    def catalogue(self) -> Catalogue:
        """Return the newest archive of each layer."""

    def point_to(self, archive: Archive, file: Path) -> None:
        """Keep the file, then make it the newest; the one before stays for who is reading it.

        Raises `Busy` when somebody else changes the catalogue; then the old one stays the newest.
        """

    def keep_only(self, layers: Collection[str]) -> None:
        """Forget the archives of all other layers, and files that nothing points to; raise `Busy`."""
