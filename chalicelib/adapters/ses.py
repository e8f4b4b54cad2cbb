"""Letters as e-mails through Amazon SES."""

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from chalicelib.adapters.letter_texts import subject_of, text_of
from chalicelib.domain.errors import Undeliverable
from chalicelib.domain.letter import Letter

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client

NEVER = frozenset({"MessageRejected", "BadRequestException"})
"""Errors of SES that stay: it does not take this letter, or not to this address."""


class SesLetters:
    """Sends letters; callable, as `usecases.write_letter` wants it."""

    def __init__(self, client: "SESV2Client", sender: str, map_url: str) -> None:
        self._client = client
        self._sender = sender
        self._map_url = map_url

    def __call__(self, letter: Letter) -> None:
        """Send one e-mail; raise `Undeliverable` for what no retry mends, or what the client raises."""
        try:
            self._client.send_email(
                FromEmailAddress=self._sender,
                Destination={"ToAddresses": [letter.institution.email]},
                Content={
                    "Simple": {
                        "Subject": {"Data": subject_of(letter), "Charset": "UTF-8"},
                        "Body": {"Text": {"Data": text_of(letter, self._map_url), "Charset": "UTF-8"}},
                        # SES gives every copy a Message-ID of its own; this one is the letter's.
                        "Headers": [{"Name": "X-Letter-Id", "Value": letter.id}],
                    }
                },
            )
        except ClientError as error:
            code = str(error.response["Error"]["Code"])
            if code in NEVER:
                institution = letter.institution.code
                raise Undeliverable(f"SES refuses the letter to {institution}: {code}.") from error
            raise
