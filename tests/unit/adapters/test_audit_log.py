"""The audit's lines: one for each deed, whatever the log level, with who, what and which report."""

import io
import json

from aws_lambda_powertools import Logger

from chalicelib.adapters.audit_log import audit_log
from chalicelib.domain.deed import Deed
from tests.builders import an_officer


def test_a_deed_is_one_line_that_names_who_what_and_which() -> None:
    written = io.StringIO()
    keep = audit_log(Logger(service="audit-test", level="INFO", stream=written))

    keep(Deed(an_officer(), "status confirmed", "report-1"))

    line = json.loads(written.getvalue())
    assert (line["what"], line["report_id"]) == ("status confirmed", "report-1")
    assert line["officer"] == {"sub": an_officer().sub, "role": "officer", "unit": "1261"}
    assert line["service"] == "audit-test"
