"""Plain functions that use cases are given, where one function is enough."""

from collections.abc import Callable
from datetime import datetime

from chalicelib.domain.deed import Deed

Clock = Callable[[], datetime]
"""Now, in UTC."""


Audit = Callable[[Deed], None]
"""Keeps what an officer saw; what changes a report is kept by `Reports.replace`."""


Spend = Callable[[str, int, datetime], None]
"""Uses one try of so many that a thing or an origin has in a day; raises `TooManyTries` without one."""


SetAside = Callable[[str, str], None]
"""Keeps the name of a row that cannot be read, with the reason, for a person to look at."""


NewId = Callable[[], str]


NewToken = Callable[[], str]
