"""Reports messages that say `fail`, breaks on `break`; writes down the rest."""

import os
from typing import Any

import boto3

seen = boto3.resource("dynamodb").Table(os.environ["SEEN_TABLE"])


def handler(event: dict[str, Any], context: Any) -> Any:
    failures = []
    for record in event["Records"]:
        if record["body"] == "break":
            raise ValueError("broken")
        if record["body"] == "fail":
            failures.append({"itemIdentifier": record["messageId"]})
        else:
            seen.put_item(Item={"id": "worker:" + record["body"], "n": 0})
    return {"batchItemFailures": failures}
