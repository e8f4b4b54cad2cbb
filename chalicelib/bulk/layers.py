"""A whole layer from its counts, as quickly as the machine's processors allow."""

from collections.abc import Callable, Generator, Mapping, Sequence

from chalicelib.bulk.counts import Counts
from chalicelib.bulk.drawing import Address, bands, draw
from chalicelib.bulk.levels import Level, level
from chalicelib.bulk.spreading import spread
from chalicelib.domain.tile import RESOLUTION_AT

Drawn = list[tuple[Address, bytes]]


def draw_layer(
    counts: Mapping[int, Counts], names: Sequence[str], compress: Callable[[bytes], bytes], processes: int
) -> Generator[Drawn, None, None]:
    """Yield all tiles of a layer, compressed, some at a time and in no order.

    `counts` are by resolution; `names` are those of the properties, in alphabetical order.
    """
    zooms = [z for z, resolution in RESOLUTION_AT.items() if len(counts[resolution].n)]
    levels = [level(counts[RESOLUTION_AT[z]], names, z) for z in zooms]

    def drawn(job: tuple[Level, slice]) -> Drawn:
        return [(at, compress(picture)) for at, picture in draw(*job)]

    return spread(drawn, [(one, band) for one in levels for band in bands(one)], processes)
