"""What accepting a report needs, with its stores in memory."""

from chalicelib.domain.origin import Quota
from chalicelib.ports.reports import Reports
from chalicelib.usecases.submit_report import Intake
from tests.builders import a_catalogue, a_jurisdiction, a_timetable
from tests.fakes.calls import SetClock, numbered
from tests.fakes.reports import InMemoryReports


def an_intake(reports: Reports | None = None, *, per_place: int = 1, total: int = 10) -> Intake:
    """Return an intake into a store, into one of its own unless one is given."""
    return Intake(
        reports=InMemoryReports() if reports is None else reports,
        catalogue=a_catalogue(),
        jurisdiction=a_jurisdiction(),
        quota=Quota(per_place, total),
        timetable=a_timetable(),
        secret=b"a secret",
        clock=SetClock(),
        new_id=numbered("id-"),
        new_token=numbered("token-"),
    )
