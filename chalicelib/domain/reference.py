"""What an operator words and flags: the catalogue, names of statuses, the emergency notice, terms."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.category import Catalogue
from chalicelib.domain.deadline import Timetable
from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.institution import Kind
from chalicelib.domain.names import Names
from chalicelib.domain.status import Status


@dataclass(frozen=True, slots=True)
class Reference:
    """Data that changes with words and policy, not with code; every status and kind has its names."""

    catalogue: Catalogue
    statuses: Mapping[Status, Names]
    emergency_number: str
    emergency_notice: Names
    kinds: Mapping[Kind, Names]
    timetable: Timetable

    def __post_init__(self) -> None:
        nameless = [status for status in Status if status not in self.statuses]
        if nameless:
            raise InvalidValue(f"Statuses without names: {', '.join(nameless)}.")
        if unnamed := [kind for kind in Kind if kind not in self.kinds]:
            raise InvalidValue(f"Kinds of institutions without names: {', '.join(unnamed)}.")
