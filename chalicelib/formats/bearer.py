"""The header `Authorization: Bearer …` of RFC 6750."""


def bearer_token(header: str | None) -> str:
    """Return the token; an empty text where the header is missing or of another scheme."""
    scheme, _, token = (header or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
