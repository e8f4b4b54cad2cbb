"""The table of institutions outside the Police."""

from pynamodb.attributes import (
    BooleanAttribute,
    ListAttribute,
    MapAttribute,
    UnicodeAttribute,
)
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model


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
