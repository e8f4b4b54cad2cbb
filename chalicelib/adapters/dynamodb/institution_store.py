"""The directory of institutions as a table, read by code and by area."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from pynamodb.exceptions import DoesNotExist, PutError

from chalicelib.adapters.dynamodb.tables.binding import bound
from chalicelib.adapters.dynamodb.tables.institutions import InstitutionRow
from chalicelib.domain.errors import InvalidValue, MalformedRow, StaleVersion, UnknownInstitution
from chalicelib.domain.institution import Institution, Kind
from chalicelib.domain.names import Names


class InstitutionStore:
    """The real `Institutions`."""

    def __init__(self, rows: type[InstitutionRow]) -> None:
        self._rows = rows

    @classmethod
    def of_table(cls, name: str) -> "InstitutionStore":
        """Return the store in the named table."""
        return cls(bound(InstitutionRow, name))

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

    def put(self, institution: Institution, over: Institution | None) -> None:
        """See `Institutions.put`."""
        stands = InstitutionRow.stamp == _stamp(over) if over else InstitutionRow.code.does_not_exist()
        try:
            self._row(institution).save(condition=stands)
        except PutError as error:
            if error.cause_response_code == "ConditionalCheckFailedException":
                raise StaleVersion("institution") from error
            raise

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
