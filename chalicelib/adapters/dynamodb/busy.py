"""Which failures of a transaction pass by themselves."""

from pynamodb.exceptions import TransactWriteError

REASONS = frozenset({"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})
"""Codes of one item's reason."""

REQUESTS = frozenset(
    {
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ThrottlingException",
        "TransactionInProgressException",
    }
)
"""Codes of the whole request."""


def passes_by_itself(error: TransactWriteError) -> bool:
    """Say whether the same transaction may succeed later: another one was in its way, or too many."""
    reasons = {reason.code for reason in error.cancellation_reasons if reason}
    return bool(reasons & REASONS) or error.cause_response_code in REQUESTS
