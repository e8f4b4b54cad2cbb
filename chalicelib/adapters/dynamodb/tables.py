"""The tables as PynamoDB models: key formats and index names, held to the template by a test.

Names of tables come with the deployment, so a model is bound to its name before use.
"""

from typing import TypeVar

from pynamodb.attributes import (
    BooleanAttribute,
    ListAttribute,
    MapAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model

from chalicelib.adapters.dynamodb.work_list_indexes import (
    ByAssigneeDue,
    ByAssigneePlaced,
    ByGarrisonDue,
    ByGarrisonPlaced,
    BySpot,
    ByUnitDue,
    ByUnitPlaced,
)

M = TypeVar("M", bound=Model)


def bound(model: type[M], table_name: str) -> type[M]:
    """Return the model tied to a table of the deployment."""
    meta = type("Meta", (), {"table_name": table_name})
    return type(model.__name__, (model,), {"Meta": meta, "__module__": model.__module__})


class ByWaking(GlobalSecondaryIndex["ReportRow"]):
    """Reports that the clock has something to do with, by the moment of it, dealt to a few partitions."""

    class Meta:
        index_name = "by_waking"
        projection = KeysOnlyProjection()

    wakes_in = UnicodeAttribute(hash_key=True)
    wakes_at = UnicodeAttribute(range_key=True)


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

    by_unit_placed = ByUnitPlaced()
    by_unit_due = ByUnitDue()
    by_garrison_placed = ByGarrisonPlaced()
    by_garrison_due = ByGarrisonDue()
    by_assignee_placed = ByAssigneePlaced()
    by_assignee_due = ByAssigneeDue()
    by_waking = ByWaking()
    by_spot = BySpot()


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


class ByArea(GlobalSecondaryIndex["InstitutionRow"]):
    """Institutions of an area, in the order of their codes."""

    class Meta:
        index_name = "by_area"
        projection = AllProjection()

    area = UnicodeAttribute(hash_key=True)
    code = UnicodeAttribute(range_key=True)


class InstitutionRow(Model):
    """An institution outside the Police; `stamp` is a digest of all else, by which a writer knows it."""

    class Meta:
        table_name = "institutions"

    code = UnicodeAttribute(hash_key=True)
    kind = UnicodeAttribute()
    names = MapAttribute[str, str]()
    email = UnicodeAttribute()
    area = UnicodeAttribute()
    categories = ListAttribute(of=UnicodeAttribute)
    retired = BooleanAttribute()
    stamp = UnicodeAttribute()

    by_area = ByArea()


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


class CellCountRow(Model):
    """Counts of one cell in one layer, or of one month of a unit.

    Beside what is named here a row has a number for each slot, as `count_rows` codes it; `total` is
    their sum.
    """

    class Meta:
        table_name = "cell-counts"

    shelf = UnicodeAttribute(hash_key=True)
    row = UnicodeAttribute(range_key=True)
    total = NumberAttribute()


class CountedReportRow(Model):
    """The ledger: what the counts hold of one report."""

    class Meta:
        table_name = "counted-reports"

    report_id = UnicodeAttribute(hash_key=True)
    version = NumberAttribute()
    contribution = UnicodeAttribute()


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


class GenerationsRow(Model):
    """A single row among the counts: which generations there are, and who works on the next."""

    class Meta:
        table_name = "cell-counts"

    shelf = UnicodeAttribute(hash_key=True)
    row = UnicodeAttribute(range_key=True)
    counted = ListAttribute(of=NumberAttribute)
    live = NumberAttribute()
    newest = NumberAttribute()
    version = NumberAttribute()
    rolled = UnicodeAttribute(null=True)
    step = UnicodeAttribute(null=True)
    target = NumberAttribute(null=True)
    owner = UnicodeAttribute(null=True)
    heard_at = UnicodeAttribute(null=True)
    cursor = UnicodeAttribute(null=True)
    layers = ListAttribute(of=UnicodeAttribute, null=True)
    month = UnicodeAttribute(null=True)


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
