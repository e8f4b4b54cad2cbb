"""What every pump works with: the cloud's clients, the functions, and where results are noted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from infra.local.checkpoints import Checkpoints
from infra.local.failures import Failures
from infra.local.functions import Outcome
from infra.local.gate import Gate
from infra.local.resources import Clients


@dataclass(frozen=True, slots=True)
class Engine:
    """Shared by all pumps of a system; `invoke` takes a function's name and an event."""

    client: Clients
    invoke: Callable[[str, Any], Outcome]
    checkpoints: Checkpoints
    failures: Failures
    gate: Gate
