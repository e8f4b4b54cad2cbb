"""Looks at tiles in the bucket until each shows the report that it waits for."""

import gzip
import threading
import time

import mapbox_vector_tile
from botocore.exceptions import ClientError

from chalicelib.adapters.s3 import key_of
from chalicelib.domain.tile import Tile
from infra.local.system import System

EVERY_SECONDS = 0.1
AT_ONCE = 8
"""Of the reports that were placed first: looking at more would take the processors from what is watched."""

MISSING = {"404", "NoSuchKey"}


class Watch:
    """Waits for cells to count one more, each in a tile that nobody else changes."""

    def __init__(self, system: System) -> None:
        self.seen: dict[str, float] = {}
        self._s3 = system.client("s3")
        self._bucket = system.plan.functions["tiles"].environment["TILES_BUCKET"]
        self._waiting: dict[str, tuple[Tile, str, int]] = {}
        self._stopped = threading.Event()
        threading.Thread(target=self._look, name="watch", daemon=True).start()

    @property
    def waiting(self) -> int:
        """How many reports are not seen yet."""
        return len(self._waiting)

    def total(self, tile: Tile, cell: str) -> int:
        """Return what a tile shows for a cell now."""
        return self._shown(tile).get(cell, 0)

    def wait_for(self, report_id: str, tile: Tile, cell: str, total: int) -> None:
        """Note when the tile shows at least the total for the cell."""
        self._waiting[report_id] = (tile, cell, total)

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()

    def _look(self) -> None:
        while not self._stopped.wait(EVERY_SECONDS):
            for report_id, (tile, cell, total) in list(self._waiting.items())[:AT_ONCE]:
                if self._shown(tile).get(cell, 0) >= total:
                    self.seen[report_id] = time.perf_counter()
                    del self._waiting[report_id]

    def _shown(self, tile: Tile) -> dict[str, int]:
        try:
            answer = self._s3.get_object(Bucket=self._bucket, Key=key_of(tile))
        except ClientError as error:
            if error.response["Error"]["Code"] in MISSING:
                return {}
            raise
        decoded = mapbox_vector_tile.decode(gzip.decompress(answer["Body"].read()))
        return {one["properties"]["cell"]: one["properties"]["total"] for one in decoded["cells"]["features"]}
