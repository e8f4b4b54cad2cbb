"""What a deployment lacks of the template's indexes is told before CloudFormation refuses it."""

from typing import Any

import pytest

from infra.indexes import Difference, Need, differences, of_deployment
from tests.integration.stores.conftest import TEMPLATE, Stores


def an_index(name: str, key: str = "unit", kind: str = "KEYS_ONLY", status: str = "ACTIVE") -> dict[str, Any]:
    schema = [{"AttributeName": key, "KeyType": "HASH"}]
    projection = {"ProjectionType": kind}
    return {"IndexName": name, "KeySchema": schema, "Projection": projection, "IndexStatus": status}


@pytest.mark.parametrize(
    ("wanted", "standing", "need"),
    [
        ([an_index("by_unit")], [an_index("by_unit")], None),
        ([an_index("by_unit")], [], Need.ADD),
        ([], [an_index("by_unit")], Need.REMOVE),
        ([an_index("by_unit")], [an_index("by_unit", key="code")], Need.REMAKE),
        ([an_index("by_unit")], [an_index("by_unit", kind="ALL")], Need.REMAKE),
        ([an_index("by_unit")], [an_index("by_unit", status="CREATING")], Need.WAIT),
    ],
)
def test_an_index_that_differs_is_told_with_what_it_needs(
    wanted: list[dict[str, Any]], standing: list[dict[str, Any]], need: Need | None
) -> None:
    found = differences("a-table", *({one["IndexName"]: one for one in many} for many in (wanted, standing)))

    assert list(found) == ([Difference("a-table", "by_unit", need)] if need else [])


def test_tables_made_of_the_template_lack_nothing(real: Stores) -> None:
    assert list(of_deployment(real.plan.stack, real.client("dynamodb"), TEMPLATE)) == []


def test_an_index_that_was_taken_off_a_table_is_missed(real: Stores) -> None:
    dynamodb, table = real.client("dynamodb"), f"{real.plan.stack}-spare"
    wanted = an_index("by_unit")
    names = [{"AttributeName": name, "AttributeType": "S"} for name in ("id", "unit")]
    dynamodb.create_table(
        TableName=table,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=names,
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        GlobalSecondaryIndexes=[{name: wanted[name] for name in ("IndexName", "KeySchema", "Projection")}],
    )
    standing = dynamodb.describe_table(TableName=table)["Table"]["GlobalSecondaryIndexes"]

    found = differences(table, {"by_unit": wanted, "by_code": an_index("by_code")}, {"by_unit": standing[0]})

    assert [str(one) for one in found] == [f"{table}: by_code: add"]
