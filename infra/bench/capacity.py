"""How many read units a query takes, by the rules of AWS: MiniStack answers the same for every size.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
"""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

READ_UNIT = 4096
Item = Mapping[str, Mapping[str, Any]]


def read_units(items: Sequence[Item], *, consistent: bool) -> float:
    """Return the units of all items read together, half of them where staleness is allowed."""
    size = sum(len(name.encode()) + _size(value) for item in items for name, value in item.items())
    return max(1, ceil(size / READ_UNIT)) * (1.0 if consistent else 0.5)


def _size(value: Mapping[str, Any]) -> int:
    """Return the bytes of an attribute's value in DynamoDB's JSON."""
    ((kind, content),) = value.items()
    if kind == "S":
        return len(content.encode())
    if kind == "N":
        return ceil(len(content.strip("-").replace(".", "")) / 2) + 1
    if kind == "L":
        return 3 + sum(1 + _size(one) for one in content)
    if kind == "M":
        return 3 + sum(1 + len(name.encode()) + _size(one) for name, one in content.items())
    return 1
