"""Asks that drive the statistics of a unit into every answer that the document promises."""

from collections.abc import Callable

from chalicelib.domain.officer import Officer, Role
from chalicelib.domain.status import Status
from tests.builders import a_report, a_use, an_officer
from tests.gateway import Answer, Gateway

ONE = "/v1/units/{code}/statistics"
PATH = "/v1/units/1261/statistics"

Ask = Callable[[Gateway], Answer]


def by(officer: Officer | None, path: str) -> Ask:
    """Ask where the unit has reports in each status."""

    def ask(_: Gateway) -> Answer:
        gateway = Gateway(officer=officer)
        for number, status in enumerate(Status):
            report = a_report(f"00000000-0000-4000-8000-{number:012}", status=status)
            gateway.reports.add(report, a_use(), None)
        return gateway.get(path)

    return ask


ASKS: dict[int, list[Ask]] = {
    200: [
        by(an_officer(), PATH),
        by(an_officer(), f"{PATH}?from=2026-03&to=2026-03"),
        by(an_officer(), f"{PATH}?format=csv"),
        by(an_officer(Role.GARRISON_COORDINATOR, "12"), "/v1/units/12/statistics"),
    ],
    401: [by(None, PATH)],
    403: [by(an_officer(unit="1206"), PATH), by(an_officer(), "/v1/units/12/statistics")],
    404: [by(an_officer(Role.NATIONAL_ADMIN, "KGP"), "/v1/units/9999/statistics")],
    422: [
        by(an_officer(), f"{PATH}?from=2026-04&to=2026-03"),
        by(an_officer(), f"{PATH}?from=2025-01&to=2026-03"),
        by(an_officer(), f"{PATH}?from=2026-3"),
        by(an_officer(), f"{PATH}?format=pdf"),
        by(an_officer(), f"{PATH}?since=2026-03"),
    ],
}
ASKED = [("GET", ONE, status, ask) for status, asks in ASKS.items() for ask in asks]
