"""Reads what a function answered about a batch, as Lambda's event source mappings do.

https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
"""

from collections.abc import Sequence
from typing import Any


def failed_items(answer: Any, items: Sequence[str], *, partial: bool) -> set[str]:
    """Which items of a batch have to be tried again.

    An answer that names no known item, or is not shaped as agreed, fails the whole batch. Without
    partial answers in the mapping, whatever a function returns is a success.
    """
    if not partial or answer is None or answer == {}:
        return set()
    if not isinstance(answer, dict) or "batchItemFailures" not in answer:
        return set(items)
    failures = answer["batchItemFailures"]
    if failures is None:
        return set()
    named = {_identifier(failure) for failure in failures} if isinstance(failures, list) else {None}
    return {name for name in named if name is not None} if named <= set(items) else set(items)


def _identifier(failure: Any) -> str | None:
    identifier = failure.get("itemIdentifier") if isinstance(failure, dict) else None
    return identifier if isinstance(identifier, str) and identifier else None
