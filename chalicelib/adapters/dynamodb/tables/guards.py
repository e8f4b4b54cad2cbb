"""The table of what must not happen twice."""

from pynamodb.attributes import (
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.models import Model


class GuardRow(Model):
    """What must not happen twice: uses of a quota, and idempotency keys with their answers."""

    class Meta:
        table_name = "guards"

    key = UnicodeAttribute(hash_key=True)
    expires_at = NumberAttribute()
    uses = NumberAttribute(null=True)
    body_hash = UnicodeAttribute(null=True)
    report_id = UnicodeAttribute(null=True)
    sealed_token = UnicodeAttribute(null=True)
