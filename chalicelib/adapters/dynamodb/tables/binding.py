"""Ties a model to a table of the deployment."""

from typing import TypeVar

from pynamodb.models import Model

M = TypeVar("M", bound=Model)


def bound(model: type[M], table_name: str) -> type[M]:
    """Return the model tied to a table of the deployment."""
    meta = type("Meta", (), {"table_name": table_name})
    return type(model.__name__, (model,), {"Meta": meta, "__module__": model.__module__})
