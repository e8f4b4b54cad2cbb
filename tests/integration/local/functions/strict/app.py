"""Fails a whole batch when one record says so; writes down what it is done with."""

import os
from pathlib import Path
from typing import Any

import boto3

seen = boto3.resource("dynamodb").Table(os.environ["SEEN_TABLE"])
words = Path(os.environ["FILE"]).read_text()


def handler(event: dict[str, Any], context: Any) -> Any:
    images = [record["dynamodb"]["NewImage"] for record in event["Records"]]
    for image in images:
        if "strict" in image.get("fail_for", {}).get("SS", []):
            raise ValueError("a poison record")
    for image in images:
        seen.update_item(
            Key={"id": "strict:" + image["id"]["S"], "n": int(image.get("n", {"N": "0"})["N"])},
            UpdateExpression="ADD times :one",
            ExpressionAttributeValues={":one": 1},
        )
    return "whatever"
