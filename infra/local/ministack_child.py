"""Runs MiniStack in a process of its own that keeps its streams and never outlives the local run.

The parent holds the other end of standard input; when that closes, however the parent ended,
MiniStack saves and leaves.
"""

import copy
import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from ministack import app  # type: ignore[import-untyped]
from ministack.services import cognito, dynamodb, sns, sqs  # type: ignore[import-untyped]

from infra.local.addresses import USER_POOL, USER_POOL_CLIENT
from infra.local.intake import open_intake
from infra.local.ordered_queries import answer_queries_from_order
from infra.local.ordered_rows import keep_order
from infra.local.ordered_scans import answer_scans_from_order

# ruff: noqa: SLF001 - what MiniStack does not keep can be reached only inside it; its version is pinned


def main(mark: Path) -> None:
    """Serve until asked to end, then take away the mark that says the saved state is out of date."""
    _keep_streams()
    _name_queues_without_port()
    _name_the_user_pool()
    _name_pending_subscriptions()
    _save_quickly()
    keep_order()
    answer_queries_from_order()
    answer_scans_from_order()
    open_intake()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.argv = ["ministack"]
    app.main()
    saved = Path(os.environ["STATE_DIR"]) / "dynamodb.json"
    if mark.exists() and saved.exists() and saved.stat().st_mtime >= mark.stat().st_mtime:
        mark.unlink()


def _keep_streams() -> None:
    """MiniStack saves no stream records: a change not yet handled would be lost by a restart."""
    save, load = dynamodb.get_state, dynamodb.load_persisted_state
    stores = {"stream_records": dynamodb._stream_records, "stream_trimmed": dynamodb._stream_trimmed}

    def save_all() -> dict[str, Any]:
        return {**save(), **stores}

    def load_all(data: dict[str, Any]) -> None:
        load(data)
        for name, store in stores.items():
            store.update(data.get(name, {}))

    dynamodb.get_state, dynamodb.load_persisted_state = save_all, load_all


def _name_queues_without_port() -> None:
    """MiniStack keeps queues under an address with its port: on another port they would not be found."""
    sqs.DEFAULT_PORT = "4566"
    sqs._CANONICAL_NETLOC = f"{sqs.DEFAULT_HOST}:{sqs.DEFAULT_PORT}"


def _name_the_user_pool() -> None:
    """The plan names the pool before it is made; there is one."""
    cognito._pool_id = lambda: USER_POOL
    cognito._client_id = lambda: USER_POOL_CLIENT


def _name_pending_subscriptions() -> None:
    """AWS names a subscription that nobody has confirmed to who asks by ReturnSubscriptionArn."""
    subscribe = sns._subscribe

    def named(params: dict[str, Any]) -> Any:
        status, headers, body = subscribe(params)
        if sns._p(params, "ReturnSubscriptionArn") == "true" and b"pending confirmation" in body:
            topic, _ = sns._get_topic(sns._p(params, "TopicArn"))
            wanted = (sns._p(params, "Protocol"), sns._p(params, "Endpoint"))
            arns = [
                one["arn"] for one in topic["subscriptions"] if (one["protocol"], one["endpoint"]) == wanted
            ]
            body = body.replace(b"pending confirmation", arns[0].encode())
        return status, headers, body

    sns._subscribe = named


def _save_quickly() -> None:
    """At the end nothing changes any more: without copies and in one piece saving takes seconds less."""
    save_all = app.save_all

    def save_quickly(states: dict[str, Any]) -> None:
        copy.deepcopy = lambda value: value  # type: ignore[assignment, misc]
        json.dump = lambda data, file, **options: file.write(json.dumps(data, **options))
        save_all(states)

    app.save_all = save_quickly


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
