"""The tables of alerting: subscriptions, the log, and how often units hear."""

from pynamodb.attributes import (
    BooleanAttribute,
    ListAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model


class SubscriptionRow(Model):
    """What a coordinator asked for: an address, and which alerts of a unit it is to hear."""

    class Meta:
        table_name = "subscriptions"

    garrison = UnicodeAttribute(hash_key=True)
    id = UnicodeAttribute(range_key=True)
    unit = UnicodeAttribute()
    carrier = UnicodeAttribute()
    endpoint = UnicodeAttribute()
    below = BooleanAttribute()
    categories = ListAttribute(of=UnicodeAttribute, null=True)
    priorities = ListAttribute(of=UnicodeAttribute, null=True)
    events = ListAttribute(of=UnicodeAttribute, null=True)
    label = UnicodeAttribute(null=True)
    created_at = UnicodeAttribute()
    created_by = UnicodeAttribute()
    arn = UnicodeAttribute(null=True)


class ByWaiting(GlobalSecondaryIndex["AlertRow"]):
    """Alerts that wait for a digest, by the moment it is due."""

    class Meta:
        index_name = "by_waiting"
        projection = KeysOnlyProjection()

    waits = UnicodeAttribute(hash_key=True)
    due = UnicodeAttribute(range_key=True)


class AlertRow(Model):
    """A line of the log of alerts. `entry` is when it happened and the alert's id, so that lines sort.

    `waits` stands only while the alert waits for its digest.
    """

    class Meta:
        table_name = "alert-log"

    unit = UnicodeAttribute(hash_key=True)
    entry = UnicodeAttribute(range_key=True)
    event = UnicodeAttribute()
    report_id = UnicodeAttribute()
    category = UnicodeAttribute()
    priority = UnicodeAttribute()
    cell = UnicodeAttribute()
    outcome = UnicodeAttribute()
    attempts = NumberAttribute()
    expires_at = NumberAttribute()
    waits = UnicodeAttribute(null=True)
    due = UnicodeAttribute(null=True)
    told_at = UnicodeAttribute(null=True)
    message_id = UnicodeAttribute(null=True)
    digest = UnicodeAttribute(null=True)
    failure = UnicodeAttribute(null=True)

    by_waiting = ByWaiting()


class DigestWindowRow(Model):
    """How often a unit hears of what is not urgent."""

    class Meta:
        table_name = "digest-windows"

    unit = UnicodeAttribute(hash_key=True)
    window = UnicodeAttribute()
