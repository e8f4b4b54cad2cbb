"""Archives: all tiles of a layer in one file, under a name that is never given to other content."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.layer import is_layer
from chalicelib.domain.tile import Tile

NEWEST = re.compile(r"([a-z0-9-]+)\.pmtiles", re.ASCII)
"""A name without a version, which stands for the newest."""
A_WHILE = timedelta(days=1)
"""How long a file outlives the one that took its place."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A PMTiles file. `version` is a digest of the tiles' tags; `size` is in bytes."""

    layer: str
    version: str
    made_at: datetime
    tiles: int
    size: int

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"{self.layer}.{self.version}.pmtiles"


Newest = Mapping[str, Archive]
"""The newest archive of each layer."""


def still_kept(newest_first: Sequence[Archive], at: datetime) -> Sequence[Archive]:
    """Return those of a layer's archives that stay: the newest, and for a while the one before it.

    The while is for who reads it; no longer, because what it shows may have been withdrawn.
    """
    return newest_first[: 2 if at - newest_first[0].made_at < A_WHILE else 1]


def version_of(standing: Mapping[Tile, str]) -> str:
    """Return the version of a layer whose tiles have these tags: 16 hexadecimal digits."""
    lines = sorted(f"{tile.z}/{tile.x}/{tile.y} {tag}" for tile, tag in standing.items())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def layer_of(name: str) -> str | None:
    """Return the layer whose newest archive a name without a version stands for, None for another name."""
    match = NEWEST.fullmatch(name)
    return match[1] if match and is_layer(match[1]) else None
