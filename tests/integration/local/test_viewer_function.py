"""The local edge treats a request as the viewer function of template.yaml does, which runs here on Node."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from infra.local.edge import as_viewed
from infra.local.message import Request
from infra.local.stack import Stack

ROOT = Path(__file__).parents[3]
NODE = shutil.which("node") or shutil.which("node", path=str(ROOT / ".venv" / "bin"))
CALL = """
const given = JSON.parse(require('fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify(given.map(handler)));
"""


@pytest.mark.skipif(NODE is None, reason="Node comes with the set-up of the web client, which was not made")
def test_the_local_edge_does_what_the_viewer_function_does() -> None:
    paths = ["/", "/index.html", "/docs", "/docs/", "/docs/api.html", "/docsy", "/v1/reports", "/v1/units"]
    requests = [
        Request("GET", path, "", {"Host": "map.example", "X-Viewer-Address": "1.2.3.4"}, b"", "192.0.2.7")
        for path in paths
    ]

    answers = _on_node([_event(request) for request in requests])

    assert [_view(answer) for answer in answers] == [
        _view(_event(as_viewed(request))["request"]) for request in requests
    ]


def _on_node(events: list[dict[str, object]]) -> list[dict[str, object]]:
    ((_, viewer),) = Stack(ROOT / "template.yaml", "http://endpoint", "host").of_type(
        "AWS::CloudFront::Function"
    )
    assert NODE is not None
    script = viewer["FunctionCode"] + CALL
    done = subprocess.run(
        [NODE, "-e", script], input=json.dumps(events), capture_output=True, text=True, check=True, timeout=30
    )
    answers: list[dict[str, object]] = json.loads(done.stdout)
    return answers


def _event(request: Request) -> dict[str, object]:
    headers = {name.lower(): {"value": value} for name, value in request.headers.items()}
    return {
        "viewer": {"ip": request.address},
        "request": {"method": request.method, "uri": request.path, "querystring": {}, "headers": headers},
    }


def _view(request: object) -> object:
    """All but the scheme: the local edge speaks plain HTTP."""
    assert isinstance(request, dict)
    scheme = request["headers"].pop("x-viewer-scheme")["value"]
    assert scheme in ("http", "https")
    return request
