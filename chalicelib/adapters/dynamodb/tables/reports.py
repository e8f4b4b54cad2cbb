"""The table of reports."""

from pynamodb.attributes import (
    BooleanAttribute,
    ListAttribute,
    MapAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection
from pynamodb.models import Model

from chalicelib.adapters.dynamodb.tables.work_list_indexes import (
    LINE,
    ByAssigneeDue,
    ByAssigneePlaced,
    ByGarrisonDue,
    ByGarrisonPlaced,
    ByUnitDue,
    ByUnitPlaced,
)


class ByWaking(GlobalSecondaryIndex["ReportRow"]):
    """Reports that the clock has something to do with, by the moment of it, dealt to a few partitions."""

    class Meta:
        index_name = "by_waking"
        projection = KeysOnlyProjection()

    wakes_in = UnicodeAttribute(hash_key=True)
    wakes_at = UnicodeAttribute(range_key=True)


class BySpot(GlobalSecondaryIndex["ReportRow"]):
    """Open reports of a category in a cell, by the time of placing."""

    class Meta:
        index_name = "by_spot"
        projection = IncludeProjection([*LINE, "due"])

    spot = UnicodeAttribute(hash_key=True)
    placed = UnicodeAttribute(range_key=True)


class ReportRow(Model):
    """A report as stored. Times are RFC 3339 in UTC with milliseconds, so that they sort."""

    class Meta:
        table_name = "reports"

    id = UnicodeAttribute(hash_key=True)
    category = UnicodeAttribute()
    status = UnicodeAttribute()
    lat = NumberAttribute()
    lon = NumberAttribute()
    cell = UnicodeAttribute()
    unit = UnicodeAttribute()
    routed_by = UnicodeAttribute()
    created_at = UnicodeAttribute()
    history = ListAttribute(of=MapAttribute)
    token_hash = UnicodeAttribute()
    version = NumberAttribute()
    hidden = BooleanAttribute()
    near_border = BooleanAttribute(null=True)
    read_by = UnicodeAttribute(null=True)
    verify_by = UnicodeAttribute(null=True)
    read_at = UnicodeAttribute(null=True)
    verified_at = UnicodeAttribute(null=True)
    remind_before = NumberAttribute(null=True)
    garrison_after = NumberAttribute(null=True)
    called = UnicodeAttribute(null=True)
    queue = UnicodeAttribute(null=True)
    garrison_queue = UnicodeAttribute(null=True)
    assignee_queue = UnicodeAttribute(null=True)
    placed = UnicodeAttribute(null=True)
    spot = UnicodeAttribute(null=True)
    due = UnicodeAttribute(null=True)
    thrice_late_at = UnicodeAttribute(null=True)
    wakes_in = UnicodeAttribute(null=True)
    wakes_at = UnicodeAttribute(null=True)
    plane = UnicodeAttribute()
    description = UnicodeAttribute(null=True)
    occurred_at = UnicodeAttribute(null=True)
    part_of_day = UnicodeAttribute(null=True)
    weekdays = ListAttribute(of=UnicodeAttribute, null=True)
    assignee = UnicodeAttribute(null=True)
    duplicate_of = UnicodeAttribute(null=True)
    duplicates = ListAttribute(of=UnicodeAttribute, null=True)
    forwarding = UnicodeAttribute(null=True)
    photos = ListAttribute(of=MapAttribute, null=True)

    by_unit_placed = ByUnitPlaced()
    by_unit_due = ByUnitDue()
    by_garrison_placed = ByGarrisonPlaced()
    by_garrison_due = ByGarrisonDue()
    by_assignee_placed = ByAssigneePlaced()
    by_assignee_due = ByAssigneeDue()
    by_waking = ByWaking()
    by_spot = BySpot()
