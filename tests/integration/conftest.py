"""The whole system on the local cloud, started once for all integration tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.system import System

TEMPLATE = Path(__file__).parent.parent.parent / "template.yaml"


# At one place each may report once, as by default; over all files of tests they report often.
PARAMETERS = {"SettledSeconds": "3", "QuotaTotal": "200"}


@pytest.fixture(scope="session")
def system() -> Iterator[System]:
    """An empty system; what a test writes, the next one sees. No schedule runs but when a test says so."""
    with System(TEMPLATE, parameters=PARAMETERS, scheduled=False) as started:
        yield started
