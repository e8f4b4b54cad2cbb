"""Makes the plan of the local cloud out of template.yaml, the only truth about what is deployed."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from infra.local.addresses import ACCOUNT, REGION
from infra.local.http_plan import api, edge
from infra.local.plan import (
    Bucket,
    Function,
    Plan,
    Queue,
    QueueMapping,
    Retry,
    Schedule,
    Secret,
    StreamMapping,
    Subscription,
    Table,
    Topic,
    UserPool,
)
from infra.local.stack import STACK, Stack

CREATE_TABLE = (
    "AttributeDefinitions",
    "BillingMode",
    "GlobalSecondaryIndexes",
    "KeySchema",
    "LocalSecondaryIndexes",
)
RATE = re.compile(r"^rate\((\d+) (second|minute|hour|day)s?\)$")
SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}


class UnsupportedError(ValueError):
    """The template asks for something that the local cloud does not do."""


def load_plan(
    path: Path, endpoint: str, host: str, parameters: Mapping[str, str] = MappingProxyType({})
) -> Plan:
    """The plan of a template, for a local cloud at `endpoint` and an edge at `host` (name:port)."""
    stack = Stack(path, endpoint, host, parameters)
    functions = _functions(stack, host)
    names = {function.arn: name for name, function in functions.items()}
    streams, queues = _mappings(stack, names)
    return Plan(
        stack=STACK,
        region=REGION,
        account=ACCOUNT,
        tables=tuple(_table(stack, *item) for item in stack.of_type("AWS::DynamoDB::Table")),
        queues=tuple(_queue(stack, *item) for item in stack.of_type("AWS::SQS::Queue")),
        topics=tuple(_topic(stack, item) for item, _ in stack.of_type("AWS::SNS::Topic")),
        subscriptions=_subscriptions(stack),
        buckets=tuple(_bucket(stack, *item) for item in stack.of_type("AWS::S3::Bucket")),
        secrets=tuple(_secret(stack, *item) for item in stack.of_type("AWS::SecretsManager::Secret")),
        mail_identities=tuple(
            given["EmailIdentity"] for _, given in stack.of_type("AWS::SES::EmailIdentity")
        ),
        user_pool=_user_pool(stack),
        functions=functions,
        streams=streams,
        queue_mappings=queues,
        schedules=_schedules(stack, names),
        api=api(stack, names),
        edge=edge(stack),
    )


def _table(stack: Stack, logical_id: str, properties: Mapping[str, Any]) -> Table:
    name = stack.addresses.name(logical_id)
    definition = {"TableName": name} | {key: properties[key] for key in CREATE_TABLE if key in properties}
    stream = properties.get("StreamSpecification")
    ttl = properties.get("TimeToLiveSpecification", {})
    return Table(
        name,
        definition,
        stream={"StreamEnabled": True, **stream} if stream else {},
        ttl_attribute=ttl.get("AttributeName") if ttl.get("Enabled") else None,
    )


def _queue(stack: Stack, logical_id: str, properties: Mapping[str, Any]) -> Queue:
    name = stack.addresses.name(logical_id)
    skipped = {"QueueName", "Tags", "KmsMasterKeyId", "SqsManagedSseEnabled", "RedriveAllowPolicy"}
    attributes = {
        key: json.dumps(value) if isinstance(value, dict) else str(value)
        for key, value in properties.items()
        if key not in skipped
    }
    address = stack.addresses.attribute
    return Queue(name, address(logical_id, "QueueUrl"), address(logical_id, "Arn"), attributes)


def _topic(stack: Stack, logical_id: str) -> Topic:
    return Topic(stack.addresses.name(logical_id), stack.addresses.attribute(logical_id, "TopicArn"))


def _subscriptions(stack: Stack) -> tuple[Subscription, ...]:
    """Subscriptions to queues; e-mail, SMS and the like need a world outside."""
    attributes = ("FilterPolicy", "FilterPolicyScope", "RawMessageDelivery", "RedrivePolicy")
    return tuple(
        Subscription(
            given["TopicArn"],
            given["Protocol"],
            given["Endpoint"],
            {
                key: json.dumps(given[key]) if isinstance(given[key], dict) else str(given[key])
                for key in attributes
                if key in given
            },
        )
        for _, given in stack.of_type("AWS::SNS::Subscription")
        if given["Protocol"] == "sqs"
    )


def _bucket(stack: Stack, logical_id: str, properties: Mapping[str, Any]) -> Bucket:
    versioning = properties.get("VersioningConfiguration", {}).get("Status")
    notified = properties.get("NotificationConfiguration", {})
    if other := notified.keys() - {"QueueConfigurations"}:
        raise UnsupportedError(f"{logical_id}: the local cloud tells queues of files, not {sorted(other)}.")
    return Bucket(
        stack.addresses.name(logical_id),
        versioned=versioning == "Enabled",
        cors=tuple(properties.get("CorsConfiguration", {}).get("CorsRules", [])),
        told=tuple((one["Queue"], one["Event"]) for one in notified.get("QueueConfigurations", [])),
    )


def _secret(stack: Stack, logical_id: str, properties: Mapping[str, Any]) -> Secret:
    name = stack.addresses.name(logical_id)
    return Secret(name, properties.get("SecretString"), properties.get("GenerateSecretString", {}))


def _user_pool(stack: Stack) -> UserPool | None:
    """The template's user pool, if it has one, and the client and groups that belong to it."""
    for pool, properties in stack.of_type("AWS::Cognito::UserPool"):
        settings = dict(properties)
        enabled = settings.pop("EnabledMfas", [])
        settings["PoolName"] = settings.pop("UserPoolName")
        ((client, client_settings),) = stack.of_type("AWS::Cognito::UserPoolClient")
        return UserPool(
            id=stack.addresses.attribute(pool, None),
            client_id=stack.addresses.attribute(client, None),
            pool=settings,
            client=client_settings,
            groups=tuple(given["GroupName"] for _, given in stack.of_type("AWS::Cognito::UserPoolGroup")),
            software_token="SOFTWARE_TOKEN_MFA" in enabled,
        )
    return None


def _functions(stack: Stack, host: str) -> dict[str, Function]:
    layers = {
        stack.addresses.attribute(logical_id, None): stack.root / given["Content"]["S3Key"]
        for logical_id, given in stack.of_type("AWS::Lambda::LayerVersion")
    }
    functions: dict[str, Function] = {}
    for logical_id, given in stack.of_type("AWS::Lambda::Function"):
        folder = stack.root / given["Code"]["S3Key"]
        if folder.name in functions:
            raise UnsupportedError(
                f"Two functions share the folder {folder}: the local cloud calls functions by folder."
            )
        functions[folder.name] = Function(
            name=folder.name,
            arn=stack.addresses.attribute(logical_id, "Arn"),
            folder=folder,
            handler=given["Handler"],
            timeout=float(given.get("Timeout", 3)),
            memory=int(given.get("MemorySize", 128)),
            environment={
                # The local edge speaks plain HTTP.
                key: str(value).replace(f"https://{host}", f"http://{host}")
                for key, value in given.get("Environment", {}).get("Variables", {}).items()
            },
            layers=tuple(layers[arn] for arn in given.get("Layers", []) if arn in layers),
            path=(stack.root,),
        )
    return functions


def _mappings(
    stack: Stack, names: Mapping[str, str]
) -> tuple[tuple[StreamMapping, ...], tuple[QueueMapping, ...]]:
    streams, queues = [], []
    tables = {
        stack.addresses.attribute(table, "StreamArn"): stack.addresses.name(table)
        for table, _ in stack.of_type("AWS::DynamoDB::Table")
    }
    for logical_id, given in stack.of_type("AWS::Lambda::EventSourceMapping"):
        if not given.get("Enabled", True):
            continue
        if given.get("TumblingWindowInSeconds"):
            raise UnsupportedError(f"{logical_id}: the local cloud has no tumbling windows.")
        source = given["EventSourceArn"]
        common = {
            "id": logical_id,
            "function": _function_named(stack, names, given["FunctionName"]),
            "window": float(given.get("MaximumBatchingWindowInSeconds", 0)),
            "filters": tuple(
                json.loads(each["Pattern"]) for each in given.get("FilterCriteria", {}).get("Filters", [])
            ),
            "partial": "ReportBatchItemFailures" in given.get("FunctionResponseTypes", []),
        }
        if source in tables:
            streams.append(_stream_mapping(tables[source], given, common))
        else:
            queues.append(_queue_mapping(stack, source, given, common))
    return tuple(streams), tuple(queues)


def _stream_mapping(table: str, given: Mapping[str, Any], common: Mapping[str, Any]) -> StreamMapping:
    return StreamMapping(
        **common,
        batch_size=int(given.get("BatchSize", 100)),
        table=table,
        latest=given["StartingPosition"] == "LATEST",
        lanes=int(given.get("ParallelizationFactor", 1)),
        retry=_retry(given, -1),
    )


def _queue_mapping(
    stack: Stack, arn: str, given: Mapping[str, Any], common: Mapping[str, Any]
) -> QueueMapping:
    logical_id, _ = stack.by_arn("AWS::SQS::Queue", arn)
    return QueueMapping(
        **common,
        batch_size=int(given.get("BatchSize", 10)),
        queue_url=stack.addresses.attribute(logical_id, "QueueUrl"),
        queue_arn=arn,
        concurrency=int(given.get("ScalingConfig", {}).get("MaximumConcurrency", 5)),
    )


def _schedules(stack: Stack, names: Mapping[str, str]) -> tuple[Schedule, ...]:
    retries = {
        _function_named(stack, names, given["FunctionName"]): _retry(given, 2)
        for _, given in stack.of_type("AWS::Lambda::EventInvokeConfig")
    }
    found = []
    rules = [
        (item, given, target)
        for item, given in stack.of_type("AWS::Events::Rule")
        for target in given["Targets"]
    ]
    later = [(item, given, given["Target"]) for item, given in stack.of_type("AWS::Scheduler::Schedule")]
    for logical_id, given, target in [*rules, *later]:
        if "ScheduleExpression" not in given or given.get("State") == "DISABLED":
            continue
        function = names[target["Arn"]]
        payload = json.loads(target["Input"]) if "Input" in target else None
        every = _seconds(given["ScheduleExpression"])
        found.append(Schedule(logical_id, function, every, payload, retries.get(function, Retry(attempts=2))))
    return tuple(found)


def _retry(given: Mapping[str, Any], attempts: int) -> Retry:
    age = given.get("MaximumRecordAgeInSeconds", given.get("MaximumEventAgeInSeconds", -1))
    return Retry(
        attempts=int(given.get("MaximumRetryAttempts", attempts)),
        age=int(age),
        bisect=bool(given.get("BisectBatchOnFunctionError", False)),
        on_failure_arn=given.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination"),
    )


def _seconds(expression: str) -> float:
    match = RATE.match(expression)
    if match is None:
        raise UnsupportedError(f"The local cloud knows schedules like rate(5 minutes), not {expression!r}.")
    return int(match.group(1)) * SECONDS[match.group(2)]


def _function_named(stack: Stack, names: Mapping[str, str], name: str) -> str:
    for logical_id, _ in stack.of_type("AWS::Lambda::Function"):
        arn = stack.addresses.attribute(logical_id, "Arn")
        if name in (arn, stack.addresses.name(logical_id)):
            return names[arn]
    raise UnsupportedError(f"An event source names {name!r}, which is no function of the template.")
