"""Uses of a day, counted in a guard's row that is forgotten when the UTC day is over."""

from datetime import datetime, timedelta
from typing import Any

from pynamodb.expressions.condition import Condition

from chalicelib.adapters.dynamodb.tables.guards import GuardRow


def one_use(limit: int, now: datetime) -> tuple[list[Any], Condition]:
    """Return the update that counts one more use, and the condition that there were fewer than the limit.

    Another day has another row, so nothing is lost with the day; DynamoDB takes days to sweep.
    """
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    actions = [GuardRow.uses.add(1), GuardRow.expires_at.set(int(midnight.timestamp()))]
    return actions, GuardRow.key.does_not_exist() | (GuardRow.uses < limit)
