"""The subscriptions table: what coordinators asked for, one partition for each garrison."""

from pynamodb.exceptions import DoesNotExist

from chalicelib.adapters.dynamodb.moments import from_text, to_text
from chalicelib.adapters.dynamodb.tables.alerts import SubscriptionRow
from chalicelib.adapters.dynamodb.tables.binding import bound
from chalicelib.adapters.dynamodb.together import Overtaken, Together
from chalicelib.domain.category import Priority
from chalicelib.domain.deed import Deed
from chalicelib.domain.endpoint import Carrier
from chalicelib.domain.errors import Busy, UnknownSubscription
from chalicelib.domain.notification import Event
from chalicelib.domain.subscription import Subscription, Wanted

EVENTS = {event.value: event for event in Event}


class SubscriptionStore:
    """The real `Subscriptions`."""

    def __init__(self, rows: type[SubscriptionRow], together: Together) -> None:
        self._rows = rows
        self._together = together

    @classmethod
    def of_tables(cls, subscriptions: str, audit: str) -> "SubscriptionStore":
        """Return the store in the named tables."""
        return cls(bound(SubscriptionRow, subscriptions), Together(audit))

    def of_garrison(self, garrison: str) -> list[Subscription]:
        """See `Subscriptions.of_garrison`; one query."""
        return [_from_row(row) for row in self._rows.query(garrison, consistent_read=True)]

    def add(self, wanted: Subscription, deed: Deed | None) -> Subscription:
        """See `Subscriptions.add`."""
        try:
            self._together.put((self._to_row(wanted), SubscriptionRow.id.does_not_exist()), deed=deed)
        except Overtaken:
            return self._standing(wanted)
        return wanted

    def replace(self, subscription: Subscription, deed: Deed | None) -> None:
        """See `Subscriptions.replace`."""
        try:
            self._together.put((self._to_row(subscription), SubscriptionRow.id.exists()), deed=deed)
        except Overtaken as error:
            raise UnknownSubscription from error

    def note(self, subscription: Subscription, deed: Deed) -> None:
        """See `Subscriptions.note`."""
        key = (subscription.garrison, subscription.id)
        try:
            self._together.keep(deed, self._rows, key, SubscriptionRow.id.exists())
        except Overtaken as error:
            raise UnknownSubscription from error

    def remove(self, subscription: Subscription) -> None:
        """See `Subscriptions.remove`."""
        self._rows(subscription.garrison, subscription.id).delete()

    def _standing(self, wanted: Subscription) -> Subscription:
        try:
            return _from_row(self._rows.get(wanted.garrison, wanted.id, consistent_read=True))
        except DoesNotExist as error:
            raise Busy("Another request has just ended this subscription.") from error

    def _to_row(self, one: Subscription) -> SubscriptionRow:
        wanted = one.wanted
        return self._rows(
            one.garrison,
            one.id,
            unit=one.unit,
            carrier=one.carrier.value,
            endpoint=one.endpoint,
            below=wanted.below,
            categories=list(wanted.categories) or None,
            priorities=[priority.value for priority in wanted.priorities] or None,
            events=[event.value for event in wanted.events] or None,
            label=one.label,
            created_at=to_text(one.created_at),
            created_by=one.created_by,
            arn=one.arn,
        )


def _from_row(row: SubscriptionRow) -> Subscription:
    return Subscription(
        garrison=row.garrison,
        unit=row.unit,
        carrier=Carrier(row.carrier),
        endpoint=row.endpoint,
        wanted=Wanted(
            below=bool(row.below),
            categories=tuple(map(str, row.categories or ())),
            priorities=tuple(Priority(str(priority)) for priority in row.priorities or ()),
            events=tuple(EVENTS[str(event)] for event in row.events or ()),
        ),
        label=row.label,
        created_at=from_text(row.created_at),
        created_by=row.created_by,
        arn=row.arn,
    )
