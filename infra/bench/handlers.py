"""The functions' handlers in this process, and the events that they get."""

import importlib.util
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.report import Report
from infra.bench.cloud import ROOT, BareCloud

EVENTS = ROOT / "events"
Event = Mapping[str, Any]
Handler = Callable[[Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Context:
    """The part of Lambda's context object that the functions use."""

    function_name: str = "bench"
    memory_limit_in_mb: int = 1024
    invoked_function_arn: str = "arn:aws:lambda:eu-central-1:000000000000:function:bench"
    aws_request_id: str = "00000000-0000-4000-8000-000000000000"


def load_handler(cloud: BareCloud, name: str) -> Handler:
    """Load a function as Lambda does, under its own settings."""
    cloud.enter(name)
    function = cloud.plan.functions[name]
    module_name, _, attribute = function.handler.rpartition(".")
    spec = importlib.util.spec_from_file_location(
        f"{name}_{module_name}", function.folder / f"{module_name}.py"
    )
    if spec is None or spec.loader is None:
        raise ImportError(f"The function {name} has no module {module_name}.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    handler: Handler = getattr(module, attribute)
    return handler


def post(report: Report, caller: int) -> Event:
    """Return the event of a request to place a report, as one of many callers would send it."""
    details = report.details
    body = {
        "category": report.category,
        "lat": round(report.location.lat, 6),
        "lon": round(report.location.lon, 6),
        "description": details.description,
        "part_of_day": details.part_of_day,
        "weekdays": list(details.weekdays),
    }
    event: dict[str, Any] = json.loads((EVENTS / "api_post_report.json").read_text())
    event["headers"]["Idempotency-Key"] = f"bench-{caller:016}"
    event["requestContext"]["identity"]["sourceIp"] = (
        f"10.{caller >> 16 & 255}.{caller >> 8 & 255}.{caller & 255}"
    )
    return {**event, "body": json.dumps({name: value for name, value in body.items() if value})}


def patch(report_id: str, unit: str, change: Mapping[str, Any]) -> Event:
    """Return the event of a change by an officer of the report's unit."""
    event: dict[str, Any] = json.loads((EVENTS / "api_post_report.json").read_text())
    officer = {"sub": "bench", "name": "bench", "role": "officer", "unit": unit}
    path = "/v1/reports/{report_id}"
    context = {"httpMethod": "PATCH", "resourcePath": path, "authorizer": officer}
    return {
        **event,
        "httpMethod": "PATCH",
        "resource": path,
        "pathParameters": {"report_id": report_id},
        "requestContext": {**event["requestContext"], **context},
        "body": json.dumps(change),
    }


def redraw(messages: list[str]) -> Event:
    """Return the event of a batch of the redraw queue."""
    event: dict[str, Any] = json.loads((EVENTS / "tiles_redraw.json").read_text())
    (like,) = event["Records"]
    return {"Records": [{**like, "messageId": str(i), "body": body} for i, body in enumerate(messages)]}
