"""Unpack a published file: data files of all known forms, out of zips however deep, into one folder."""

import errno
import lzma
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from infra.jurisdiction.register.errors import UnusableSource

DATA = {".shp", ".gml", ".xml", ".geojson", ".json", ".gpkg"}
BESIDE = {".shx", ".dbf", ".prj", ".cpg", ".xsd"}
DEPTH = 4  # zips within zips
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,  # a way of packing, or a version, that zipfile does not know
    RuntimeError,  # a member that asks for a password
    UnicodeDecodeError,  # a name that is no UTF-8
)
"""What zipfile says of an archive that it cannot read, beside `OSError`."""
DAMAGE = {None, errno.EINVAL, errno.ENAMETOOLONG}
"""Numbers of an `OSError` of a broken archive: none of bzip2's own, an impossible place, a name too long."""


def unpack(source: Path, folder: Path) -> list[Path]:
    """Copy data files and what lies beside them into a folder; return the data files in order of names.

    The source itself is never touched: GDAL writes notes beside what it reads. Raises `UnusableSource`.
    """
    if zipfile.is_zipfile(source) and source.suffix.lower() != ".gpkg":
        _extract(source, folder, DEPTH)
    elif source.suffix.lower() == ".zip":
        raise UnusableSource(f"{source.name}: the archive is broken or no zip file.")
    else:
        for path in (p for p in source.parent.iterdir() if p.stem == source.stem and p.is_file()):
            if path == source or path.suffix.lower() in BESIDE:
                shutil.copy(path, folder)
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in DATA)
    if not found:
        known = ", ".join(sorted(DATA))
        raise UnusableSource(f"{source.name}: there is no data file in it (known are {known}).")
    return found


def _extract(archive: Path, folder: Path, depth: int) -> None:
    try:
        with zipfile.ZipFile(archive) as file:
            inner = list(_extract_wanted(file, folder))
    except (*BROKEN, OSError) as error:
        if isinstance(error, OSError) and error.errno not in DAMAGE:
            raise  # the disk's fault
        raise UnusableSource(f"{archive.name}: the archive is broken or no zip file ({error}).") from error
    for number, path in enumerate(inner):
        if depth == 1:
            raise UnusableSource(f"{archive.name}: archives lie in archives more than {DEPTH} deep.")
        below = folder / f"{path.stem}-{number}"
        below.mkdir()
        _extract(path, below, depth - 1)
        path.unlink()


def _extract_wanted(file: zipfile.ZipFile, folder: Path) -> Iterator[Path]:
    """Extract data files and zips; yield the zips."""
    for member in file.infolist():
        suffix = Path(member.filename).suffix.lower()
        if not member.is_dir() and suffix in DATA | BESIDE | {".zip"}:
            extracted = Path(file.extract(member, folder))
            if suffix == ".zip":
                yield extracted
