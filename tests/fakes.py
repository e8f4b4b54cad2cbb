"""Stores in memory that keep the promises of `chalicelib.ports`; tests/integration holds them to it."""

import gzip
import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from chalicelib.adapters.publications import document_of
from chalicelib.domain import cell as cells
from chalicelib.domain.aggregation import PROTECTED, UNIT, Counts, Row, Slot, deltas
from chalicelib.domain.archive import Archive, Catalogue
from chalicelib.domain.deadline import thrice_late_at
from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import (
    QuotaExceeded,
    StaleVersion,
    TooManyTries,
    UnknownInstitution,
    UnknownLink,
    UnknownReport,
)
from chalicelib.domain.forwarding import Forwarding
from chalicelib.domain.generation import Generations
from chalicelib.domain.institution import Institution
from chalicelib.domain.month import Month
from chalicelib.domain.publication import Publication
from chalicelib.domain.report import Report
from chalicelib.domain.roster import Member
from chalicelib.domain.statistics import Case, case_of
from chalicelib.domain.status import Status
from chalicelib.domain.tile import Tile
from chalicelib.domain.unit import garrison_of
from chalicelib.domain.waking import wakes_at
from chalicelib.domain.work_list import Holder, Line, Look, Order, Place, Stretch, Tray
from chalicelib.ports import (
    NOT_COUNTED,
    CellCounts,
    Counted,
    FirstAnswer,
    OriginUse,
    Repeated,
    Replacement,
)
from tests.builders import PLACED

KEPT = timedelta(hours=24)


class SetClock:
    """A clock that shows what it was set to."""

    def __init__(self, now: datetime = PLACED) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def numbered(prefix: str) -> Callable[[], str]:
    """Return a maker of ids or tokens, 32 characters long and never the same."""
    numbers = itertools.count(1)
    return lambda: f"{prefix}{next(numbers):0{32 - len(prefix)}}"


class InMemoryRoster:
    """A `Roster`."""

    def __init__(self) -> None:
        self._members: dict[str, Member] = {}

    def put(self, member: Member) -> None:
        """See `Roster.put`."""
        self._members[member.officer.sub] = member

    def find(self, account: str) -> Member | None:
        """See `Roster.find`."""
        return self._members.get(account)

    def of_unit(self, unit: str, now: datetime) -> tuple[Member, ...]:
        """See `Roster.of_unit`."""
        found = [one for one in self._members.values() if one.officer.unit == unit and now < one.ends_at]
        return tuple(sorted(found, key=lambda member: member.officer.name))


class InMemoryReports:
    """A `Reports`."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._reports: dict[str, Report] = {}
        self._asleep: set[str] = set()
        self._uses: dict[tuple[str, ...], int] = {}
        self._answers: dict[str, tuple[FirstAnswer, datetime]] = {}
        self.forwardings: dict[str, Forwarding] = {}
        self.deeds: list[Deed] = []

    def __iter__(self) -> Iterator[Report]:
        return iter(list(self._reports.values()))

    def add(self, report: Report, use: OriginUse, answer: FirstAnswer | None) -> None:
        """See `Reports.add`."""
        day = report.created_at.date().isoformat()
        place, all_day = (day, use.origin, use.place), (day, use.origin)
        with self._lock:
            if answer:
                self._refuse_repeat(answer, report.created_at)
            if self._uses.get(place, 0) >= use.quota.per_place:
                raise QuotaExceeded("for this category in this place")
            if self._uses.get(all_day, 0) >= use.quota.total:
                raise QuotaExceeded("from your network")
            self._reports[report.id] = report
            for key in (place, all_day):
                self._uses[key] = self._uses.get(key, 0) + 1
            if answer:
                self._answers[answer.key_hash] = (answer, report.created_at + KEPT)

    def _refuse_repeat(self, answer: FirstAnswer, now: datetime) -> None:
        first = self._answers.get(answer.key_hash)
        if first and first[1] > now:
            raise Repeated(first[0])

    def get(self, report_id: str) -> Report:
        """See `Reports.get`."""
        try:
            return self._reports[report_id]
        except KeyError:
            raise UnknownReport from None

    def replace(self, *reports: Report, deed: Deed | None = None) -> None:
        """See `Reports.replace`."""
        with self._lock:
            for report in reports:
                stood = self._reports.get(report.id)
                if stood is None or stood.version != report.version - 1:
                    raise StaleVersion
            self._reports.update({report.id: report for report in reports})
            self._asleep.difference_update(report.id for report in reports)
            if deed:
                self.keep(deed)

    def keep(self, deed: Deed) -> None:
        """Keep a deed, as the audit does."""
        self.deeds.append(deed)

    def in_statuses(self, statuses: Collection[Status]) -> list[str]:
        """See `Reports.in_statuses`."""
        return [report.id for report in self if report.status in statuses]

    def look(self, tray: Tray, stretch: Stretch, size: int) -> Look:
        """See `Reports.look`."""
        backwards = stretch.order is Order.NEWEST
        lines = [_line(report) for report in self if _lies_in(tray, report)]
        wanted = [line for line in lines if _lies_on(stretch, line)]
        wanted.sort(key=lambda line: line.place(stretch.order), reverse=backwards)
        looked_at = tuple(wanted[:size])
        return Look(looked_at, looked_at[-1].place(stretch.order) if len(wanted) > size else None)

    def open_in(self, category: str, cells: Iterable[str], size: int) -> Iterator[Line]:
        """See `Reports.open_in`."""
        for cell in cells:
            found = [one for one in self if one.is_open and (one.category, one.cell) == (category, cell)]
            found.sort(key=lambda report: (report.created_at, report.id), reverse=True)
            yield from map(_line, found[:size])

    def cases(self, garrison: str, begin: datetime, end: datetime) -> list[Case]:
        """See `Reports.cases`."""
        own = [report for report in self if garrison_of(report.unit) == garrison]
        return [case_of(report) for report in own if begin <= report.created_at < end]

    def read_many(self, report_ids: Sequence[str]) -> list[Report]:
        """See `Reports.read_many`."""
        return [report for report in self if report.id in report_ids]

    def due_to_wake(self, now: datetime) -> list[str]:
        """See `Reports.due_to_wake`."""
        waking = {report.id: wakes_at(report) for report in self if report.id not in self._asleep}
        return [report_id for report_id, moment in waking.items() if moment and moment <= now]

    def delete(self, report_id: str) -> None:
        """Forget a report, as an operator may; no use case does."""
        del self._reports[report_id]

    def put(self, report: Report) -> None:
        """Store a report over whatever stands, as an operator or a seed may."""
        self._reports[report.id] = report

    def let_sleep(self, report_id: str) -> None:
        """See `Reports.let_sleep`."""
        self._asleep.add(report_id)


def _lies_in(tray: Tray, report: Report) -> bool:
    holders = {
        Holder.UNIT: report.unit,
        Holder.GARRISON: garrison_of(report.unit),
        Holder.ASSIGNEE: report.assignee,
    }
    return (holders[tray.holder], report.status) == (tray.code, tray.status)


def _lies_on(stretch: Stretch, line: Line) -> bool:
    if stretch.order is Order.DEADLINE and line.due_at is None:
        return False
    place = line.place(stretch.order)
    return (
        (stretch.after is None or _behind(stretch.after, place, stretch.order))
        and (stretch.earliest is None or place.moment >= stretch.earliest)
        and (stretch.latest is None or place.moment <= stretch.latest)
    )


def _behind(reached: Place, place: Place, order: Order) -> bool:
    return place < reached if order is Order.NEWEST else place > reached


def _line(report: Report) -> Line:
    due = report.due_at
    return Line(
        id=report.id,
        category=report.category,
        status=report.status,
        created_at=report.created_at,
        cell=report.cell,
        location=report.location,
        unit=report.unit,
        version=report.version,
        near_border=report.near_border,
        assignee=report.assignee,
        duplicate_of=report.duplicate_of,
        due_at=due,
        thrice_late_at=thrice_late_at(report.opened_at, due) if due else None,
    )


class InMemoryForwardings:
    """A `Forwardings`; the forwardings lie beside the reports, whatever face looks at them."""

    def __init__(self, reports: InMemoryReports) -> None:
        self._lock = Lock()
        self._reports = reports
        self._forwardings = reports.forwardings

    def __iter__(self) -> Iterator[Forwarding]:
        return iter(list(self._forwardings.values()))

    def get(self, key: str) -> Forwarding:
        """See `Forwardings.get`."""
        try:
            return self._forwardings[key]
        except KeyError:
            raise UnknownLink from None

    def replace(self, forwarding: Forwarding, report: Report | None, deed: Deed | None = None) -> None:
        """See `Forwardings.replace`."""
        with self._lock:
            stood = self._forwardings.get(forwarding.key)
            if (stood.version if stood else 0) != forwarding.version - 1:
                raise StaleVersion
            if report:
                self._reports.replace(report, deed=deed)
            self._forwardings[forwarding.key] = forwarding

    def due(self, now: datetime) -> list[str]:
        """See `Forwardings.due`."""
        return [one.key for one in self if not one.closed and one.due_at <= now]


class CountedTries:
    """A `Spend`."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._uses: dict[tuple[str, str], int] = {}

    def __call__(self, what: str, limit: int, now: datetime) -> None:
        """See `Spend`."""
        key = (now.date().isoformat(), what)
        with self._lock:
            if self._uses.get(key, 0) >= limit:
                raise TooManyTries
            self._uses[key] = self._uses.get(key, 0) + 1


class InMemoryInstitutions:
    """An `Institutions`."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._institutions: dict[str, Institution] = {}

    def get(self, code: str) -> Institution:
        """See `Institutions.get`."""
        try:
            return self._institutions[code]
        except KeyError:
            raise UnknownInstitution from None

    def serving(self, areas: Iterable[str]) -> list[Institution]:
        """See `Institutions.serving`."""
        listed = [one for _, one in sorted(self._institutions.items()) if not one.retired]
        return [one for area in areas for one in listed if one.area == area]

    def put(self, institution: Institution, over: Institution | None) -> None:
        """See `Institutions.put`."""
        with self._lock:
            if self._institutions.get(institution.code) != over:
                raise StaleVersion("institution")
            self._institutions[institution.code] = institution


class InMemoryCounter:
    """A `Counter`."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.ledger: dict[str, Counted] = {}
        self.rows: dict[Row, dict[Slot, int]] = {}

    def replace(self, report_id: str, expected: Counted, target: Counted) -> None:
        """See `Counter.replace`."""
        with self._lock:
            held = self.counted(report_id)
            if held.contribution != expected.contribution or held.version >= target.version:
                raise StaleVersion
            for row, by_slot in deltas(expected.contribution, target.contribution).items():
                counts = self.rows.setdefault(row, {})
                for slot, n in by_slot.items():
                    counts[slot] = counts.get(slot, 0) + n
            self.ledger[report_id] = target

    def counted(self, report_id: str) -> Counted:
        """See `Counter.counted`."""
        return self.ledger.get(report_id, NOT_COUNTED)

    def of_cell(self, layer: str, cell: str) -> Counts:
        """See `Counter.of_cell`."""
        with self._lock:
            return _without_zeros(self.rows.get(Row(layer, cell), {}))

    def of_unit(self, unit: str) -> Mapping[Month, Counts]:
        """See `Counter.of_unit`."""
        return self._of_layer(UNIT + unit)

    def below(
        self, layers: Collection[str], blocks: Iterable[str], resolution: int
    ) -> Mapping[str, CellCounts]:
        """See `Counter.below`."""
        wanted = set(blocks)
        return {
            layer: {
                cell: counts
                for cell, counts in self._of_layer(layer).items()
                if cells.resolution_of(cell) == resolution and cells.block_of(cell) in wanted
            }
            for layer in layers
        }

    def protected(self, month: Month) -> CellCounts:
        """See `Counter.protected`."""
        return self._of_layer(PROTECTED + month)

    def sweep(self, rows: Iterable[Row]) -> None:
        """See `Counter.sweep`."""
        with self._lock:
            for row in rows:
                if not _without_zeros(self.rows.get(row, {})):
                    self.rows.pop(row, None)

    def counts(self) -> dict[Row, Counts]:
        """Return all rows that count anything."""
        with self._lock:
            rows = {row: _without_zeros(counts) for row, counts in self.rows.items()}
        return {row: counts for row, counts in rows.items() if counts}

    def _of_layer(self, layer: str) -> dict[str, Counts]:
        with self._lock:
            return {
                row.place: _without_zeros(counts) for row, counts in self.rows.items() if row.layer == layer
            }


class InMemoryPointer:
    """A `Pointer`."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._stands = Generations()

    def get(self) -> Generations:
        """See `Pointer.get`."""
        return self._stands

    def put(self, generations: Generations) -> Generations:
        """See `Pointer.put`."""
        with self._lock:
            if generations.version != self._stands.version:
                raise StaleVersion("record of the generations")
            self._stands = replace(generations, version=generations.version + 1)
            return self._stands


class InMemoryTiles:
    """A `TileStore`."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._tags = map(str, itertools.count(1))
        self._tiles: dict[Tile, tuple[str, bytes]] = {}

    def standing(self, tiles: Iterable[Tile]) -> Mapping[Tile, str]:
        """See `TileStore.standing`."""
        with self._lock:
            return {tile: self._tiles[tile][0] for tile in tiles if tile in self._tiles}

    def layers(self) -> set[str]:
        """See `TileStore.layers`."""
        with self._lock:
            return {tile.layer for tile in self._tiles}

    def listed(self, layer: str) -> Mapping[Tile, str]:
        """See `TileStore.listed`."""
        with self._lock:
            return {tile: tag for tile, (tag, _) in self._tiles.items() if tile.layer == layer}

    def replace(self, replacements: Iterable[Replacement]) -> set[Tile]:
        """See `TileStore.replace`."""
        with self._lock:
            return {one.tile for one in replacements if self._replace(one)}

    def _replace(self, one: Replacement) -> bool:
        stood = self._tiles.get(one.tile)
        if (stood[0] if stood else None) != one.over:
            return False
        if one.picture is None:
            self._tiles.pop(one.tile, None)
        else:
            self._tiles[one.tile] = (next(self._tags), one.picture)
        return True

    def read(self, tile: Tile) -> tuple[bytes, str] | None:
        """See `TileStore.read`."""
        stood = self._tiles.get(tile)
        return (gzip.compress(stood[1]), stood[0]) if stood else None


class InMemoryPublications:
    """A `Publications`."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._publications: dict[Month, Publication] = {}
        self._announced: dict[Month, str] = {}

    def standing(self) -> Mapping[Month, str]:
        """See `Publications.standing`."""
        with self._lock:
            return {month: f'"{hash(document_of(one))}"' for month, one in self._publications.items()}

    def read(self, month: Month, tag: str) -> Publication:
        """See `Publications.read`."""
        return self._publications[month]

    def document(self, month: Month) -> tuple[bytes, str] | None:
        """See `Publications.document`."""
        found = self._publications.get(month)
        return (document_of(found), self.standing()[month]) if found else None

    def add(self, publication: Publication) -> bool:
        """See `Publications.add`."""
        with self._lock:
            return self._publications.setdefault(publication.month, publication) is publication

    def announced(self) -> Mapping[Month, str]:
        """See `Publications.announced`."""
        return dict(self._announced)

    def announce(self, month: Month, tag: str) -> None:
        """See `Publications.announce`."""
        self._announced[month] = tag


class InMemoryArchives:
    """An `Archives`."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self._newest: dict[str, list[Archive]] = {}

    def catalogue(self) -> Catalogue:
        """See `Archives.catalogue`."""
        return {layer: some[0] for layer, some in self._newest.items()}

    def point_to(self, archive: Archive, file: Path) -> None:
        """See `Archives.point_to`."""
        self.files[archive.name] = file.read_bytes()
        before = [one for one in self._newest.get(archive.layer, []) if one.version != archive.version]
        self._newest[archive.layer] = [archive, *before][:2]

    def keep_only(self, layers: Collection[str]) -> None:
        """See `Archives.keep_only`."""
        self._newest = {layer: some for layer, some in self._newest.items() if layer in layers}
        kept = {one.name for some in self._newest.values() for one in some}
        self.files = {name: content for name, content in self.files.items() if name in kept}


def _without_zeros(row: Counts) -> dict[Slot, int]:
    return {slot: n for slot, n in row.items() if n}
