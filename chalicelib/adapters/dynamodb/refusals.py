"""What DynamoDB's refusals mean: a condition that does not hold, or what passes by itself."""

from pynamodb.exceptions import PynamoDBException, TransactWriteError

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


def passes_by_itself(error: PynamoDBException) -> bool:
    """Say whether the same write may succeed later: another one was in its way, or too many."""
    reasons = error.cancellation_reasons if isinstance(error, TransactWriteError) else []
    codes = {reason.code for reason in reasons if reason}
    return bool(codes & REASONS) or error.cause_response_code in REQUESTS


def condition_failed(error: PynamoDBException) -> bool:
    """Say whether a write of one row was refused because its condition does not hold."""
    return error.cause_response_code == "ConditionalCheckFailedException"


def failed_conditions(error: TransactWriteError) -> list[bool]:
    """Say of each row of a cancelled transaction, in its order, whether its condition does not hold."""
    return [bool(reason and reason.code == "ConditionalCheckFailed") for reason in error.cancellation_reasons]
