"""The plan says what the template says, and nothing in a template is passed over in silence."""

from pathlib import Path

import pytest

from infra.local.addresses import UnknownTypeError
from infra.local.template import UnsupportedError, load_plan

from .conftest import TEMPLATE

ROOT = Path(__file__).parents[3]
HEAD = "Transform: AWS::Serverless-2016-10-31\nResources:\n"


def test_every_part_of_the_map_has_a_meaning_in_the_local_cloud() -> None:
    plan = load_plan(ROOT / "template.yaml", "http://endpoint", "host")

    assert {function.folder for function in plan.functions.values()} == {
        path.parent for path in (ROOT / "functions").glob("*/app.py")
    }
    assert {mapping.function for mapping in (*plan.streams, *plan.queue_mappings)} | {
        schedule.function for schedule in plan.schedules
    } | {
        function for route in plan.api.routes for function in (route.function, route.authoriser) if function
    } == set(plan.functions)


def test_a_type_that_nobody_decided_about_is_refused(tmp_path: Path) -> None:
    path = _template(tmp_path, "  Bus: {Type: AWS::Events::EventBus, Properties: {Name: x}}\n")

    with pytest.raises(UnknownTypeError, match="does not know AWS::Events::EventBus"):
        load_plan(path, "http://endpoint", "host")


def test_a_parameter_without_a_default_is_named(tmp_path: Path) -> None:
    path = _template(tmp_path, "  Queue: {Type: AWS::SQS::Queue}\nParameters: {Size: {Type: String}}\n")

    with pytest.raises(LookupError, match="no value for the parameters Size"):
        load_plan(path, "http://endpoint", "host")


def test_a_parameter_given_stands_for_the_default_and_a_misspelt_one_is_refused() -> None:
    plan = load_plan(TEMPLATE, "http://endpoint", "host", {"Greeting": "ahoj"})

    assert plan.functions["web"].environment["GREETING"] == "ahoj"
    with pytest.raises(LookupError, match="no parameters Greting"):
        load_plan(TEMPLATE, "http://endpoint", "host", {"Greting": "ahoj"})


def test_a_limit_that_a_parameter_sets_is_read_from_it() -> None:
    def redraws(parameters: dict[str, str]) -> int:
        plan = load_plan(ROOT / "template.yaml", "http://endpoint", "host", parameters)
        (mapping,) = (one for one in plan.queue_mappings if one.function == "tiles")
        return mapping.concurrency

    assert redraws({}) == 10
    assert redraws({"RedrawsAtOnce": "3"}) == 3


def test_a_schedule_that_the_local_cloud_cannot_keep_is_refused(tmp_path: Path) -> None:
    text = TEMPLATE.read_text().replace("rate(5 minutes)", "'cron(0 5 * * ? *)'")
    path = tmp_path / "template.yaml"
    path.write_text(text)

    with pytest.raises(UnsupportedError, match="cron"):
        load_plan(path, "http://endpoint", "host")


def test_a_bucket_tells_queues_and_lets_pages_in_as_the_template_says() -> None:
    plan = load_plan(ROOT / "template.yaml", "http://endpoint", "host")
    buckets = {bucket.name: bucket for bucket in plan.buckets}
    (media,) = (mapping for mapping in plan.queue_mappings if mapping.function == "media")

    uploads = buckets.pop(plan.functions["media"].environment["UPLOADS_BUCKET"])

    assert uploads.told == ((media.queue_arn, "s3:ObjectCreated:*"),)
    assert [rule["AllowedMethods"] for rule in uploads.cors] == [["POST"]]
    assert not any(bucket.told or bucket.cors for bucket in buckets.values())


def test_a_bucket_that_tells_anything_but_a_queue_is_refused(tmp_path: Path) -> None:
    told = "{TopicConfigurations: [{Event: 's3:ObjectCreated:*', Topic: arn}]}"
    path = _template(
        tmp_path, f"  Files: {{Type: AWS::S3::Bucket, Properties: {{NotificationConfiguration: {told}}}}}\n"
    )

    with pytest.raises(UnsupportedError, match="TopicConfigurations"):
        load_plan(path, "http://endpoint", "host")


def test_the_page_s_policy_names_the_local_cloud_where_the_template_names_buckets() -> None:
    plan = load_plan(ROOT / "template.yaml", "http://endpoint", "host")

    (policy,) = (h for h in plan.edge.behaviours[-1].headers if h.name == "Content-Security-Policy")

    assert "img-src 'self' data: http://endpoint;" in policy.value
    assert "amazonaws.com" not in policy.value


def test_what_a_false_condition_leaves_out_is_not_made() -> None:
    plan = load_plan(TEMPLATE, "http://endpoint", "host")

    assert "threat-map-NeverMade" not in {queue.name for queue in plan.queues}


def test_changed_code_keeps_the_data_and_changed_tables_do_not(tmp_path: Path) -> None:
    text = TEMPLATE.read_text()
    before = load_plan(TEMPLATE, "http://one", "host").fingerprint

    def fingerprint(changed: str) -> str:
        path = tmp_path / "template.yaml"
        path.write_text(changed)
        return load_plan(path, "http://two", "host").fingerprint

    assert fingerprint(text.replace("Timeout: 10", "Timeout: 20")) == before
    assert fingerprint(text.replace("-things", "-other")) != before


def _template(folder: Path, resources: str) -> Path:
    path = folder / "template.yaml"
    path.write_text(HEAD + resources)
    return path
