"""Stores rows and the deed of an officer that changed them in one transaction: all or none."""

from collections.abc import Iterator
from contextlib import contextmanager

from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.adapters.dynamodb.audit_trail import NOT_YET_KEPT, to_row
from chalicelib.adapters.dynamodb.refusals import failed_conditions, passes_by_itself
from chalicelib.adapters.dynamodb.tables.binding import bound, connection
from chalicelib.adapters.dynamodb.tables.officers import AuditRow
from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import Busy


class Overtaken(Exception):  # noqa: N818 - a finding: the store says what it means
    """A row does not stand as its writer expected; nothing was stored."""


class Together:
    """Writes rows of any tables, with deeds for the audit; who stores no deeds names none."""

    def __init__(self, audit: str = "") -> None:
        self._connection = connection()
        self._audit = bound(AuditRow, audit)

    def put(self, *rows: tuple[Model, Condition | None], deed: Deed | None = None) -> None:
        """Put rows, each on its condition, and keep a deed; raise `Overtaken` or `Busy`."""
        with self._transaction(len(rows), deed) as transaction:
            for row, stands in rows:
                transaction.save(row, condition=stands)

    def keep(self, deed: Deed, model: type[Model], key: tuple[str, str], stands: Condition) -> None:
        """Keep a deed about a row that stands and is left as it is; raise `Overtaken` or `Busy`."""
        with self._transaction(1, deed) as transaction:
            transaction.condition_check(model, *key, condition=stands)

    def sign(self, transaction: TransactWrite, deed: Deed | None) -> None:
        """Let a transaction keep a deed, if there is one."""
        if deed:
            transaction.save(to_row(deed, self._audit), condition=NOT_YET_KEPT)

    @contextmanager
    def _transaction(self, rows: int, deed: Deed | None) -> Iterator[TransactWrite]:
        """Open a transaction that keeps the deed behind so many rows."""
        try:
            with TransactWrite(connection=self._connection) as transaction:
                yield transaction
                self.sign(transaction, deed)
        except TransactWriteError as error:
            failed = failed_conditions(error)
            if any(failed[:rows]):
                raise Overtaken from error
            if any(failed) or passes_by_itself(error):
                raise Busy("Another request holds the same rows.") from error
            raise
