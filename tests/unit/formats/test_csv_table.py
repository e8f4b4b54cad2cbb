"""CSV that other programs read as it was meant."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.formats.csv_table import FORMULA, MARK, document

texts = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"))


@given(st.lists(st.tuples(texts, st.integers(), st.none()), max_size=5))
def test_a_table_is_read_as_it_was_written(rows: list[tuple[str, int, None]]) -> None:
    written = document(("name", "n", "nothing"), rows)

    read = list(csv.reader(io.StringIO(written.removeprefix(MARK), newline="")))

    assert written.startswith(MARK)
    assert read[0] == ["name", "n", "nothing"]
    assert [row[0].removeprefix("'") for row in read[1:]] == [row[0].removeprefix("'") for row in rows]
    assert [row[1:] for row in read[1:]] == [[str(row[1]), ""] for row in rows]


@given(st.sampled_from(FORMULA), texts)
def test_no_text_is_taken_for_a_formula(first: str, rest: str) -> None:
    (field,) = list(csv.reader(io.StringIO(document((), [(first + rest,)])[len(MARK) :], newline="")))[1]

    assert field.startswith("'")
