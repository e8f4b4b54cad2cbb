"""Reports the records that it is not done with; some only until the table says that they are cured."""

import os
from typing import Any

import boto3

seen = boto3.resource("dynamodb").Table(os.environ["SEEN_TABLE"])


def handler(event: dict[str, Any], context: Any) -> Any:
    failures = []
    for record in event["Records"]:
        image = record["dynamodb"]["NewImage"]
        if "partial" in image.get("fail_for", {}).get("SS", []) and not cured():
            failures.append({"itemIdentifier": record["dynamodb"]["SequenceNumber"]})
            continue
        seen.update_item(
            Key={"id": "partial:" + image["id"]["S"], "n": int(image.get("n", {"N": "0"})["N"])},
            UpdateExpression="ADD times :one",
            ExpressionAttributeValues={":one": 1},
        )
    return {"batchItemFailures": failures}


def cured() -> bool:
    return "Item" in seen.get_item(Key={"id": "cured", "n": 0}, ConsistentRead=True)
