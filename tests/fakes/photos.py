"""Files of photos in memory, and the ways to them."""

from chalicelib.domain.photo import LARGEST_UPLOAD, ContentType, Flaw, PhotoKey
from chalicelib.ports.photos import Addresses, Flawed, Prints, UploadForm


class InMemoryPhotos:
    """A `PhotoFiles` and its `PhotoDoors`."""

    def __init__(self) -> None:
        self.uploads: dict[PhotoKey, bytes] = {}
        self.prints: dict[PhotoKey, Prints] = {}

    def uploaded(self, key: PhotoKey) -> bytes | None:
        """See `PhotoFiles.uploaded`."""
        upload = self.uploads.get(key)
        if upload is not None and len(upload) > LARGEST_UPLOAD:
            raise Flawed(Flaw.TOO_LARGE)
        return upload

    def keep(self, key: PhotoKey, prints: Prints) -> None:
        """See `PhotoFiles.keep`."""
        self.prints[key] = prints

    def forget_upload(self, key: PhotoKey) -> None:
        """See `PhotoFiles.forget_upload`."""
        self.uploads.pop(key, None)

    def forget(self, key: PhotoKey) -> None:
        """See `PhotoFiles.forget`."""
        self.prints.pop(key, None)
        self.forget_upload(key)

    def way_in(self, key: PhotoKey, content_type: ContentType) -> UploadForm:
        """See `PhotoDoors.way_in`."""
        name = f"{key.report_id}/{key.photo_id}"
        return UploadForm("https://uploads.example/", {"key": name, "Content-Type": content_type.value})

    def ways_out(self, key: PhotoKey) -> Addresses:
        """See `PhotoDoors.ways_out`."""
        name = f"https://photos.example/{key.report_id}/{key.photo_id}"
        return Addresses(f"{name}.jpg?signed", f"{name}.small.jpg?signed")

    def thumbnail(self, key: PhotoKey) -> bytes | None:
        """See `PhotoDoors.thumbnail`."""
        prints = self.prints.get(key)
        return prints.thumbnail if prints else None
