"""Lines of the ledger as it stores them: the key of a report's line, and what it counts as a text."""

from chalicelib.domain.aggregation import Contribution
from chalicelib.domain.plane import Plane
from chalicelib.domain.status import Status
from chalicelib.domain.visibility import Showing


def ledger_key(report_id: str, generation: int) -> str:
    """Return the key of a report's line in the ledger of a generation."""
    return f"{generation}#{report_id}"


def contribution_text(one: Contribution | None) -> str:
    """Write a contribution for the ledger; nothing is an empty text."""
    if one is None:
        return ""
    return "#".join((one.cell, *one.slot, one.month, one.unit, one.showing))


def read_contribution(text: str) -> Contribution | None:
    """Read what `contribution_text` wrote."""
    if not text:
        return None
    cell, category, status, plane, month, unit, showing = text.split("#")
    return Contribution(cell, category, Status(status), Plane(plane), month, unit, Showing(showing))
