"""What a resident sends, and everything that can be wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.category import Catalogue
from chalicelib.domain.errors import Fault, OutsideCoverage
from chalicelib.domain.jurisdiction import Jurisdiction
from chalicelib.domain.report import Details, Location

CLOCK_SKEW = timedelta(minutes=10)
"""How far a reporter's clock may run ahead of ours."""


@dataclass(frozen=True, slots=True)
class Submission:
    """A report before it is accepted."""

    category: str
    location: Location
    details: Details


def faults(
    category: str | None,
    location: Location | None,
    details: Details | None,
    *,
    catalogue: Catalogue,
    jurisdiction: Jurisdiction,
    now: datetime,
) -> Iterator[Fault]:
    """Find every broken rule in the parts that could be read; None is a part that could not."""
    known = catalogue.find(category) if category is not None else None
    if category is not None and (known is None or known.retired):
        yield Fault("category", "There is no such category.")
    if known and known.description_required and details and details.description is None:
        yield Fault("description", "This category needs a description.")
    if details and details.occurred_at and details.occurred_at > now + CLOCK_SKEW:
        yield Fault("occurred_at", "The time of the event lies in the future.")
    if location:
        try:
            jurisdiction.locate(location.lat, location.lon)
        except OutsideCoverage as refusal:
            yield Fault("lat", str(refusal))
            yield Fault("lon", str(refusal))
