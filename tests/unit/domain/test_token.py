"""Tracking tokens: known by their hash, revealed again only to who holds the key."""

from base64 import urlsafe_b64encode

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.token import TOKEN_BYTES, opens, sealed, token_hash, unsealed

raw_tokens = st.binary(min_size=TOKEN_BYTES, max_size=TOKEN_BYTES)
tokens = raw_tokens.map(lambda raw: urlsafe_b64encode(raw).decode())
keys = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=8, max_size=128)


@given(tokens, tokens)
def test_a_token_opens_its_own_hash_only(token: str, other: str) -> None:
    assert opens(token, token_hash(token))
    assert token == other or not opens(other, token_hash(token))
    assert not opens("", token_hash(token))
    assert token not in token_hash(token)


@given(tokens, keys)
def test_the_key_unseals_what_it_sealed(token: str, key: str) -> None:
    assert unsealed(sealed(token, key), key) == token


@given(tokens, keys)
def test_a_seal_shows_nothing_of_the_token(token: str, key: str) -> None:
    seal = sealed(token, key)

    assert token not in seal
    assert token.encode().hex() != seal
    assert token_hash(token) != seal


@given(tokens, keys, keys)
def test_another_key_reveals_another_text(token: str, key: str, other: str) -> None:
    seal = sealed(token, key)

    assert key == other or sealed(token, other) != seal
