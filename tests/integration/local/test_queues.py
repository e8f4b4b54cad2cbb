"""The queue pump on a real queue with a real function."""

import time

from infra.local.system import System

from .conftest import messages, queue_url, seen


def test_only_the_messages_that_the_function_is_done_with_are_deleted(system: System, name: str) -> None:
    _send(system, f"{name}-1", "fail", f"{name}-2")

    system.drain()

    assert [seen(system, f"worker:{name}-{number}") for number in (1, 2)] == [1, 1]
    assert messages(system, "WorkFailures") == ["fail"]  # by the queue's redrive policy, after two receives


def test_a_function_that_raises_gets_the_whole_batch_back(system: System, name: str) -> None:
    _send(system, "break", name)

    system.drain()

    left = messages(system, "WorkFailures")
    assert "break" in left
    assert (name in left) != (
        seen(system, f"worker:{name}") == 1
    )  # it was redriven, or came back without "break"


def test_a_message_is_handled_soon_after_it_was_sent(system: System, name: str) -> None:
    began = time.monotonic()

    _send(system, name)
    while not seen(system, f"worker:{name}"):
        assert time.monotonic() - began < 30
        time.sleep(0.01)


def test_the_system_is_not_idle_while_a_message_that_came_back_is_in_work(system: System, name: str) -> None:
    _send(system, f"slow-{name}")

    system.drain()

    assert [seen(system, f"{when}:slow-{name}") for when in ("begun", "done")] == [2, 2]


def _send(system: System, *bodies: str) -> None:
    entries = [{"Id": str(number), "MessageBody": body} for number, body in enumerate(bodies)]
    system.client("sqs").send_message_batch(QueueUrl=queue_url(system, "Work"), Entries=entries)
