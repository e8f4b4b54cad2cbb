"""A letter as an e-mail: what SES is told, what it refuses for good, and what is tried again."""

from dataclasses import replace
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from chalicelib.adapters.letter_texts import subject_of, text_of
from chalicelib.adapters.ses import SesLetters
from chalicelib.domain.errors import Undeliverable
from chalicelib.domain.letter import Letter
from tests.builders import PATIENCE, a_catalogue, a_forwarding, a_unit, an_institution, link_token

MAP = "https://mapa.example"


class FakeSes:
    """Keeps what it is told to send, or refuses it."""

    def __init__(self, refusal: str = "") -> None:
        self.sent: list[dict[str, Any]] = []
        self._refusal = refusal

    def send_email(self, **message: Any) -> None:
        if self._refusal:
            raise ClientError({"Error": {"Code": self._refusal, "Message": "no"}}, "SendEmail")
        self.sent.append(message)


def a_letter() -> Letter:
    _, forwarding = a_forwarding()
    category = a_catalogue().find("road_infrastructure")
    assert category
    return Letter(forwarding, an_institution(), category, a_unit(), link_token())


def send(ses: FakeSes, letter: Letter) -> None:
    SesLetters(ses, "mapa@mapa.example", MAP)(letter)  # type: ignore[arg-type]


def test_a_letter_goes_to_the_institution_from_the_map_and_carries_its_own_name() -> None:
    ses, letter = FakeSes(), a_letter()

    send(ses, letter)
    send(ses, letter)

    first, second = ses.sent
    simple = first["Content"]["Simple"]
    assert first == second
    assert (first["FromEmailAddress"], first["Destination"]) == (
        "mapa@mapa.example",
        {"ToAddresses": ["zdm-krakow@example.invalid"]},
    )
    assert simple["Headers"] == [{"Name": "X-Letter-Id", "Value": "f0rwarding.1"}]
    assert simple["Body"]["Text"]["Data"] == text_of(letter, MAP)


@pytest.mark.parametrize("code", ["MessageRejected", "BadRequestException"])
def test_what_ses_will_never_take_is_undeliverable(code: str) -> None:
    with pytest.raises(Undeliverable, match="zdm-krakow"):
        send(FakeSes(code), a_letter())


@mock_aws
def test_the_letter_is_a_request_that_ses_knows_and_needs_a_sender_of_ours() -> None:
    ses = boto3.client("sesv2", "eu-central-1")

    with pytest.raises(Undeliverable, match="MessageRejected"):
        SesLetters(ses, "mapa@mapa.example", MAP)(a_letter())
    ses.create_email_identity(EmailIdentity="mapa@mapa.example")
    SesLetters(ses, "mapa@mapa.example", MAP)(a_letter())


@pytest.mark.parametrize("code", ["TooManyRequestsException", "SendingPausedException"])
def test_what_ses_may_take_later_is_tried_again(code: str) -> None:
    with pytest.raises(ClientError):
        send(FakeSes(code), a_letter())


def test_a_letter_says_by_when_in_polish_days() -> None:
    letter = a_letter()

    assert subject_of(letter).endswith("prosimy o odpowiedź do 28.03.2026")
    assert "Działa do 13.04.2026." in text_of(letter, MAP)


def test_a_reminder_says_that_it_is_one_and_what_follows() -> None:
    letter = a_letter()
    reminded = letter.forwarding.reminded_at(letter.forwarding.due_at, PATIENCE)
    reminder = replace(letter, forwarding=reminded)

    assert subject_of(reminder).startswith("Przypomnienie: ")
    assert "Bez odpowiedzi do 04.04.2026 sprawa wróci do Policji." in text_of(reminder, MAP)
    assert f"{MAP}/#/answer/{letter.token}\n" in text_of(reminder, MAP)
