"""Messages of the photo queue: S3's as S3 writes them, our own, and none of anybody else's."""

import json
from typing import Any

import pytest

from chalicelib.adapters.photo_queue import photos_of
from chalicelib.domain.errors import MalformedRow
from chalicelib.domain.photo import PhotoKey
from tests.builders import a_photo, a_report

KEY = PhotoKey(a_report().id, a_photo().id)
NAME = f"{KEY.report_id}/{KEY.photo_id}"


def of_s3(*names: str) -> dict[str, Any]:
    return {"Records": [{"eventSource": "aws:s3", "s3": {"object": {"key": name}}} for name in names]}


def test_s3_and_the_api_name_the_same_photo() -> None:
    assert photos_of(json.dumps(of_s3(NAME, NAME.replace("/", "%2F")))) == [KEY, KEY]
    assert photos_of(json.dumps({"recheck": NAME})) == [KEY]


def test_s3_s_trial_message_names_none() -> None:
    trial = {"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "uploads"}

    assert photos_of(json.dumps(trial)) == []


@pytest.mark.parametrize(
    "message",
    ["", "{", "[]", "1", "{}", '{"recheck": 1}', '{"recheck": "../x"}', json.dumps(of_s3("tiles/1"))],
)
def test_any_other_message_is_malformed(message: str) -> None:
    with pytest.raises(MalformedRow):
        photos_of(message)
