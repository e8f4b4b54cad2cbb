"""The kinds of answers that a forwarded threat may get."""

from enum import StrEnum


class Answer(StrEnum):
    """What an institution says; the last is silence, which only the map notes."""

    ACCEPTED = "accepted"
    REPAIR_DATE = "repair_date"
    ELIMINATED = "eliminated"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"
