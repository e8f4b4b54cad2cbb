"""Compare what is counted with a recount of all reports, and look at differences again: reports change."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from chalicelib.domain.aggregation import Counts, Row
from chalicelib.domain.category import Catalogue
from chalicelib.domain.errors import MalformedRow, UnknownReport
from chalicelib.ports.books import Books, Tally
from chalicelib.ports.counts import NOT_COUNTED, Counted
from chalicelib.ports.reports import Reports
from chalicelib.usecases.aggregate_cells import line_of
from chalicelib.usecases.mend import Pause
from chalicelib.usecases.read_ledger import read_ledger

LOOKS = 15
"""How often a difference is looked at before it is told."""

WAIT = 2.0
"""Seconds between two looks: half a minute in all, for what the stream still has to bring."""


TOLD = 100_000


class Retired(Exception):  # noqa: N818 - a finding, not a failure
    """Changes are not counted any more, or not yet, in the generation that was compared."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A line of the ledger or a row of counts, what is stored there, and what should be.

    Not `certain` is what nobody can compare: a row that changed at every look, a report that cannot be
    counted.
    """

    where: str
    found: object
    wanted: object
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Review:
    """What a check needs; `is_counted` says whether changes are counted in the generation of `books`.

    `say` is told how far it is.
    """

    books: Books
    reports: Reports
    catalogue: Catalogue
    new_tally: Callable[[], Tally]
    pause: Pause
    is_counted: Callable[[], bool]
    say: Callable[[str], None]


def check(review: Review) -> Iterator[Difference]:
    """Tell every line of the ledger that is not its report's, and every row that is not the sum of lines.

    Together they say that the counts are those of a recount. A line and its rows change in one
    transaction, so a row that stood still while the ledger was read must be the sum of what was read.
    Holds 12 bytes for each sum of reports and some 80 for each row, and what differs. Raises `Retired`,
    before it tells anything untrue, when a rebuild ends meanwhile.
    """
    for found in _found(review):
        if not review.is_counted():
            raise Retired("Changes are not counted in this generation.")
        yield from found


def _found(review: Review) -> Iterator[Iterable[Difference]]:
    suspects, uncounted = _lines_to_look_at(review)
    yield [
        Difference(f"report {one}", "what cannot be counted", "a report", certain=False) for one in uncounted
    ]
    yield _wrong_lines(suspects, review)
    yield from _wrong_rows(review)


def _lines_to_look_at(review: Review) -> tuple[set[str], list[str]]:
    """Return the ids of lines that seem to differ, and those of reports that cannot be counted."""
    suspects, uncounted = set[str](), set[str]()
    read = 0
    for sheet in review.books.reports():
        wanted = {one.id: line_of(one, review.catalogue) for one in sheet.items}
        uncounted.update(sheet.spoilt, (one for one, line in wanted.items() if line is None))
        lines = review.books.lines_of(wanted)
        suspects |= {one for one, line in wanted.items() if lines.get(one) != line}
        read += len(sheet.items)
        review.say(f"{read} reports compared, {len(suspects)} to be looked at again")
    for counted in review.books.lines():
        suspects |= review.books.gone(one for one, line in counted.items.items() if line.contribution)
    return suspects - uncounted, sorted(uncounted)


def _wrong_lines(suspects: set[str], review: Review) -> Iterable[Difference]:
    differing: Mapping[str, Difference] = {}
    for look in range(LOOKS):
        differing = _lines_that_differ(suspects, review)
        suspects = set(differing)
        if not suspects:
            break
        review.say(f"look {look + 1}: {len(suspects)} lines differ")
        review.pause(WAIT)
    return differing.values()


def _lines_that_differ(ids: Iterable[str], review: Review) -> dict[str, Difference]:
    """Look at reports that the first reading found different; the ledger first, which is never ahead."""
    every = sorted(ids)
    lines = review.books.lines_of(every)
    found = {}
    for report_id in every:
        line = lines.get(report_id, NOT_COUNTED)
        wanted = _wanted_of(report_id, line, review)
        if line != wanted:
            found[report_id] = Difference(f"ledger {report_id}", line, wanted)
    return found


def _wanted_of(report_id: str, line: Counted, review: Review) -> Counted:
    try:
        return line_of(review.reports.get(report_id), review.catalogue) or line
    except UnknownReport:
        return Counted(line.version, None)
    except MalformedRow:
        return line


def _wrong_rows(review: Review) -> Iterator[Iterable[Difference]]:
    """Return what each look is certain of, and at last what none was."""
    suspects = _rows_that_differ(review)
    seen: Mapping[Row, Difference] = {}
    for look in range(LOOKS):
        if not suspects:
            break
        review.say(f"look {look + 1}: {len(suspects)} rows differ")
        review.pause(WAIT)
        still, moving = _second_look(suspects, review)
        # Twice the same: a row that went up and down again while the ledger was read looks as if it stood.
        certain = {row for row, difference in still.items() if seen.get(row) == difference}
        yield [still[row] for row in sorted(certain, key=_address)]
        suspects = moving | still.keys() - certain
        seen = still
    yield [
        Difference(_name(row), "a row that never stood still", "the sum of its reports", certain=False)
        for row in sorted(suspects, key=_address)
    ]


def _rows_that_differ(review: Review) -> set[Row]:
    tally = _tally(review)
    wanted = {_digest(row, counts) for row, counts in tally.rows()}
    suspects: set[Row] = set()
    read = 0
    for row, counts in review.books.rows():
        digest = _digest(row, counts)
        if digest in wanted:
            wanted.discard(digest)
        else:
            suspects.add(row)
        read += 1
        if read % TOLD == 0:
            review.say(f"{read} rows compared, {len(suspects)} to be looked at again")
    if wanted:
        suspects |= {row for row, counts in tally.rows() if _digest(row, counts) in wanted}
    review.say(f"{read} rows compared, {len(suspects)} to be looked at again")
    return suspects


def _second_look(suspects: set[Row], review: Review) -> tuple[dict[Row, Difference], set[Row]]:
    """Return the rows that stood still and are wrong, and those that did not stand still."""
    before = review.books.rows_of(suspects)
    wanted = {row: counts for row, counts in _tally(review).rows() if row in suspects}
    after = review.books.rows_of(suspects)
    moving = {row for row in suspects if before.get(row) != after.get(row)}
    wrong = {row for row in suspects - moving if after.get(row, {}) != wanted.get(row, {})}
    return {row: Difference(_name(row), after.get(row, {}), wanted.get(row, {})) for row in wrong}, moving


def _tally(review: Review) -> Tally:
    tally = review.new_tally()
    for lines in read_ledger(review.books, tally):
        review.say(f"{lines} lines of the ledger read")
    return tally


def _digest(row: Row, counts: Counts) -> int:
    text = repr((row.layer, row.place, sorted(counts.items())))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())


def _name(row: Row) -> str:
    return f"row {row.layer} {row.place}"


def _address(row: Row) -> tuple[str, str]:
    return row.layer, row.place
