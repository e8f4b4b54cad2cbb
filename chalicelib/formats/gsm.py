"""Text for SMS: the letters that fit the GSM 7-bit alphabet (3GPP TS 23.038), 160 to a message."""

LIMIT = 160
OUTSIDE = frozenset("[\\]^`{|}~")
"""Letters of ASCII that the alphabet lacks, or has at the price of two."""

POLISH = str.maketrans("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ–„”", 'acelnoszzACELNOSZZ-""')


def sms(text: str) -> str:
    """Return the text without Polish diacritics, cut to one message."""
    plain = text.translate(POLISH)
    fitting = "".join(
        char if char.isascii() and char.isprintable() and char not in OUTSIDE else "?" for char in plain
    )
    return fitting if len(fitting) <= LIMIT else fitting[: LIMIT - 3] + "..."
