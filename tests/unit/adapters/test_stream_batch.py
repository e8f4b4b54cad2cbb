"""A batch of a stream: nothing is done twice, and one bad record holds up no other."""

from collections.abc import Callable

from chalicelib.adapters.dynamodb.stream_batch import Waiting, until_first_failure
from chalicelib.domain.errors import Busy


def test_after_a_failed_record_the_rest_of_the_batch_waits() -> None:
    done: list[int] = []

    def work(record: int) -> None:
        if record == 2:
            raise Busy("not now")
        done.append(record)

    guarded = until_first_failure(work)
    outcomes = [_outcome(guarded, record) for record in (1, 2, 3, 4)]

    assert done == [1]
    assert outcomes == [None, Busy, Waiting, Waiting]


def _outcome(guarded: Callable[[int], None], record: int) -> type[Exception] | None:
    try:
        guarded(record)
    except Exception as error:  # noqa: BLE001 - its type is what is asked
        return type(error)
    return None
