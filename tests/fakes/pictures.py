"""Tiles, publications and archives in memory."""

import gzip
import itertools
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from threading import Lock

from chalicelib.adapters.publications import document_of
from chalicelib.domain.archive import Archive, Newest, still_kept
from chalicelib.domain.month import Month
from chalicelib.domain.publication import Publication
from chalicelib.domain.tile import Tile
from chalicelib.ports.pictures import Replacement
from tests.builders import a_catalogue

TOLD = a_catalogue().told_by_month()


class InMemoryTiles:
    """A `TileStore`."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._tags = map(str, itertools.count(1))
        self._tiles: dict[Tile, tuple[str, bytes]] = {}

    def standing(self, tiles: Iterable[Tile]) -> Mapping[Tile, str]:
        """See `TileStore.standing`."""
        with self._lock:
            return {tile: self._tiles[tile][0] for tile in tiles if tile in self._tiles}

    def layers(self) -> set[str]:
        """See `TileStore.layers`."""
        with self._lock:
            return {tile.layer for tile in self._tiles}

    def listed(self, layer: str) -> Mapping[Tile, str]:
        """See `TileStore.listed`."""
        with self._lock:
            return {tile: tag for tile, (tag, _) in self._tiles.items() if tile.layer == layer}

    def replace(self, replacements: Iterable[Replacement]) -> set[Tile]:
        """See `TileStore.replace`."""
        with self._lock:
            return {one.tile for one in replacements if self._replace(one)}

    def _replace(self, one: Replacement) -> bool:
        stood = self._tiles.get(one.tile)
        if (stood[0] if stood else None) != one.over:
            return False
        if one.picture is None:
            self._tiles.pop(one.tile, None)
        else:
            self._tiles[one.tile] = (next(self._tags), one.picture)
        return True

    def read(self, tile: Tile) -> tuple[bytes, str] | None:
        """See `TileStore.read`."""
        stood = self._tiles.get(tile)
        return (gzip.compress(stood[1], mtime=0), stood[0]) if stood else None


class InMemoryPublications:
    """A `Publications`."""

    def __init__(self, told: Collection[str] = TOLD) -> None:
        self._told = told
        self._lock = Lock()
        self._publications: dict[Month, Publication] = {}
        self._announced: dict[Month, str] = {}

    def standing(self) -> Mapping[Month, str]:
        """See `Publications.standing`."""
        with self._lock:
            return {month: f'"{hash(document_of(one))}"' for month, one in self._publications.items()}

    def read(self, month: Month, tag: str) -> Publication:
        """See `Publications.read`."""
        return self._publications[month].only(self._told)

    def document(self, month: Month) -> tuple[bytes, str] | None:
        """See `Publications.document`."""
        found = self._publications.get(month)
        return (document_of(found), self.standing()[month]) if found else None

    def add(self, publication: Publication) -> bool:
        """See `Publications.add`."""
        put = publication.only(self._told)
        with self._lock:
            return self._publications.setdefault(publication.month, put) is put

    def announced(self) -> Mapping[Month, str]:
        """See `Publications.announced`."""
        return dict(self._announced)

    def announce(self, month: Month, tag: str) -> None:
        """See `Publications.announce`."""
        self._announced[month] = tag


class InMemoryArchives:
    """An `Archives`."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self._newest: dict[str, list[Archive]] = {}

    def catalogue(self) -> Newest:
        """See `Archives.catalogue`."""
        return {layer: some[0] for layer, some in self._newest.items()}

    def point_to(self, archive: Archive, file: Path) -> None:
        """See `Archives.point_to`."""
        self.files[archive.name] = file.read_bytes()
        before = [one for one in self._newest.get(archive.layer, []) if one.version != archive.version]
        self._newest[archive.layer] = [archive, *before]

    def keep_only(self, layers: Collection[str], at: datetime) -> None:
        """See `Archives.keep_only`."""
        self._newest = {
            layer: [*still_kept(some, at)] for layer, some in self._newest.items() if layer in layers
        }
        kept = {one.name for some in self._newest.values() for one in some}
        self.files = {name: content for name, content in self.files.items() if name in kept}
