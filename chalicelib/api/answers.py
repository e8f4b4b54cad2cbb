"""JSON out: domain objects as the bodies that the contract promises."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from chalice import Response

from chalicelib.domain import cell as cells
from chalicelib.domain.category import Category
from chalicelib.domain.jurisdiction import Jurisdiction
from chalicelib.domain.merging import told
from chalicelib.domain.names import Names
from chalicelib.domain.reference import Reference
from chalicelib.domain.report import Report
from chalicelib.domain.responsibility import Responsibility
from chalicelib.domain.status import Status
from chalicelib.domain.step import Step
from chalicelib.domain.unit import Unit, children_of, unit_that_has
from chalicelib.formats.rfc3339 import rfc3339
from chalicelib.usecases.read_counts import by_category
from chalicelib.usecases.submit_report import Accepted

Json = dict[str, Any]
Units = Mapping[str, Unit]

NameInstitution = Callable[[str], Json | None]
"""From an institution's code to what everybody may know of it, None when nothing is known."""

NO_STORE = "no-store"


def answer(
    body: Json, *, status: int = 200, cache: str = NO_STORE, headers: Mapping[str, str] | None = None
) -> Response:
    """Build a JSON response; `cache` is its Cache-Control."""
    sent: dict[str, str | list[str]] = {
        "Content-Type": "application/json",
        "Cache-Control": cache,
        **(headers or {}),
    }
    return Response(body=json.dumps(body, ensure_ascii=False), status_code=status, headers=sent)


def accepted_body(accepted: Accepted, who: Responsibility, units: Units, reference: Reference) -> Json:
    """Answer an accepted report as it was first stored; the tracking token is shown only here."""
    report = accepted.report
    first = report.history[0]
    return {
        "id": report.id,
        "tracking_token": accepted.token,
        "status": first.status,
        "category": report.category,
        "created_at": rfc3339(first.at),
        "cell": report.cell,
        **responsibility_body(who, units),
        "emergency": emergency_body(reference),
    }


def tracked_body(
    report: Report, units: Units, institution: NameInstitution, main: Report | None = None
) -> Json:
    """Answer whoever holds the tracking token: no point, no text, nothing of the unit's own work.

    What becomes of a merged report is what becomes of the `main` one, unless its holder may not know of that.
    """
    steps = told(report, main)
    return {
        "id": report.id,
        "category": report.category,
        "status": steps[-1].status,
        "created_at": rfc3339(report.created_at),
        "updated_at": rfc3339(steps[-1].at),
        "cell": report.cell,
        "unit": unit_body(unit_that_has((main or report).unit, units), units),
        "history": [_told_body(step, institution) for step in steps],
        "duplicate_of": main.id if main else None,
    }


def _told_body(step: Step, institution: NameInstitution) -> Json:
    body: Json = {"status": step.status, "at": rfc3339(step.at)}
    if step.institution is None:
        return body
    return {
        **body,
        "institution": institution(step.institution),
        "answer": step.answer,
        "repair_by": step.repair_by.isoformat() if step.repair_by else None,
    }


def responsibility_body(who: Responsibility, units: Units) -> Json:
    """Say who answers for a point, who stands above them, and who is next to them."""
    near = who.next_unit if who.near_border else None
    return {
        "unit": unit_body(who.unit, units),
        "chain": [{"code": unit.code, "name": unit.name, "type": unit.type} for unit in who.chain],
        "border_metres": _metres(who),
        "near_border": {"unit": unit_body(near, units), "metres": _metres(who)} if near else None,
    }


def unit_body(unit: Unit, units: Units) -> Json:
    """Describe a unit and the garrison that it belongs to."""
    garrison = units[unit.garrison]
    return {
        "code": unit.code,
        "name": unit.name,
        "type": unit.type,
        "garrison": {"code": garrison.code, "name": garrison.name},
        "approximate": unit.approximate,
    }


def edition_body(jurisdiction: Jurisdiction) -> Json:
    """Say where the boundaries come from and on which terms they may be used."""
    edition = jurisdiction.edition
    return {"source": edition.source, "vintage": edition.vintage, "licence": edition.licence}


def unit_detail_body(unit: Unit, units: Units, outline: Json | None) -> Json:
    """Describe a unit with the units directly below it, its contacts, bounding box and outline."""
    return {
        "unit": unit_body(unit, units),
        "children": [unit_body(child, units) for child in children_of(unit.code, units)],
        "contacts": list(unit.contacts),
        "districts": list(unit.districts),
        "bbox": outline["bbox"] if outline else None,
        "outline": outline,
    }


def reference_body(reference: Reference) -> Json:
    """Describe categories, statuses and the emergency notice."""
    return {
        "categories": [_category_body(category) for category in reference.catalogue],
        "statuses": [
            {"slug": status, "names": names_body(names), "public": status is not Status.JOKE_OR_MISTAKE}
            for status, names in reference.statuses.items()
        ],
        "emergency": emergency_body(reference),
    }


def emergency_body(reference: Reference) -> Json:
    """Say what the map is not for, and whom to call."""
    return {"number": reference.emergency_number, "notice": names_body(reference.emergency_notice)}


def cell_body(cell: str, layer: str, shown: Mapping[str, int]) -> Json:
    """Describe what a layer counts in a cell."""
    return {
        "cell": cell,
        "resolution": cells.resolution_of(cell),
        "layer": layer,
        "total": sum(shown.values()),
        "counts": by_category(shown),
    }


def names_body(names: Names) -> Json:
    """Give a name in all languages."""
    return {"pl": names.pl, "en": names.en, "uk": names.uk}


def _metres(who: Responsibility) -> int | None:
    return None if who.border_metres is None else round(who.border_metres)


def _category_body(category: Category) -> Json:
    return {
        "slug": category.slug,
        "names": names_body(category.names),
        "sensitive": category.sensitive,
        "withheld": category.withheld,
        "description_required": category.description_required,
        "public_from": None if category.withheld else category.public_from,
        "retired": category.retired,
        "priority": category.priority,
    }
