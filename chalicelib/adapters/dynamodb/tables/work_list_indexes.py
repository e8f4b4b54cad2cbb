"""The six indexes of the work list: whose reports, in which status, sorted by placing or by deadline.

A model's index is a class, so the six stand here in full.
"""

from typing import TYPE_CHECKING

from pynamodb.attributes import UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection

if TYPE_CHECKING:
    from chalicelib.adapters.dynamodb.tables.reports import ReportRow  # noqa: F401 - what the indexes are of

LINE = [
    "category",
    "status",
    "lat",
    "lon",
    "cell",
    "unit",
    "version",
    "near_border",
    "assignee",
    "duplicate_of",
    "thrice_late_at",
]
"""What a line of a work list shows beside its keys."""

TIMES = ["read_at", "verified_at", "read_by", "verify_by"]
"""What statistics need beside it."""


class ByUnitPlaced(GlobalSecondaryIndex["ReportRow"]):
    """Reports of a unit in a status, by the time of placing."""

    class Meta:
        index_name = "by_unit_placed"
        projection = IncludeProjection([*LINE, "due"])

    queue = UnicodeAttribute(hash_key=True)
    placed = UnicodeAttribute(range_key=True)


class ByUnitDue(GlobalSecondaryIndex["ReportRow"]):
    """Those of them that have a deadline, by the deadline."""

    class Meta:
        index_name = "by_unit_due"
        projection = IncludeProjection([*LINE, "placed"])

    queue = UnicodeAttribute(hash_key=True)
    due = UnicodeAttribute(range_key=True)


class ByGarrisonPlaced(GlobalSecondaryIndex["ReportRow"]):
    """Reports of all units of a garrison in a status, by the time of placing."""

    class Meta:
        index_name = "by_garrison_placed"
        projection = IncludeProjection([*LINE, "due", *TIMES])

    garrison_queue = UnicodeAttribute(hash_key=True)
    placed = UnicodeAttribute(range_key=True)


class ByGarrisonDue(GlobalSecondaryIndex["ReportRow"]):
    """Those of them that have a deadline, by the deadline."""

    class Meta:
        index_name = "by_garrison_due"
        projection = IncludeProjection([*LINE, "placed"])

    garrison_queue = UnicodeAttribute(hash_key=True)
    due = UnicodeAttribute(range_key=True)


class ByAssigneePlaced(GlobalSecondaryIndex["ReportRow"]):
    """Reports that an account works on, or worked on, in a status, by the time of placing."""

    class Meta:
        index_name = "by_assignee_placed"
        projection = IncludeProjection([*LINE, "due"])

    assignee_queue = UnicodeAttribute(hash_key=True)
    placed = UnicodeAttribute(range_key=True)


class ByAssigneeDue(GlobalSecondaryIndex["ReportRow"]):
    """Those of them that have a deadline, by the deadline."""

    class Meta:
        index_name = "by_assignee_due"
        projection = IncludeProjection([*LINE, "placed"])

    assignee_queue = UnicodeAttribute(hash_key=True)
    due = UnicodeAttribute(range_key=True)
