"""What the local cloud is to consist of: the template's meaning as frozen data, with nothing done yet."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Table:
    """A DynamoDB table: the arguments of CreateTable, and apart from them the stream's specification."""

    name: str
    definition: Mapping[str, Any]
    stream: Mapping[str, Any] = field(default_factory=dict)
    ttl_attribute: str | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """An SQS queue; `attributes` are strings, as SQS takes them."""

    name: str
    url: str
    arn: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Topic:
    """An SNS topic."""

    name: str
    arn: str


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription of the template; `attributes` such as FilterPolicy are strings."""

    topic_arn: str
    protocol: str
    endpoint: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Bucket:
    """An S3 bucket: which origins may do what, and which queues are told of which events."""

    name: str
    versioned: bool
    cors: tuple[Mapping[str, Any], ...] = ()
    told: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret: either its text, or the rule (`GenerateSecretString`) that makes one."""

    name: str
    text: str | None
    generate: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class UserPool:
    """A Cognito user pool with its client: arguments of the calls that make them, and names of groups."""

    id: str
    client_id: str
    pool: Mapping[str, Any]
    client: Mapping[str, Any]
    groups: tuple[str, ...]
    software_token: bool


@dataclass(frozen=True, slots=True)
class Function:
    """A Lambda function: where its code lies, what it may import besides and what it is told."""

    name: str
    arn: str
    folder: Path
    handler: str
    timeout: float
    memory: int
    environment: Mapping[str, str]
    layers: tuple[Path, ...]
    path: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Retry:
    """What becomes of a failed batch or event; `attempts` and `age` of -1 mean without limit."""

    attempts: int = -1
    age: int = -1
    bisect: bool = False
    on_failure_arn: str | None = None


@dataclass(frozen=True, slots=True)
class Mapped:
    """What every event source mapping has."""

    id: str
    function: str
    batch_size: int
    window: float
    filters: tuple[Mapping[str, Any], ...]
    partial: bool


@dataclass(frozen=True, slots=True)
class StreamMapping(Mapped):
    """A DynamoDB stream that invokes a function."""

    table: str
    latest: bool
    lanes: int
    retry: Retry


@dataclass(frozen=True, slots=True)
class QueueMapping(Mapped):
    """An SQS queue that invokes a function."""

    queue_url: str
    queue_arn: str
    concurrency: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """A function that is invoked every so many seconds."""

    id: str
    function: str
    seconds: float
    payload: Mapping[str, Any] | None
    retry: Retry


@dataclass(frozen=True, slots=True)
class Route:
    """One method of one resource path of the API; without a function it is a mock with fixed headers.

    `authoriser` is the function that is asked who calls, before `function` is.
    """

    method: str
    path: str
    function: str | None
    headers: Mapping[str, str] = field(default_factory=dict)
    authoriser: str | None = None


@dataclass(frozen=True, slots=True)
class GatewayAnswer:
    """What API Gateway answers by itself when a request does not reach a function, or the function fails."""

    status: int
    body: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Api:
    """The REST API: its routes, stage, own answers and the media types that travel as base64."""

    stage: str = ""
    routes: tuple[Route, ...] = ()
    binary_types: tuple[str, ...] = ()
    answers: Mapping[str, GatewayAnswer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the edge takes an answer from: a bucket, or the API when there is none."""

    bucket: str | None
    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ResponseHeader:
    """A header that the edge adds to answers, or sets whatever the origin said."""

    name: str
    value: str
    override: bool


@dataclass(frozen=True, slots=True)
class Behaviour:
    """A path pattern of the edge, the origins to ask in order and the statuses that move on to the next."""

    pattern: str
    origins: tuple[Origin, ...]
    failover: frozenset[int]
    methods: frozenset[str]
    viewer_function: bool
    headers: tuple[ResponseHeader, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """The CloudFront distribution: behaviours in the order of precedence, the default last."""

    root_object: str = ""
    behaviours: tuple[Behaviour, ...] = ()
    errors: Mapping[int, tuple[int, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the local run makes and connects."""

    stack: str
    region: str
    account: str
    tables: tuple[Table, ...]
    queues: tuple[Queue, ...]
    topics: tuple[Topic, ...]
    subscriptions: tuple[Subscription, ...]
    buckets: tuple[Bucket, ...]
    secrets: tuple[Secret, ...]
    mail_identities: tuple[str, ...]
    user_pool: UserPool | None
    functions: Mapping[str, Function]
    streams: tuple[StreamMapping, ...]
    queue_mappings: tuple[QueueMapping, ...]
    schedules: tuple[Schedule, ...]
    api: Api
    edge: Edge

    @property
    def fingerprint(self) -> str:
        """A digest of what holds data: when it changes, kept data no longer fit."""
        kept = [
            [asdict(table) for table in self.tables],
            [(queue.name, dict(queue.attributes)) for queue in self.queues],
            [topic.name for topic in self.topics],
            [asdict(bucket) for bucket in self.buckets],
            [asdict(secret) for secret in self.secrets],
            asdict(self.user_pool) if self.user_pool else None,
        ]
        return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:16]
