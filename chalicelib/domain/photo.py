"""A photo of the site: who adds it to a report, and what became of its file."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.domain.errors import InvalidValue

MOST_PHOTOS = 10
"""Of one report; they lie in its row, some 200 bytes each."""

LARGEST_UPLOAD = 10_000_000
"""Bytes of a file as it comes from the phone."""

OPENED_FOR = timedelta(minutes=5)
"""How long an address opens that a file is sent to or fetched from."""

AWAITED_FOR = timedelta(days=1)
"""How long a file is waited for; whatever comes later is deleted unseen."""


class ContentType(StrEnum):
    """What an upload may call itself; what it is, only its content tells."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"


class Stage(StrEnum):
    """How far a photo has come."""

    AWAITED = "awaited"  # its file is under way, or waits to be cleaned
    READY = "ready"
    REFUSED = "refused"


class Flaw(StrEnum):
    """Why a file was refused."""

    NOT_A_PICTURE = "not_a_picture"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class PhotoKey:
    """Which photo of which report."""

    report_id: str
    photo_id: str


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of a report. `account` added it, `by` is the signature; only a refused one has a flaw."""

    id: str
    account: str
    by: str
    asked_at: datetime
    stage: Stage = Stage.AWAITED
    flaw: Flaw | None = None

    def __post_init__(self) -> None:
        if (self.flaw is not None) != (self.stage is Stage.REFUSED):
            raise InvalidValue("A refused photo, and no other, has a flaw.")

    def came_to_nothing(self, now: datetime) -> bool:
        """Say whether nobody waits for it any more: refused, or never sent, a day ago."""
        return self.stage is not Stage.READY and now - self.asked_at >= AWAITED_FOR
