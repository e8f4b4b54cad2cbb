"""Outline and bounding box of a unit, read from the archive beside the boundary table when asked for."""

import json
import zipfile
from pathlib import Path
from typing import Any

from chalicelib.adapters.unit_directory import UnreadableDirectory
from chalicelib.domain.errors import UnknownUnit


class UnitOutlines:
    """The generalised outlines of all units; the archive is opened on the first question."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._archive: zipfile.ZipFile | None = None

    @classmethod
    def beside(cls, table: Path) -> "UnitOutlines":
        """Return the outlines that were built with a table."""
        return cls(table.with_name("outlines.zip"))

    def outline(self, code: str) -> dict[str, Any]:
        """Return a GeoJSON feature with `id`, `bbox` and `geometry` in WGS 84 degrees.

        The box is that of the exact area, the geometry is simplified. Raises `UnknownUnit`, and
        `UnreadableDirectory` when the archive is missing or damaged.
        """
        try:
            self._archive = self._archive or zipfile.ZipFile(self._path)
            content = self._archive.read(f"{code}.json")
        except KeyError:
            raise UnknownUnit from None
        except (OSError, zipfile.BadZipFile) as error:
            raise UnreadableDirectory(
                f"{self._path}: the outlines cannot be read; `make jurisdiction` builds them."
            ) from error
        feature: dict[str, Any] = json.loads(content)
        return feature
