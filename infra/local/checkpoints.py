"""Remembers how far each stream is read, in a table of the local cloud, as the Kinesis Client Library does.

The positions lie beside the tables that they are about, so what is kept of both is always of one moment.
"""

from typing import Any

from infra.local.plan import Table
from infra.local.resources import Clients, create_table

TABLE = Table(
    "local-checkpoints",
    {
        "TableName": "local-checkpoints",
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [
            {"AttributeName": "mapping", "AttributeType": "S"},
            {"AttributeName": "lane", "AttributeType": "N"},
        ],
        "KeySchema": [
            {"AttributeName": "mapping", "KeyType": "HASH"},
            {"AttributeName": "lane", "KeyType": "RANGE"},
        ],
    },
)


class Checkpoints:
    """The last sequence number that each lane of each mapping is done with."""

    def __init__(self, client: Clients) -> None:
        create_table(client("dynamodb"), TABLE)
        self._dynamodb = client("dynamodb")

    def load(self, mapping: str, lanes: int) -> list[str]:
        """The sequence number of each lane, empty at first; the lowest, when lanes were added."""
        rows = self._dynamodb.query(
            TableName=TABLE.name,
            KeyConditionExpression="mapping = :mapping",
            ExpressionAttributeValues={":mapping": {"S": mapping}},
            ConsistentRead=True,
        )["Items"]
        stored = {int(row["lane"]["N"]): row["sequence"]["S"] for row in rows}
        if rows and {int(row["lanes"]["N"]) for row in rows} != {lanes}:
            return [min(stored.values())] * lanes
        return [stored.get(lane, "") for lane in range(lanes)]

    def save(self, mapping: str, lane: int, lanes: int, sequence: str) -> None:
        """Remember that a lane is done with everything up to a sequence number."""
        item: dict[str, Any] = {
            "mapping": {"S": mapping},
            "lane": {"N": str(lane)},
            "lanes": {"N": str(lanes)},
            "sequence": {"S": sequence},
        }
        self._dynamodb.put_item(TableName=TABLE.name, Item=item)
