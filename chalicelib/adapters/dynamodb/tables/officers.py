"""The tables of officers: who signed on where, and what each did."""

from pynamodb.attributes import (
    ListAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model


class MembersByUnit(GlobalSecondaryIndex["MemberRow"]):
    """Who signed on in a unit, by name."""

    class Meta:
        index_name = "by_unit"
        projection = AllProjection()

    unit = UnicodeAttribute(hash_key=True)
    name = UnicodeAttribute(range_key=True)


class MemberRow(Model):
    """An account on the roster of its unit."""

    class Meta:
        table_name = "roster"

    account = UnicodeAttribute(hash_key=True)
    role = UnicodeAttribute()
    unit = UnicodeAttribute()
    name = UnicodeAttribute()
    signed_on_at = UnicodeAttribute()
    expires_at = NumberAttribute()

    by_unit = MembersByUnit()


class AuditRow(Model):
    """A deed of an officer, written once. Times are RFC 3339 in UTC with microseconds, so that they sort."""

    class Meta:
        table_name = "audit"

    day = UnicodeAttribute(hash_key=True)
    moment = UnicodeAttribute(range_key=True)
    at = UnicodeAttribute()
    account = UnicodeAttribute()
    role = UnicodeAttribute()
    officer_unit = UnicodeAttribute()
    what = UnicodeAttribute()
    unit = UnicodeAttribute(null=True)
    ground = UnicodeAttribute()
    reports = ListAttribute(of=UnicodeAttribute, null=True)
    reason = UnicodeAttribute(null=True)
