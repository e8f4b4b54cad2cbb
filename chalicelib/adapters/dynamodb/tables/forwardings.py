"""The table of forwardings."""

from pynamodb.attributes import (
    BooleanAttribute,
    ListAttribute,
    MapAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model


class ByDue(GlobalSecondaryIndex["ForwardingRow"]):
    """Forwardings whose answer is awaited, by the moment when silence is noticed."""

    class Meta:
        index_name = "by_due"
        projection = KeysOnlyProjection()

    waiting = UnicodeAttribute(hash_key=True)
    due_at = UnicodeAttribute(range_key=True)


class ForwardingRow(Model):
    """A forwarding as stored; only an open one has `waiting`, only a closed one `forget_at`."""

    class Meta:
        table_name = "forwardings"

    key = UnicodeAttribute(hash_key=True)
    id = UnicodeAttribute()
    report_id = UnicodeAttribute()
    institution = UnicodeAttribute()
    unit = UnicodeAttribute()
    category = UnicodeAttribute()
    lat = NumberAttribute()
    lon = NumberAttribute()
    note = UnicodeAttribute()
    asked_at = UnicodeAttribute()
    due_at = UnicodeAttribute()
    expires_at = UnicodeAttribute()
    statements = ListAttribute(of=MapAttribute)
    reminded = BooleanAttribute()
    version = NumberAttribute()
    waiting = UnicodeAttribute(null=True)
    forget_at = NumberAttribute(null=True)

    by_due = ByDue()
