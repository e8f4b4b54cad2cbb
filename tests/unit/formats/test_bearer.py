"""What an Authorization header says."""

import pytest

from chalicelib.formats.bearer import bearer_token


@pytest.mark.parametrize("header", ["Bearer abc", "bearer abc", "BEARER  abc "])
def test_the_scheme_is_read_in_any_case_and_the_token_without_spaces_around(header: str) -> None:
    assert bearer_token(header) == "abc"


@pytest.mark.parametrize("header", [None, "", "abc", "Basic abc", "Bearer", "Bearer "])
def test_any_other_header_holds_no_token(header: str | None) -> None:
    assert bearer_token(header) == ""
