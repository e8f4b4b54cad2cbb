"""Where the build puts its files, under the build folder."""

from pathlib import Path

LAYER = Path("layers", "jurisdiction", "jurisdiction")
TABLE = LAYER / "units.bin"
UNITS = LAYER / "units.csv"
UNIT_OUTLINES = LAYER / "outlines.zip"
MAPS = Path("boundaries")
