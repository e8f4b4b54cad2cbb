"""One report travels the whole way through real parts, and ends where each reader looks for it."""

import gzip
import json
import urllib.error
import urllib.request
from functools import partial
from typing import Any

import mapbox_vector_tile

from chalicelib.domain.layer import CURRENT
from chalicelib.domain.tile import tiles_showing
from infra.local.system import System
from tests.integration.people import soon

GDANSK = {"lat": 54.3520, "lon": 18.6466}
"""How long tests wait; how fresh the map is, benchmarks tell."""


def ask(system: System, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
    data = None if body is None else json.dumps(body).encode()
    sent = {"Content-Type": "application/json"} if data else {}
    request = urllib.request.Request(system.url + path, data, sent | headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            content = answer.read()
            if answer.headers.get("Content-Encoding") == "gzip":
                return answer.status, mapbox_vector_tile.decode(gzip.decompress(content))
            return answer.status, json.loads(content) if content else None
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def place(system: System, category: str, lat: float, lon: float, **more: Any) -> Any:
    status, answer = ask(system, "/v1/reports", {"category": category, "lat": lat, "lon": lon, **more})
    assert status == 201, answer
    return answer


def test_a_report_names_the_responsible_unit_the_token_and_the_emergency_number(system: System) -> None:
    answer = place(system, "vandalism", **GDANSK)

    assert answer["unit"]["name"] == "Komenda Miejska Policji w Gdańsku"
    assert answer["unit"]["garrison"]["code"] == "22"
    assert answer["status"] == "new"
    assert len(answer["tracking_token"]) == 32
    assert answer["emergency"]["number"] == "112"


def test_within_five_seconds_the_units_queue_has_the_alert_and_other_units_have_not(system: System) -> None:
    own = _subscribed_queue(system, "own", {"unit": ["2261"]})
    prefix = _subscribed_queue(system, "prefix", {"unit_path": [{"prefix": "22/"}]})
    other = _subscribed_queue(system, "other", {"unit": ["2262"]})

    report = place(system, "stray_dogs", **GDANSK)

    for queue in (own, prefix):
        alert = soon(partial(_alert, system, queue, report["id"]))
        assert alert["unit_path"] == "22/2261"
        assert alert["cell"] == report["cell"]
        assert "lat" not in alert
    assert _alert(system, other, report["id"]) is None


def test_within_five_seconds_the_cell_counts_it_and_the_tiles_of_every_zoom_show_it(system: System) -> None:
    report = place(system, "illegal_dump", 53.1325, 23.1688)

    soon(lambda: ask(system, f"/v1/cells/{report['cell']}")[1]["counts"].get("illegal_dump") == {"new": 1})
    tiles = tiles_showing(report["cell"], CURRENT)
    for tile in tiles:
        path = f"/v1/tiles/current/{tile.z}/{tile.x}/{tile.y}.mvt"
        soon(partial(_shows, system, path, "illegal_dump.new"))
    assert {tile.z for tile in tiles} == set(range(4, 13))


def test_the_token_shows_status_and_history_and_nothing_private(system: System) -> None:
    report = place(system, "vandalism", 51.1079, 17.0385, description="Tajny opis przy bramie")

    bearer = f"Bearer {report['tracking_token']}"
    status, tracked = ask(system, f"/v1/reports/{report['id']}", Authorization=bearer)

    assert status == 200
    assert [step["status"] for step in tracked["history"]] == ["new"]
    assert tracked["unit"]["code"] == report["unit"]["code"]
    assert "Tajny" not in json.dumps(tracked)
    assert "51.1079" not in json.dumps(tracked)
    assert ask(system, f"/v1/reports/{report['id']}")[0] == 401
    assert ask(system, f"/v1/reports/{report['id']}", **{"X-Tracking-Token": "wrong"})[0] == 404


def test_a_repeated_request_is_answered_as_the_first_time_and_counted_once(system: System) -> None:
    body = {"category": "grass_burning", "lat": 50.0412, "lon": 21.9991}
    key = {"Idempotency-Key": "journey-repeat-5b1f0c7d9a"}

    first = ask(system, "/v1/reports", body, **key)
    again = ask(system, "/v1/reports", body, **key)

    assert first == again
    assert ask(system, "/v1/reports", body | {"description": "other"}, **key)[0] == 422
    cell = first[1]["cell"]
    soon(lambda: ask(system, f"/v1/cells/{cell}")[1]["total"])
    system.drain()
    assert ask(system, f"/v1/cells/{cell}")[1]["counts"]["grass_burning"] == {"new": 1}


def test_a_withheld_category_alerts_its_unit_and_never_reaches_the_map(system: System) -> None:
    queue = _subscribed_queue(system, "withheld", {"category": ["drug_use"]}, garrison="32")

    report = place(system, "drug_use", 53.4285, 14.5528)

    assert soon(lambda: _alert(system, queue, report["id"]))["priority"] == "normal"
    system.drain()
    assert ask(system, f"/v1/cells/{report['cell']}")[1]["total"] == 0


def test_a_point_outside_poland_is_refused_and_nothing_is_written(system: System) -> None:
    status, problem = ask(system, "/v1/reports", {"category": "vandalism", "lat": 52.52, "lon": 13.405})

    assert status == 422
    assert {fault["field"] for fault in problem["errors"]} == {"lat", "lon"}


def _subscribed_queue(system: System, name: str, policy: dict[str, Any], garrison: str = "22") -> str:
    sqs, sns = system.client("sqs"), system.client("sns")
    url = sqs.create_queue(QueueName=f"journey-{name}")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    topic = next(topic.arn for topic in system.plan.topics if topic.arn.endswith(f"-alerts-{garrison}"))
    attributes = {"FilterPolicy": json.dumps(policy), "RawMessageDelivery": "true"}
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes=attributes)
    return str(url)


def _alert(system: System, url: str, report_id: str) -> Any:
    """Return the alert of a report, reading past others that arrive first."""
    while messages := system.client("sqs").receive_message(QueueUrl=url).get("Messages"):
        system.client("sqs").delete_message(QueueUrl=url, ReceiptHandle=messages[0]["ReceiptHandle"])
        alert = json.loads(messages[0]["Body"])
        if alert["report_id"] == report_id:
            return alert
    return None


def _shows(system: System, path: str, name: str) -> bool:
    status, tile = ask(system, path)
    return status == 200 and any(name in feature["properties"] for feature in tile["cells"]["features"])
