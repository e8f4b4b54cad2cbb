"""New boundaries move stored reports through the normal change path, and units are told."""

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

from infra.local.system import System

ROOT = Path(__file__).parent.parent.parent
LUBLIN = {"category": "vandalism", "lat": 51.2465, "lon": 22.5684}


def run(system: System, *more: str) -> str:
    table = system.plan.functions["api"].environment["REPORTS_TABLE"]
    answer = subprocess.run(
        [sys.executable, "-m", "infra.reroute", "--reports-table", table, *more],
        cwd=ROOT,
        env={**os.environ, "AWS_ENDPOINT_URL": system.endpoint, **CREDENTIALS},
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout


CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "eu-central-1",
}


def test_a_report_of_older_boundaries_is_moved_once_and_only_when_asked(system: System) -> None:
    report = _placed_by_older_boundaries(system, unit="0602")

    dry = run(system)
    applied = run(system, "--apply")
    again = run(system, "--apply")

    assert f"{report['id']} 0602 -> {report['unit']['code']}: not stored" in dry
    assert f"{report['id']} 0602 -> {report['unit']['code']}: stored" in applied
    assert "nothing to do" in again
    stored = _stored(system, report["id"])
    assert stored["unit"] == {"S": report["unit"]["code"]}
    assert stored["version"] == {"N": "2"}


def _placed_by_older_boundaries(system: System, unit: str) -> Any:
    request = urllib.request.Request(
        f"{system.url}/v1/reports", json.dumps(LUBLIN).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        report = json.loads(answer.read())
    row = _stored(system, report["id"]) | {"unit": {"S": unit}, "routed_by": {"S": "older"}}
    system.client("dynamodb").put_item(TableName=_table(system), Item=row)
    return report


def _stored(system: System, report_id: str) -> Any:
    key = {"id": {"S": report_id}}
    row = system.client("dynamodb").get_item(TableName=_table(system), Key=key, ConsistentRead=True)
    return row["Item"]


def _table(system: System) -> str:
    return system.plan.functions["api"].environment["REPORTS_TABLE"]
