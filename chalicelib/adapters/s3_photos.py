"""Photos as objects of two private buckets: files as they came in one, clean prints in the other."""

from typing import TYPE_CHECKING

from botocore.config import Config
from botocore.exceptions import ClientError

from chalicelib.adapters.patience import PATIENCE
from chalicelib.adapters.s3_refusals import is_missing
from chalicelib.domain.photo import LARGEST_UPLOAD, OPENED_FOR, ContentType, Flaw, PhotoKey
from chalicelib.ports.photos import Addresses, Flawed, Prints, UploadForm

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

SIGNING = PATIENCE.merge(
    Config(
        signature_version="s3v4",
        s3={"addressing_style": "virtual", "us_east_1_regional_endpoint": "regional"},
    )
)
"""For a client whose addresses name the bucket's own host in its region, as the page's policy does."""

MEDIA_TYPE = "image/jpeg"
PRIVATE = "private, max-age=300"
"""As long as an address opens; a shared cache keeps nothing."""


class S3PhotoFiles:
    """The real `PhotoFiles`."""

    def __init__(self, client: "S3Client", uploads: str, photos: str) -> None:
        self._client = client
        self._uploads = uploads
        self._photos = photos

    def uploaded(self, key: PhotoKey) -> bytes | None:
        """See `PhotoFiles.uploaded`; one GET."""
        try:
            answer = self._client.get_object(Bucket=self._uploads, Key=upload_key(key))
        except ClientError as error:
            if is_missing(error):
                return None
            raise
        if answer["ContentLength"] > LARGEST_UPLOAD:
            raise Flawed(Flaw.TOO_LARGE)
        return answer["Body"].read()

    def keep(self, key: PhotoKey, prints: Prints) -> None:
        """See `PhotoFiles.keep`; two PUTs."""
        files = {picture_key(key): prints.picture, thumbnail_key(key): prints.thumbnail}
        for name, content in files.items():
            self._client.put_object(
                Bucket=self._photos, Key=name, Body=content, ContentType=MEDIA_TYPE, CacheControl=PRIVATE
            )

    def forget_upload(self, key: PhotoKey) -> None:
        """See `PhotoFiles.forget_upload`; one DELETE."""
        self._client.delete_object(Bucket=self._uploads, Key=upload_key(key))

    def forget(self, key: PhotoKey) -> None:
        """See `PhotoFiles.forget`; three DELETEs."""
        for name in (picture_key(key), thumbnail_key(key)):
            self._client.delete_object(Bucket=self._photos, Key=name)
        self.forget_upload(key)


class S3PhotoDoors:
    """The real `PhotoDoors`: addresses signed here, without asking S3."""

    def __init__(self, client: "S3Client", uploads: str, photos: str) -> None:
        self._client = client
        self._uploads = uploads
        self._photos = photos

    def way_in(self, key: PhotoKey, content_type: ContentType) -> UploadForm:
        """See `PhotoDoors.way_in`; S3 holds an upload to the size, the type and the key."""
        form = self._client.generate_presigned_post(
            Bucket=self._uploads,
            Key=upload_key(key),
            Fields={"Content-Type": content_type.value},
            Conditions=[
                {"Content-Type": content_type.value},
                ["content-length-range", 1, LARGEST_UPLOAD],
            ],
            ExpiresIn=int(OPENED_FOR.total_seconds()),
        )
        return UploadForm(form["url"], form["fields"])

    def ways_out(self, key: PhotoKey) -> Addresses:
        """See `PhotoDoors.ways_out`."""
        return Addresses(self._signed(picture_key(key)), self._signed(thumbnail_key(key)))

    def thumbnail(self, key: PhotoKey) -> bytes | None:
        """See `PhotoDoors.thumbnail`; one GET."""
        try:
            answer = self._client.get_object(Bucket=self._photos, Key=thumbnail_key(key))
        except ClientError as error:
            if is_missing(error):
                return None
            raise
        return answer["Body"].read()

    def _signed(self, name: str) -> str:
        return self._client.generate_presigned_url(
            "get_object",
            Params={"Bucket": self._photos, "Key": name},
            ExpiresIn=int(OPENED_FOR.total_seconds()),
        )


def upload_key(key: PhotoKey) -> str:
    """Return where a file lies as it came."""
    return f"{key.report_id}/{key.photo_id}"


def picture_key(key: PhotoKey) -> str:
    """Return where the clean picture lies."""
    return f"{key.report_id}/{key.photo_id}.jpg"


def thumbnail_key(key: PhotoKey) -> str:
    """Return where the thumbnail lies."""
    return f"{key.report_id}/{key.photo_id}.small.jpg"
