"""Tell the responsible unit of a change that concerns it."""

from collections.abc import Callable, Mapping

from chalicelib.domain.category import Catalogue
from chalicelib.domain.change import Change
from chalicelib.domain.errors import MalformedRow
from chalicelib.domain.notification import Alert, alert_for
from chalicelib.domain.unit import Unit

SendAlert = Callable[[Alert], None]


def notify_unit(change: Change, catalogue: Catalogue, units: Mapping[str, Unit], send: SendAlert) -> bool:
    """Send the alert that a change asks for; say whether there was one.

    Raises `MalformedRow` when the report names a category or a unit that does not exist.
    """
    report = change.after
    if report is None:
        return False
    category = catalogue.find(report.category)
    unit = units.get(report.unit)
    if category is None or unit is None:
        raise MalformedRow(f"The report names the category {report.category} and the unit {report.unit}.")
    alert = alert_for(change, category, unit)
    if alert is None:
        return False
    send(alert)
    return True
