"""Reports messages that say `fail`, breaks on `break`, takes its time for `slow`; writes down the rest."""

import os
import time
from typing import Any

import boto3

SLOW_SECONDS = 15  # by far longer than the queue hides a message

seen = boto3.resource("dynamodb").Table(os.environ["SEEN_TABLE"])


def handler(event: dict[str, Any], context: Any) -> Any:
    failures = []
    for record in event["Records"]:
        if record["body"] == "break":
            raise ValueError("broken")
        if record["body"] == "fail":
            failures.append({"itemIdentifier": record["messageId"]})
        elif record["body"].startswith("slow"):
            _count(f"begun:{record['body']}")
            time.sleep(SLOW_SECONDS)
            _count(f"done:{record['body']}")
        else:
            seen.put_item(Item={"id": "worker:" + record["body"], "n": 0})
    return {"batchItemFailures": failures}


def _count(key: str) -> None:
    seen.update_item(
        Key={"id": key, "n": 0}, UpdateExpression="ADD times :one", ExpressionAttributeValues={":one": 1}
    )
