"""The directory of institutions as a table, read by code and by area."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from pynamodb.exceptions import DoesNotExist

from chalicelib.adapters.dynamodb.tables.binding import bound
from chalicelib.adapters.dynamodb.tables.institutions import InstitutionRow
from chalicelib.adapters.dynamodb.together import Overtaken, Together
from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import InvalidValue, MalformedRow, StaleVersion, UnknownInstitution
from chalicelib.domain.institution import Institution, Kind
from chalicelib.domain.names import Names


class InstitutionStore:
    """The real `Institutions`."""

    def __init__(self, rows: type[InstitutionRow], together: Together) -> None:
        self._rows = rows
        self._together = together

    @classmethod
    def of_tables(cls, institutions: str, audit: str = "") -> "InstitutionStore":
        """Return the store in the named tables; whom no officer tells to write names no audit."""
        return cls(bound(InstitutionRow, institutions), Together(audit))

    def get(self, code: str) -> Institution:
        """See `Institutions.get`; a consistent read."""
        try:
            return _institution(self._rows.get(code, consistent_read=True))
        except DoesNotExist as error:
            raise UnknownInstitution from error

    def serving(self, areas: Iterable[str]) -> Iterator[Institution]:
        """See `Institutions.serving`; one query for each area."""
        for area in areas:
            found = map(_institution, self._rows.by_area.query(area))
            yield from (institution for institution in found if not institution.retired)

    def put(self, institution: Institution, over: Institution | None, deed: Deed | None = None) -> None:
        """See `Institutions.put`."""
        stands = InstitutionRow.stamp == _stamp(over) if over else InstitutionRow.code.does_not_exist()
        try:
            self._together.put((self._row(institution), stands), deed=deed)
        except Overtaken as error:
            raise StaleVersion("institution") from error

    def _row(self, institution: Institution) -> InstitutionRow:
        names = institution.names
        return self._rows(
            code=institution.code,
            kind=institution.kind.value,
            names={"pl": names.pl, "en": names.en, "uk": names.uk},
            email=institution.email,
            area=institution.area,
            categories=sorted(institution.categories),
            retired=institution.retired,
            stamp=_stamp(institution),
        )


def _institution(row: InstitutionRow) -> Institution:
    try:
        return Institution(
            code=row.code,
            kind=Kind(row.kind),
            names=Names(**{lang: str(row.names[lang]) for lang in ("pl", "en", "uk")}),
            email=row.email,
            area=row.area,
            categories=frozenset(str(slug) for slug in row.categories),
            retired=bool(row.retired),
        )
    except (AttributeError, InvalidValue, KeyError, TypeError, ValueError) as error:
        raise MalformedRow(f"The row is no institution ({type(error).__name__}).") from error


def _stamp(institution: Institution) -> str:
    parts = (
        institution.kind.value,
        institution.names,
        institution.email,
        institution.area,
        sorted(institution.categories),
        institution.retired,
    )
    return sha256(repr(parts).encode()).hexdigest()
