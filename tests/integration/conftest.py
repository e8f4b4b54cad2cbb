"""The whole system on the local cloud, started once for all integration tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.system import System

TEMPLATE = Path(__file__).parent.parent.parent / "template.yaml"


@pytest.fixture(scope="session")
def system() -> Iterator[System]:
    """An empty system; what a test writes, the next one sees. No schedule runs but when a test says so."""
    with System(TEMPLATE, parameters={"SettledSeconds": "3"}, scheduled=False) as started:
        yield started
