"""Tell units of a change that concerns them."""

from collections.abc import Callable, Mapping

from chalicelib.domain.category import Catalogue
from chalicelib.domain.change import Change
from chalicelib.domain.errors import MalformedRow
from chalicelib.domain.notification import Alert, alerts_for
from chalicelib.domain.unit import Unit, unit_that_has

SendAlert = Callable[[Alert], None]


def notify_unit(change: Change, catalogue: Catalogue, units: Mapping[str, Unit], send: SendAlert) -> int:
    """Send the alerts that a change asks for; return how many there were.

    Raises `MalformedRow` when the report names a category or a unit that does not exist.
    """
    category = catalogue.find(change.category)
    if category is None:
        raise MalformedRow(f"The report names the category {change.category}.")

    def unit_of(code: str) -> Unit:
        try:
            return unit_that_has(code, units)
        except KeyError as error:
            raise MalformedRow(f"The report names the unit {code}.") from error

    alerts = alerts_for(change, category, unit_of)
    for alert in alerts:
        send(alert)
    return len(alerts)
