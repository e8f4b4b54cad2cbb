"""Holds docs/deploy.md and docs/operations.md to template and code: parameters, alarms, queues, events."""

import re

from chalicelib.domain.notification import Event
from tests.contract.reading import QUEUES, ROOT, TABLES, TEMPLATE, of_type
from tests.contract.test_alarms import ALARMS
from tests.contract.test_docs import rows

DEPLOY = (ROOT / "docs/deploy.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs/operations.md").read_text(encoding="utf-8")


def names(text: str) -> set[str]:
    return set(re.findall(r"`(\w+)`", text))


def test_every_parameter_has_its_row() -> None:
    table = DEPLOY.partition("## Parameters")[2].partition("\n## ")[0]

    assert {name for row in rows(table, 3) for name in names(row[0])} == TEMPLATE["Parameters"].keys()


def test_the_quota_of_executions_is_what_is_reserved_and_what_aws_keeps_free() -> None:
    reserved = [
        function["ReservedConcurrentExecutions"]
        for function in of_type("AWS::Serverless::Function").values()
        if "ReservedConcurrentExecutions" in function
    ]
    api = TEMPLATE["Parameters"]["ApiConcurrency"]["Default"]
    (asked,) = re.findall(r"concurrent executions is (\d+) or more", DEPLOY)

    assert int(asked) == 100 + sum(api if isinstance(one, dict) else one for one in reserved)


def test_every_alarm_of_its_own_name_has_its_row() -> None:
    single = {name for name in ALARMS["Resources"] if not name.startswith("Fn::ForEach")}
    readers = {f"{name}Late" for name in ("NotifyFunction", "AggregateFunction", "LettersFunction")}
    table = OPERATIONS.partition("## What to watch")[2].partition("\n## ")[0]

    told = {name for row in rows(table, 3) for name in names(row[0])}

    assert single | readers <= told
    assert {
        name for name in told if name.startswith(("Api", "Digests")) or name.endswith(("Late", "Silent"))
    } <= (single | readers)


def test_every_queue_of_failures_has_its_row() -> None:
    table = OPERATIONS.partition("## Failures queues")[2].partition("\n## ")[0]

    last = {name for name, queue in QUEUES.items() if "RedrivePolicy" not in queue}

    assert {row[0] for row in rows(table, 3)} - {"queue", "---"} == last


def test_every_metric_of_our_own_is_named() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "functions").glob("*/app.py")]
    sources += [path.read_text(encoding="utf-8") for path in (ROOT / "chalicelib").rglob("*.py")]
    put = {name for source in sources for name in re.findall(r'add_metric\(\s*"(\w+)"', source)}

    (told,) = re.findall(r"Metrics of our own.*?: (.*?)\.\n", OPERATIONS, flags=re.DOTALL)

    assert names(told) == put


def test_every_event_to_filter_on_is_named() -> None:
    (told,) = re.findall(r"`event` \((.*?)\)\.", OPERATIONS, flags=re.DOTALL)

    assert names(told) == {event.value for event in Event}


def test_what_stays_when_the_stack_goes_is_told() -> None:
    told = DEPLOY.partition("## Taking it down")[2]
    kept = [name for name in TABLES if TEMPLATE["Resources"][name].get("DeletionPolicy") == "Retain"]

    words = {re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removesuffix("Table")).lower() for name in kept}

    assert {word for word in words if word not in told} == set()
