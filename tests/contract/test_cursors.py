"""Every paged operation refuses a cursor that no page gave, with a fault that names it, and never fails."""

import base64
import string
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.officer import Role
from tests.builders import an_officer
from tests.contract.openapi import OPERATIONS, judged
from tests.gateway import Gateway

PAGED = sorted(
    path
    for (_, path), operation in OPERATIONS.items()
    if "cursor" in {parameter.get("name") for parameter in operation.get("parameters", [])}
)
MOMENT = r"[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}\.[0-9]{3}Z"
NAME = r"[0-9a-f-]{36}"
NEARLY = [
    rf"(newest|oldest|deadline|) ?{MOMENT} {NAME}",
    rf"(alerts |){MOMENT} {NAME}\.[0-9]{{1,10}}\.[a-z_]{{1,41}}",
    rf"newest {MOMENT}#{NAME}",
]
"""What cursors hold, with moments and names that there need not be."""


def written(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode()


garbage = st.one_of(
    st.text(min_size=1),
    st.text(string.ascii_letters + string.digits + "-_=", min_size=1),
    st.binary(min_size=1).map(written),
    *(st.from_regex(form, fullmatch=True).map(lambda text: written(text.encode())) for form in NEARLY),
)


def test_work_lists_and_logs_of_alerts_are_paged() -> None:
    assert PAGED == ["/v1/reports", "/v1/units/{code}/alerts"]


@pytest.mark.parametrize("path", PAGED)
@settings(deadline=None)
@given(garbage)
def test_a_cursor_that_no_page_gave_is_refused_or_a_place_like_any_other(path: str, cursor: str) -> None:
    gateway = Gateway(officer=an_officer(Role.LOCAL_COORDINATOR))

    answer = gateway.get(f"{path.format(code='1261')}?cursor={quote(cursor, safe='')}")

    assert judged("GET", path, answer) == []
    if answer.status != 200:
        assert answer.status == 422
        assert [fault["field"] for fault in answer.json["errors"]] == ["cursor"]
