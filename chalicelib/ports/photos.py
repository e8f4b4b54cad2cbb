"""The files of photos of sites, as use cases need them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from chalicelib.domain.photo import ContentType, Flaw, PhotoKey


@dataclass(frozen=True, slots=True)
class UploadForm:
    """Where a file is posted to, as `multipart/form-data` with these fields before the file."""

    url: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a clean picture and its thumbnail are fetched; each opens for `OPENED_FOR`."""

    picture: str
    thumbnail: str


@dataclass(frozen=True, slots=True)
class Prints:
    """A clean picture and its thumbnail, JPEG files that hold pixels and nothing else."""

    picture: bytes
    thumbnail: bytes


class Flawed(Exception):  # noqa: N818 - a finding, not a failure
    """A file that no picture is made of."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


Develop = Callable[[bytes], Prints]
"""Makes prints of a file; raises `Flawed`."""

Recheck = Callable[[PhotoKey], None]
"""Has somebody look, when the present request is surely over, whether the files of a photo are wanted."""


class PhotoFiles(Protocol):
    """Files as they came, and prints; all of them private."""

    def uploaded(self, key: PhotoKey) -> bytes | None:
        """Return a file as it came, None where there is none; raise `Flawed` for one that is too large."""

    def keep(self, key: PhotoKey, prints: Prints) -> None:
        """Store the prints over what stands."""

    def forget_upload(self, key: PhotoKey) -> None:
        """Delete a file as it came, if it is there."""

    def forget(self, key: PhotoKey) -> None:
        """Delete all files of a photo that are there."""


class PhotoDoors(Protocol):
    """The ways in and out that officers are shown."""

    def way_in(self, key: PhotoKey, content_type: ContentType) -> UploadForm:
        """Return a form that takes one file of `LARGEST_UPLOAD` at most, for `OPENED_FOR`."""

    def ways_out(self, key: PhotoKey) -> Addresses:
        """Return the addresses of the prints, whether they are there or not."""

    def thumbnail(self, key: PhotoKey) -> bytes | None:
        """Return the thumbnail itself, None where there is none."""
