"""Pack the tiles of each layer into one file, then point to it: who reads gets the old one or the new one."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path

from chalicelib.domain.archive import Archive, version_of
from chalicelib.domain.tile import Tile
from chalicelib.ports.calls import Clock
from chalicelib.ports.pictures import Archives, TileStore

Pack = Callable[[str, Iterable[Tile], TileStore], AbstractContextManager[tuple[Path, int]]]
"""Make a file of a layer's tiles that is there for a while; give it with the number of tiles in it."""

InTime = Callable[[], bool]
"""Say whether there is time for one more."""


def archive_layers(tiles: TileStore, archives: Archives, pack: Pack, clock: Clock, in_time: InTime) -> int:
    """Make a new archive of every layer whose tiles changed; return how many were made.

    The order of layers is that of their last archives, oldest first, so that what one run has no time for
    is the next one's first. The catalogue points to a file only when all of it is there. Every run ends the
    files whose while is over and those of layers that have no tiles any more. Raises `Busy` when somebody
    else changes the catalogue.
    """
    made = 0
    newest = archives.catalogue()
    layers = sorted(
        tiles.layers(), key=lambda layer: newest[layer].made_at.timestamp() if layer in newest else 0
    )
    for layer in layers:
        if not in_time():
            break
        made += _archive(layer, tiles, archives, pack, clock)
    archives.keep_only(layers, clock())
    return made


def _archive(layer: str, tiles: TileStore, archives: Archives, pack: Pack, clock: Clock) -> bool:
    standing = tiles.listed(layer)
    version, before = version_of(standing), archives.catalogue().get(layer)
    if not standing or (before and before.version == version):
        return False
    with pack(layer, standing, tiles) as (file, packed):
        archives.point_to(Archive(layer, version, clock(), packed, file.stat().st_size), file)
    return True
