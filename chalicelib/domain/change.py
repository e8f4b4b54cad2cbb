"""A change of one report, as the stream tells it: the report before and after."""

from dataclasses import dataclass

from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.report import Report


@dataclass(frozen=True, slots=True)
class Change:
    """`before` is None for a new report, `after` for a deleted one; never both."""

    before: Report | None
    after: Report | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise InvalidValue("A change has a report before it or after it.")

    @property
    def report_id(self) -> str:
        """The report that changed."""
        return self._either.id

    @property
    def category(self) -> str:
        """The category's slug after the change, or before a deletion."""
        return self._either.category

    @property
    def version(self) -> int:
        """The version that the change leads to, or that was deleted."""
        return self._either.version

    @property
    def _either(self) -> Report:
        either = self.after or self.before
        if either is None:
            raise InvalidValue("A change has a report before it or after it.")
        return either
