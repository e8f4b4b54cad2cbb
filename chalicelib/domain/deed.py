"""What an officer saw or did, as an audit keeps it: nothing of the report's content."""

from dataclasses import dataclass

from chalicelib.domain.officer import Officer


@dataclass(frozen=True, slots=True)
class Deed:
    """One reading or change; `what` is `read`, `status confirmed`, `unit 1206` or `institution zdm`.

    `report_id` is None where the deed concerns no report.
    """

    officer: Officer
    what: str
    report_id: str | None = None
