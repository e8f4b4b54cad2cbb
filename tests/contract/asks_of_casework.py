"""Asks that drive what helps an officer with one report into every answer that the document promises."""

from collections.abc import Callable
from dataclasses import replace

from chalicelib.domain.officer import Officer
from tests.builders import a_report, a_use, an_officer
from tests.gateway import Answer, Gateway

Ask = Callable[[Gateway], Answer]
LIKELY, CARD = "/v1/reports/{report_id}/duplicates", "/v1/reports/{report_id}/card"
ID, UNKNOWN = a_report().id, "00000000-0000-4000-8000-0000000000ff"
TWIN = a_report("00000000-0000-4000-8000-00000000000a")


def asking(path: str, officer: Officer | None, report_id: str = ID) -> Ask:
    """Ask as an officer of a store with two reports of one place, whatever gateway is given."""

    def ask(_: Gateway) -> Answer:
        gateway = Gateway(officer=officer)
        for report in (a_report(), TWIN):
            gateway.reports.add(report, a_use(report.id), None)
        return replace(gateway).get(path.replace("{report_id}", report_id))

    return ask


ASKED: list[tuple[str, str, int, Ask]] = [
    *(
        answered
        for path in (LIKELY, CARD)
        for answered in (
            ("GET", path, 200, asking(path, an_officer())),
            ("GET", path, 401, asking(path, None)),
            ("GET", path, 403, asking(path, an_officer(unit="1206"))),
            ("GET", path, 404, asking(path, an_officer(), UNKNOWN)),
            ("GET", path, 404, asking(path, an_officer(), "1")),
        )
    ),
    ("GET", CARD, 422, asking(f"{CARD}?reason=%20", an_officer())),
]
