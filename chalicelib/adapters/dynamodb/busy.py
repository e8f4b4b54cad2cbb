"""Waiting, a little while, for other writes on the same rows."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pynamodb.exceptions import PutError, UpdateError

from chalicelib.adapters.dynamodb.refusals import passes_by_itself
from chalicelib.domain.errors import Busy

ATTEMPTS = 4


def until_free(write: Callable[[], None]) -> None:
    """Do again, a few times, what another write on the same rows was in the way of; raise `Busy`."""
    for attempt in range(ATTEMPTS):
        try:
            return write()
        except Busy:
            if attempt == ATTEMPTS - 1:
                raise
        time.sleep(random.uniform(0.01, 0.05) * 2**attempt)
    return None


@contextmanager
def one_row() -> Iterator[None]:
    """Write one row, which a transaction on it refuses like any other; raise `Busy` for that."""
    try:
        yield
    except (PutError, UpdateError) as error:
        if passes_by_itself(error):
            raise Busy("Another request holds the same row.") from error
        raise
