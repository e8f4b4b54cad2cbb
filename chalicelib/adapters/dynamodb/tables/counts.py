"""The tables of counts, with their ledger and the record of generations."""

from pynamodb.attributes import (
    ListAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.models import Model


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
    replaced = UnicodeAttribute(null=True)


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
    since = UnicodeAttribute(null=True)
    together = NumberAttribute(null=True)
    until = UnicodeAttribute(null=True)
