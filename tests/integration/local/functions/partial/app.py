"""Reports the records that it fails until the table says that they are cured; writes down what it does."""

import os
from typing import Any

import boto3

seen = boto3.resource("dynamodb").Table(os.environ["SEEN_TABLE"])


def handler(event: dict[str, Any], context: Any) -> Any:
    failures = []
    for record in event["Records"]:
        image = record["dynamodb"]["NewImage"]
        if "partial" in image.get("fail_for", {}).get("SS", []) and not cured():
            count("failed", image)
            failures.append({"itemIdentifier": record["dynamodb"]["SequenceNumber"]})
        else:
            count("partial", image)
    return {"batchItemFailures": failures}


def count(what: str, image: Any) -> None:
    seen.update_item(
        Key={"id": f"{what}:{image['id']['S']}", "n": int(image.get("n", {"N": "0"})["N"])},
        UpdateExpression="ADD times :one",
        ExpressionAttributeValues={":one": 1},
    )


def cured() -> bool:
    return "Item" in seen.get_item(Key={"id": "cured", "n": 0}, ConsistentRead=True)
