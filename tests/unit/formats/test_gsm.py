"""Texts for SMS: one message, in letters that every telephone shows."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.formats.gsm import sms
from tests.builders import a_catalogue

BASIC = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The basic character set of 3GPP TS 23.038: one septet a letter."""


@given(st.text(max_size=400))
def test_any_text_fits_one_message_of_the_gsm_alphabet(text: str) -> None:
    message = sms(text)

    assert len(message) <= 160
    assert set(message) <= BASIC


def test_polish_letters_lose_their_marks_only() -> None:
    assert sms("Zażółć gęślą jaźń – „ŁÓDŹ”") == 'Zazolc gesla jazn - "LODZ"'


def test_what_has_no_letter_becomes_a_question_mark() -> None:
    assert sms("Привіт [a] {b} ~") == "?????? ?a? ?b? ?"


def test_a_long_text_is_cut_and_says_so() -> None:
    assert sms("x" * 160) == "x" * 160
    assert sms("x" * 161) == "x" * 157 + "..."


def test_no_category_loses_a_letter() -> None:
    assert not any("?" in sms(category.names.pl) for category in a_catalogue())
