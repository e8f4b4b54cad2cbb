"""Which refusals of a write pass by themselves, and the waiting for it."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pynamodb.exceptions import PutError, PynamoDBException, TransactWriteError, UpdateError

from chalicelib.domain.errors import Busy

ATTEMPTS = 4
REASONS = frozenset({"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})
"""Codes of one item's reason."""

REQUESTS = frozenset(
    {
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ThrottlingException",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)
"""Codes of the whole request."""


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


def passes_by_itself(error: PynamoDBException) -> bool:
    """Say whether the same write may succeed later: another one was in its way, or too many."""
    reasons = error.cancellation_reasons if isinstance(error, TransactWriteError) else []
    codes = {reason.code for reason in reasons if reason}
    return bool(codes & REASONS) or error.cause_response_code in REQUESTS
