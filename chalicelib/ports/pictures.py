"""What the public may fetch: tiles, archives of layers and publications, as use cases need them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from chalicelib.domain.archive import Archive, Newest
from chalicelib.domain.month import Month
from chalicelib.domain.publication import Publication
from chalicelib.domain.tile import Tile


@dataclass(frozen=True, slots=True)
class Replacement:
    """A picture, None to remove the tile, to be put over exactly what stood: `over` is its tag."""

    tile: Tile
    picture: bytes | None
    over: str | None


class TileStore(Protocol):
    """Tiles by layer, zoom, column and row."""

    def standing(self, tiles: Iterable[Tile]) -> Mapping[Tile, str]:
        """Return the tags of what stands, a new one for every put; an empty tile is left out."""

    def layers(self) -> Collection[str]:
        """Return the layers that have tiles."""

    def listed(self, layer: str) -> Mapping[Tile, str]:
        """Return the tags of everything that stands in a layer."""

    def replace(self, replacements: Iterable[Replacement]) -> set[Tile]:
        """Replace what still stands as expected; return the tiles where it did."""

    def read(self, tile: Tile) -> tuple[bytes, str] | None:
        """Return the gzipped bytes and their tag, None for an empty tile."""


class Publications(Protocol):
    """What was published of sensitive categories: a document for each month, which stays as it is."""

    def standing(self) -> Mapping[Month, str]:
        """Return the tag of each month's document; never older than the last `add` of anybody."""

    def read(self, month: Month, tag: str) -> Publication:
        """Return a standing publication; one tag always means the same."""

    def document(self, month: Month) -> tuple[bytes, str] | None:
        """Return a month's document as it stands, JSON in UTF-8, and its tag; None when there is none."""

    def add(self, publication: Publication) -> bool:
        """Store a month's document where there is none; say whether it was stored."""

    def announced(self) -> Mapping[Month, str]:
        """Return of which documents, by their tags, tiles were asked for."""

    def announce(self, month: Month, tag: str) -> None:
        """Note that tiles were asked for."""


class Archives(Protocol):
    """Files of whole layers, and a catalogue that points to the newest of each."""

    def catalogue(self) -> Newest:
        """Return the newest archive of each layer."""

    def point_to(self, archive: Archive, file: Path) -> None:
        """Keep the file, then make it the newest; the one before stays for a while (`still_kept`).

        Raises `Busy` when somebody else changes the catalogue; then the old one stays the newest.
        """

    def keep_only(self, layers: Collection[str], at: datetime) -> None:
        """Delete the archives of all other layers and those that stayed for their while; raise `Busy`."""
