"""How large the row of a report may become."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from chalicelib.domain.answer import Answer
from chalicelib.domain.merging import MOST_DUPLICATES
from chalicelib.domain.photo import MOST_PHOTOS
from chalicelib.domain.report import Details
from chalicelib.domain.status import Status
from chalicelib.domain.step import MOST_STEPS, TEXT_LIMIT, Step
from tests.builders import PLACED, a_photo, a_report, an_image, promised

LARGEST_ROW = 400 * 1024
LONGEST_TEXT = "🍺" * TEXT_LIMIT
LONGEST_CODE = "z" * 40


def size_of(value: Mapping[str, Any]) -> int:
    """Return the bytes of an attribute's value by the rules of DynamoDB (item sizes and formats)."""
    ((kind, content),) = value.items()
    match kind:
        case "S":
            return len(content.encode())
        case "N":
            return len(content) // 2 + 2
        case "L":
            return 3 + sum(1 + size_of(one) for one in content)
        case "M":
            return 3 + sum(1 + len(name.encode()) + size_of(one) for name, one in content.items())
    return 1


def test_the_longest_history_in_the_longest_words_fits_into_a_row() -> None:
    step = Step(
        Status.UNDER_VERIFICATION,
        PLACED,
        by=LONGEST_CODE,
        note=LONGEST_TEXT,
        institution=LONGEST_CODE,
        answer=Answer.REPAIR_DATE,
        repair_by=date(2026, 5, 1),
    )
    report = replace(
        a_report(details=Details(LONGEST_TEXT), deadlines=promised()),
        history=(step,) * MOST_STEPS,
        duplicates=(a_report().id,) * MOST_DUPLICATES,
        photos=(a_photo(),) * MOST_PHOTOS,
    )

    assert sum(len(name) + size_of(value) for name, value in an_image(report).items()) < 0.95 * LARGEST_ROW
