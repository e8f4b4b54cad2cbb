"""What S3's refusals mean: there is no such object, or another one stands than the writer expected."""

from botocore.exceptions import ClientError

MISSING = {"404", "NoSuchKey", "NotFound"}
OVERTAKEN = {"PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey", "404", "409", "412"}
"""What was to be written over may be gone as well."""


def is_missing(error: ClientError) -> bool:
    """Say whether an object that was to be read is not there."""
    return error.response["Error"]["Code"] in MISSING


def is_overtaken(error: ClientError) -> bool:
    """Say whether a write was refused because its condition does not hold."""
    return error.response["Error"]["Code"] in OVERTAKEN
