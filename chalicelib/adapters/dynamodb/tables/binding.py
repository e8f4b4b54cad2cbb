"""Ties models and connections to the deployment: a table's name, and how long to wait for an answer."""

from typing import TypeVar

from pynamodb.connection import Connection
from pynamodb.models import Model

from chalicelib.adapters.patience import CONNECT_SECONDS, READ_SECONDS

WAITS = {"connect_timeout_seconds": CONNECT_SECONDS, "read_timeout_seconds": READ_SECONDS}

M = TypeVar("M", bound=Model)


def bound(model: type[M], table_name: str) -> type[M]:
    """Return the model tied to a table of the deployment."""
    meta = type("Meta", (), {"table_name": table_name, **WAITS})
    return type(model.__name__, (model,), {"Meta": meta, "__module__": model.__module__})


def connection() -> Connection:
    """Return a connection for transactions."""
    return Connection(connect_timeout_seconds=CONNECT_SECONDS, read_timeout_seconds=READ_SECONDS)
