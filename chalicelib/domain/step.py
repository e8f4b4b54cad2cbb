"""One line of a report's history: who did what to it, when, and in which words."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from chalicelib.domain.answer import Answer
from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.status import Status

TEXT_LIMIT = 500

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but tabs and ends of lines, and lone surrogates, which no encoding carries."""


class Act(StrEnum):
    """What a step tells; merging and parting are told in both reports."""

    MOVED = "moved"  # into its status; the first step is the placing
    HANDED_OVER = "handed_over"
    NOTED = "noted"
    ASSIGNED = "assigned"
    MERGED_INTO = "merged_into"
    TOOK_IN = "took_in"
    PARTED_FROM = "parted_from"
    LET_GO = "let_go"
    PHOTO_ADDED = "photo_added"
    PHOTO_REMOVED = "photo_removed"
    ANSWERED = "answered"  # by an institution that goes on with the threat; a last answer is a move


MOST_STEPS = 170
"""Of people: with texts of 500 four-byte characters a report still fits into the 400 kB of a row."""

KEPT_FREE = 30
"""Steps that are kept for what brings a report to its end."""

ENDING = frozenset({Act.MOVED, Act.HANDED_OVER, Act.ANSWERED, Act.PARTED_FROM, Act.LET_GO})
"""What brings a report to its end, however much was noted before."""


NAMED_BY = MappingProxyType(
    {
        "unit": frozenset({Act.HANDED_OVER}),
        "reason": frozenset({Act.HANDED_OVER}),
        "report": frozenset({Act.MERGED_INTO, Act.TOOK_IN, Act.PARTED_FROM, Act.LET_GO}),
        "photo": frozenset({Act.PHOTO_ADDED, Act.PHOTO_REMOVED}),
    }
)
"""Which acts name what; no other act does."""


@dataclass(frozen=True, slots=True)
class Step:
    """What happened to a report, and its status from then on.

    A hand-over names the `unit` and the `reason`, an assignment the `assignee`'s account (None for nobody),
    a merging or parting the other `report`, the adding or removing of a `photo` its id. A step of a
    forwarding names the `institution`, and the `answer` when it gave one or was silent; a promised repair
    its day, `repair_by`. `by` is the signature of the officer who acted, `role@unit`, or the institution's
    code; None for a resident and for the map itself.
    Words and signatures are for the police only.
    """

    status: Status
    at: datetime
    act: Act = Act.MOVED
    by: str | None = None
    note: str | None = None
    unit: str | None = None
    reason: str | None = None
    assignee: str | None = None
    report: str | None = None
    photo: str | None = None
    institution: str | None = None
    answer: Answer | None = None
    repair_by: date | None = None

    def __post_init__(self) -> None:
        for name, acts in NAMED_BY.items():
            if (getattr(self, name) is not None) != (self.act in acts):
                raise InvalidValue(f"A step names its {name} when it is one of: {', '.join(sorted(acts))}.")
        if self.assignee is not None and self.act is not Act.ASSIGNED:
            raise InvalidValue("Only an assignment names an assignee.")
        self._check_forwarding()
        if self.act is Act.NOTED and self.note is None:
            raise InvalidValue("A note has a text.")
        for text in (self.reason, self.note):
            if text is not None:
                checked_text(text)

    def _check_forwarding(self) -> None:
        if self.institution is not None and self.act not in {Act.MOVED, Act.ANSWERED}:
            raise InvalidValue("Only a forwarding and its answers name an institution.")
        if self.answer is not None and self.institution is None:
            raise InvalidValue("An answer names its institution.")
        if self.act is Act.ANSWERED and self.answer is None:
            raise InvalidValue("An answering step has its answer.")
        if (self.repair_by is not None) != (self.answer is Answer.REPAIR_DATE):
            raise InvalidValue("A repair date, and nothing else, names its day.")


def checked_text(text: str) -> str:
    """Return a text that people wrote; raise `InvalidValue` for one that is empty, long or unprintable."""
    if not text.strip():
        raise InvalidValue("A text is left out rather than empty.")
    if len(text) > TEXT_LIMIT:
        raise InvalidValue(f"A text has at most {TEXT_LIMIT} characters.")
    if UNPRINTABLE.search(text):
        raise InvalidValue("A text has no control characters.")
    return text
