"""Take what the whole ledger counts into memory."""

from collections.abc import Iterator

from chalicelib.ports.books import Books, Tally


def read_ledger(books: Books, tally: Tally) -> Iterator[int]:
    """Put every line of the ledger into a tally; tell, sheet by sheet, how many were read."""
    lines = 0
    for sheet in books.lines():
        tally.add(line.contribution for line in sheet.items.values() if line.contribution)
        lines += len(sheet.items)
        yield lines
