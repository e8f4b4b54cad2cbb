"""Holds the way of photos in the template: who opens them, and that uploads are forgotten."""

import json
from datetime import timedelta

from chalicelib.adapters.photo_queue import DELAY_SECONDS
from chalicelib.domain.photo import AWAITED_FOR
from tests.contract.reading import (
    FUNCTIONS,
    ROOT,
    TEMPLATE,
    listed,
    of_type,
    statements,
)


def test_only_media_opens_pictures_and_reads_what_was_uploaded() -> None:
    carrying = {
        name for name, function in FUNCTIONS.items() if {"Ref": "PicturesLayer"} in function.get("Layers", [])
    }
    reading = {
        name
        for name, function in FUNCTIONS.items()
        for policy in function.get("Policies", [])
        for statement in statements(policy)
        if "s3:GetObject" in listed(statement["Action"])
        and "UploadsBucket" in json.dumps(statement["Resource"])
    }

    opening = {
        name
        for name, function in FUNCTIONS.items()
        if "retouching" in (ROOT / function["CodeUri"] / "app.py").read_text(encoding="utf-8")
    }

    assert carrying == reading == opening == {"MediaFunction"}


def test_what_was_uploaded_is_forgotten_and_nobody_but_the_bucket_tells_of_it() -> None:
    bucket = of_type("AWS::S3::Bucket")["UploadsBucket"]
    (rule,) = bucket["LifecycleConfiguration"]["Rules"]
    (statement,) = statements(of_type("AWS::SQS::QueuePolicy")["MediaQueuePolicy"]["PolicyDocument"])

    assert (rule["Status"], timedelta(days=rule["ExpirationInDays"])) == ("Enabled", AWAITED_FOR)
    assert TEMPLATE["Resources"]["UploadsBucket"]["DependsOn"] == "MediaQueuePolicy"
    assert statement["Condition"]["ArnEquals"]["aws:SourceArn"]["Fn::Sub"].endswith(
        bucket["BucketName"]["Fn::Sub"]
    )


def test_a_photo_is_looked_at_again_when_the_request_that_removed_it_is_over() -> None:
    assert FUNCTIONS["ApiFunction"]["Timeout"] < DELAY_SECONDS
