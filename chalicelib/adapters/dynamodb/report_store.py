"""The reports table: one transaction for each accepted report, and for each change with its deed."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from pynamodb.connection import Connection
from pynamodb.exceptions import DoesNotExist, PutError, TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from chalicelib.adapters.dynamodb.busy import one_row, until_free
from chalicelib.adapters.dynamodb.case_reader import cases
from chalicelib.adapters.dynamodb.daily_uses import one_use
from chalicelib.adapters.dynamodb.moments import to_text
from chalicelib.adapters.dynamodb.refusals import condition_failed, failed_conditions, passes_by_itself
from chalicelib.adapters.dynamodb.report_rows import WAKING_PARTITIONS, from_row, to_row
from chalicelib.adapters.dynamodb.tables.binding import bound, connection
from chalicelib.adapters.dynamodb.tables.guards import GuardRow
from chalicelib.adapters.dynamodb.tables.reports import ReportRow
from chalicelib.adapters.dynamodb.together import Overtaken, Together
from chalicelib.adapters.dynamodb.work_list import look, spot_of, to_line
from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import Busy, MalformedRow, QuotaExceeded, StaleVersion, UnknownReport
from chalicelib.domain.report import Report
from chalicelib.domain.statistics import Case
from chalicelib.domain.status import Status
from chalicelib.domain.work_list import Line, Look, Stretch, Tray
from chalicelib.ports.reports import FirstAnswer, OriginUse, Repeated

KEPT = timedelta(hours=24)


class ReportStore:
    """The real `Reports`."""

    def __init__(
        self,
        connection: Connection,
        reports: type[ReportRow],
        guards: type[GuardRow],
        together: Together,
    ) -> None:
        self._connection = connection
        self._reports = reports
        self._guards = guards
        self._together = together

    @classmethod
    def of_tables(cls, reports: str, guards: str = "", audit: str = "") -> "ReportStore":
        """Return the store in the named tables.

        Who adds no reports names no guards, and whom no officer tells to write names no audit.
        """
        return cls(connection(), bound(ReportRow, reports), bound(GuardRow, guards), Together(audit))

    def add(
        self, report: Report, use: OriginUse, answer: FirstAnswer | None, deed: Deed | None = None
    ) -> None:
        """See `Reports.add`; another transaction on the same rows is waited for a few times."""
        until_free(lambda: self._add_once(report, use, answer, deed))

    def _add_once(
        self, report: Report, use: OriginUse, answer: FirstAnswer | None, deed: Deed | None
    ) -> None:
        row = to_row(report, self._reports)
        day = f"quota#{report.created_at:%Y-%m-%d}#{use.origin}"
        try:
            # Reasons of a cancelled transaction come in this order: puts, then updates.
            with TransactWrite(connection=self._connection) as transaction:
                transaction.save(row, condition=ReportRow.id.does_not_exist())
                if answer:
                    self._put_answer(transaction, answer, report.created_at)
                self._together.sign(transaction, deed)
                if use.place:
                    place = self._guards(f"{day}#{use.place}")
                    transaction.update(place, *one_use(use.quota.per_place, report.created_at))
                transaction.update(self._guards(day), *one_use(use.quota.total, report.created_at))
        except TransactWriteError as error:
            self._explain(error, use, with_answer=answer is not None, with_deed=deed is not None)

    def _put_answer(self, transaction: TransactWrite, answer: FirstAnswer, now: datetime) -> None:
        row = self._guards(
            f"idempotency#{answer.key_hash}",
            expires_at=int((now + KEPT).timestamp()),
            body_hash=answer.body_hash,
            report_id=answer.report_id,
            sealed_token=answer.sealed_token,
        )
        # Expired rows linger until DynamoDB sweeps them.
        free = GuardRow.key.does_not_exist() | (GuardRow.expires_at < int(now.timestamp()))
        transaction.save(row, condition=free, return_values="ALL_OLD")

    def _explain(
        self, error: TransactWriteError, use: OriginUse, *, with_answer: bool, with_deed: bool
    ) -> None:
        """Raise the refusal behind a cancelled transaction."""
        failed = failed_conditions(error)
        place_from = 1 + with_answer + with_deed
        total_from = place_from + (use.place is not None)
        if with_answer and any(failed[1:2]):
            raise Repeated(self._first_answer(error)) from error
        if any(failed[place_from:total_from]):
            raise QuotaExceeded("for this category in this place") from error
        if any(failed[total_from:]):
            raise QuotaExceeded("from your network") from error
        if any(failed[1:]) or passes_by_itself(error):
            raise Busy("Another request holds the same rows.") from error
        raise error

    def _first_answer(self, error: TransactWriteError) -> FirstAnswer:
        reason = error.cancellation_reasons[1]
        if reason is None or reason.raw_item is None:
            raise Busy("The first answer was not returned.") from error
        row = self._guards.from_raw_data(reason.raw_item)
        key_hash = row.key.removeprefix("idempotency#")
        return FirstAnswer(key_hash, str(row.body_hash), str(row.report_id), str(row.sealed_token))

    def get(self, report_id: str) -> Report:
        """See `Reports.get`; a consistent read."""
        try:
            return from_row(self._reports.get(report_id, consistent_read=True))
        except DoesNotExist as error:
            raise UnknownReport from error

    def replace(self, *reports: Report, deed: Deed | None = None) -> None:
        """See `Reports.replace`; one transaction, or a plain write of a report without a deed."""
        if len(reports) == 1 and deed is None:
            until_free(lambda: self._replace_alone(reports[0]))
        else:
            until_free(lambda: self._replace_once(reports, deed))

    def _replace_alone(self, report: Report) -> None:
        row, stands = to_row(report, self._reports), _stands_before(report)
        try:
            with one_row():
                row.save(condition=stands, add_version_condition=False)
        except PutError as error:
            if condition_failed(error):
                raise StaleVersion from error
            raise

    def _replace_once(self, reports: Sequence[Report], deed: Deed | None) -> None:
        rows = [(to_row(report, self._reports), _stands_before(report)) for report in reports]
        try:
            self._together.put(*rows, deed=deed)
        except Overtaken as error:
            raise StaleVersion from error

    def in_statuses(self, statuses: Collection[Status]) -> Iterator[str]:
        """See `Reports.in_statuses`; scans the index by unit, whose rows are small, and which may lag."""
        wanted = ReportRow.status.is_in(*sorted(statuses))
        yield from (row.id for row in self._reports.by_unit_placed.scan(filter_condition=wanted))

    def look(self, tray: Tray, stretch: Stretch, size: int) -> Look:
        """See `Reports.look`; one query, whatever the unit has."""
        return look(self._reports, tray, stretch, size)

    def open_in(self, category: str, cells: Iterable[str], size: int) -> Iterator[Line]:
        """See `Reports.open_in`; one query for each cell."""
        for cell in cells:
            found = self._reports.by_spot.query(
                spot_of(category, cell), scan_index_forward=False, limit=size, page_size=size
            )
            page = next(found.page_iter)
            yield from (line for item in page["Items"] if (line := to_line(item)))

    def cases(self, garrison: str, begin: datetime, end: datetime) -> Iterator[Case]:
        """See `Reports.cases`; a query for each status."""
        return cases(self._reports, garrison, begin, end)

    def read_many(self, report_ids: Sequence[str]) -> list[Report]:
        """See `Reports.read_many`; a batch for each hundred."""
        rows = self._reports.batch_get(report_ids)
        return [report for row in rows if (report := _report_or_none(row))]

    def due_to_wake(self, now: datetime) -> Iterator[str]:
        """See `Reports.due_to_wake`; one query for each partition of the index."""
        last = to_text(now)
        for partition in WAKING_PARTITIONS:
            rows = self._reports.by_waking.query(partition, self._reports.wakes_at <= last)
            yield from (row.id for row in rows)

    def let_sleep(self, report_id: str) -> None:
        """See `Reports.let_sleep`."""
        until_free(lambda: self._let_sleep_once(report_id))

    def _let_sleep_once(self, report_id: str) -> None:
        with one_row():
            self._reports(report_id).update(
                actions=[ReportRow.wakes_in.remove(), ReportRow.wakes_at.remove()],
                condition=ReportRow.id.exists(),
                add_version_condition=False,
            )


def _stands_before(report: Report) -> Condition:
    return ReportRow.version == report.version - 1


def _report_or_none(row: ReportRow) -> Report | None:
    try:
        return from_row(row)
    except MalformedRow:
        return None
