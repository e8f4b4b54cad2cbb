"""Secrets that open one thing: random or derived from a secret, stored only as a hash."""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256

TOKEN_BYTES = 24
"""192 random bits: 32 characters of URL-safe base 64."""


def token_hash(token: str) -> str:
    """Return the SHA-256 of a token in hexadecimal; a random token needs no salt."""
    return sha256(token.encode()).hexdigest()


def opens(token: str, stored_hash: str) -> bool:
    """Say whether the token is the one behind the hash, in constant time."""
    return hmac.compare_digest(token_hash(token), stored_hash)


def derived(name: str, secret: bytes) -> str:
    """Return the token of a random name: 256 bits that nobody can tell without the secret, URL-safe.

    A letter that is written twice has the same link, and no table holds what would open it.
    """
    digest = hmac.digest(secret, b"link " + name.encode(), sha256)
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def sealed(token: str, key: str) -> str:
    """Hide a token under a client's idempotency key, as hexadecimal text.

    The key is stored nowhere, so only a repeat of the request that brought it reveals the token.
    """
    return _mixed(token.encode(), key).hex()


def unsealed(seal: str, key: str) -> str:
    """Return the token that `sealed` hid under the same key."""
    return _mixed(bytes.fromhex(seal), key).decode()


def _mixed(text: bytes, key: str) -> bytes:
    """Combine with a stream drawn from the key by HMAC-SHA-256: a token is as long as one digest."""
    stream = hmac.digest(key.encode(), b"tracking token", sha256)
    return bytes(a ^ b for a, b in zip(text, stream, strict=True))
