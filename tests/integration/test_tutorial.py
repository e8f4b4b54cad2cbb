"""The commands of the tutorial work, in its order, in one shell."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from infra.local.system import System

TUTORIAL = Path(__file__).parent.parent.parent / "docs" / "tutorial.md"
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.mark.skipif(shutil.which("curl") is None, reason="the tutorial's commands need curl")
def test_every_command_of_the_tutorial_works(system: System, tmp_path: Path) -> None:
    script = "\n".join(BLOCK.findall(TUTORIAL.read_text(encoding="utf-8")))

    run = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "MAP": system.url},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert run.returncode == 0, run.stderr + run.stdout
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["unit"]["code"] == "1261"
    assert report["id"] in run.stdout
    assert "There is no such category." in run.stdout
    assert '"status": 429' in run.stdout
