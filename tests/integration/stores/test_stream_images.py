"""The images of the real stream are read back as the changes that were written."""

from collections.abc import Callable, Iterator
from typing import Any

from chalicelib.adapters.dynamodb.stream import change_of
from chalicelib.domain.change import Change
from chalicelib.domain.report import BY_HAND, Details, PartOfDay, Weekday
from chalicelib.domain.status import Status
from infra.local.resources import clients
from tests.builders import PLACED, a_report, a_use, changes_of, moved
from tests.integration.stores.conftest import Stores


def records(real: Stores, report_id: str) -> Iterator[dict[str, Any]]:
    """Return the stream's records of one report, oldest first."""
    client = clients(real.endpoint)
    table = client("dynamodb").describe_table(TableName=real.setting("REPORTS_TABLE"))["Table"]
    streams, stream = client("dynamodbstreams"), table["LatestStreamArn"]
    for shard in streams.describe_stream(StreamArn=stream)["StreamDescription"]["Shards"]:
        place = {"StreamArn": stream, "ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"}
        iterator = streams.get_shard_iterator(**place)["ShardIterator"]
        while iterator:
            answer = streams.get_records(ShardIterator=iterator)
            yield from (one for one in answer["Records"] if one["dynamodb"]["Keys"]["id"]["S"] == report_id)
            iterator = answer.get("NextShardIterator") if answer["Records"] else None


def test_a_life_is_read_from_the_stream_as_it_was_written(real: Stores, new: Callable[[], str]) -> None:
    details = Details("Co noc", PLACED, PartOfDay.NIGHT, (Weekday.FRIDAY, Weekday.SUNDAY))
    life = [a_report(new(), details=details)]
    life.append(life[-1].handed_over("1206", "Druga strona rzeki", PLACED, routed_by=BY_HAND))
    for status in (Status.UNDER_VERIFICATION, Status.UNCONFIRMED):
        life.append(moved(life[-1], status))
    life.append(life[-1].concealed())

    real.reports.add(life[0], a_use(new()), None)
    for version in life[1:]:
        real.reports.replace(version)
    table = {"TableName": real.setting("REPORTS_TABLE"), "Key": {"id": {"S": life[0].id}}}
    clients(real.endpoint)("dynamodb").delete_item(**table)

    told = [change_of(record) for record in records(real, life[0].id)]
    assert told == [*changes_of(life), Change(life[-1], None)]
