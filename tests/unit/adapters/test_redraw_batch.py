"""A batch of redraws: what cannot be drawn comes again alone, everything else is done."""

import io
import json
from collections.abc import Collection, Mapping
from types import MappingProxyType

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from chalicelib.adapters.redraw_batch import draw_batch
from chalicelib.domain.cell import cell_at
from chalicelib.ports.counts import Changed

SOUTH, NORTH, CENTRE = (cell_at(*at) for at in ((49.3, 20.0), (54.35, 18.65), (52.0, 19.5)))


class Wall:
    """Where tiles are drawn; those of some cells cannot be."""

    def __init__(self, *spoilt: str, draws_before_the_end: int = 100) -> None:
        self.drawn: list[set[str]] = []
        self._spoilt, self._left = set(spoilt), draws_before_the_end

    def draw(self, changed: Changed) -> None:
        cells = {cell for some in changed.values() for cell in some}
        self._left -= 1
        if cells & self._spoilt:
            raise ValueError("These counts cannot be read.")
        self.drawn.append(cells)

    def in_time(self) -> bool:
        return self._left > 0


def handle(wall: Wall, *bodies: str, received: Mapping[int, int] = MappingProxyType({})) -> list[str]:
    """Return the numbers of the messages that come again; some were received several times."""
    records = [
        SQSRecord(
            {
                "messageId": str(n),
                "body": body,
                "attributes": {"ApproximateReceiveCount": str(received.get(n, 1))},
            }
        )
        for n, body in enumerate(bodies)
    ]
    answer = draw_batch(records, wall.draw, wall.in_time, Logger(service="test", stream=io.StringIO()))
    return [one["itemIdentifier"] for one in answer["batchItemFailures"]]


def naming(*cells: str, layers: Collection[str] = ("current",)) -> str:
    return json.dumps({"changed": dict.fromkeys(layers, cells)})


def test_messages_are_drawn_together() -> None:
    wall = Wall()

    assert handle(wall, naming(SOUTH), naming(NORTH), naming(SOUTH, CENTRE)) == []

    assert wall.drawn == [{SOUTH, NORTH, CENTRE}]


def test_a_message_that_cannot_be_drawn_comes_again_alone() -> None:
    wall = Wall(NORTH)

    assert handle(wall, naming(SOUTH), naming(NORTH), naming(CENTRE)) == ["1"]

    assert wall.drawn == [{SOUTH}, {CENTRE}]


def test_a_message_that_names_no_cells_comes_again_and_others_are_drawn_together() -> None:
    wall = Wall()

    assert handle(wall, naming(SOUTH), "no cells", naming(CENTRE), naming(SOUTH, layers=["unheard"])) == [
        "1",
        "3",
    ]

    assert wall.drawn == [{SOUTH, CENTRE}]


def test_a_single_message_is_not_tried_twice() -> None:
    wall = Wall(NORTH, draws_before_the_end=1)

    assert handle(wall, naming(NORTH)) == ["0"]

    assert not wall.in_time()


def test_what_there_is_no_time_for_comes_again() -> None:
    wall = Wall(NORTH, draws_before_the_end=3)

    assert handle(wall, naming(NORTH), naming(SOUTH), naming(CENTRE)) == ["0", "2"]

    assert wall.drawn == [{SOUTH}]


def test_what_came_again_and_again_is_drawn_alone_after_the_others() -> None:
    """A message over which the function dies, or its time runs out, takes the others along twice at most."""
    wall = Wall()

    assert handle(wall, naming(NORTH), naming(SOUTH), naming(CENTRE), received={0: 3}) == []

    assert wall.drawn == [{SOUTH, CENTRE}, {NORTH}]
