"""The log of alerts over HTTP: page by page, by cursors that nobody can bend."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.api.alerts_wire import log_body, log_place
from chalicelib.domain.errors import InvalidInput
from chalicelib.domain.officer import Role
from chalicelib.domain.place import Place
from chalicelib.ports.alerts import LogPage
from tests.builders import PLACED, a_report, an_alert, an_officer
from tests.gateway import Gateway

LOG = "/v1/units/1261/alerts"


def test_pages_follow_one_another_until_every_alert_was_seen_once() -> None:
    gateway = Gateway(officer=an_officer(Role.LOCAL_COORDINATOR))
    ids = [f"00000000-0000-4000-8000-{n:012d}" for n in range(120)]
    for n, one in enumerate(ids):
        gateway.alert_log.open(an_alert(a_report(one, placed=PLACED + timedelta(seconds=n))), None, PLACED)

    page = gateway.get(LOG).json
    seen = [line["report_id"] for line in page["alerts"]]
    while page["next"]:
        page = gateway.get(f"{LOG}?cursor={page['next']}").json
        seen += [line["report_id"] for line in page["alerts"]]

    assert seen == ids[::-1]


def test_a_line_names_no_place_and_no_address() -> None:
    gateway = Gateway(officer=an_officer(Role.LOCAL_COORDINATOR))
    gateway.alert_log.open(an_alert(), None, PLACED)

    (line,) = gateway.get(LOG).json["alerts"]

    assert an_alert().cell not in str(line)
    assert not {"lat", "lon", "cell", "endpoint"} & line.keys()


@given(st.datetimes(min_value=PLACED.replace(tzinfo=None)), st.uuids(), st.integers(1, 10**9 - 1))
def test_a_cursor_leads_back_to_its_place(moment: datetime, report: Any, version: int) -> None:
    cut = moment.replace(microsecond=moment.microsecond // 1000 * 1000, tzinfo=UTC)
    place = Place(cut, f"{report}.{version}.handed_over")

    cursor = log_body({}, LogPage((), place))["next"]

    assert log_place({"cursor": cursor}) == place


@given(st.text(min_size=1))
def test_a_cursor_of_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        log_place({"cursor": text})
