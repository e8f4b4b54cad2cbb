"""Tells its environment; fails, prints, ends or sleeps when asked to."""

import os
import time
from typing import Any


def handler(event: dict[str, Any], context: Any) -> Any:
    if event.get("do") == "fail":
        raise ValueError("no tick")
    if event.get("do") == "exit":
        os._exit(3)
    if event.get("do") == "sleep":
        time.sleep(float(event["seconds"]))
    print("tick")
    return {
        "environment": dict(os.environ),
        "request_id": context.aws_request_id,
        "remaining": context.get_remaining_time_in_millis(),
        "event": event,
        "process": os.getpid(),
    }
