"""Plays API Gateway's REST proxy before the API on fakes: a request in, an answer out."""

import base64
import itertools
import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from aws_lambda_powertools import Logger

from chalicelib.adapters.catalogue import load_alert_schema, load_card, load_contract, load_reference
from chalicelib.adapters.unit_directory import load_units
from chalicelib.api import edge
from chalicelib.api.app import build_app
from chalicelib.api.services import Services, SignIn
from chalicelib.domain.deed import Deed
from chalicelib.domain.officer import Officer
from chalicelib.domain.origin import Quota
from chalicelib.domain.photo import PhotoKey
from chalicelib.usecases.act_as_officer import Desk
from chalicelib.usecases.answer_forwarding import Reception, TryLimits
from chalicelib.usecases.forward_report import Outbox
from chalicelib.usecases.keep_institutions import Directory
from chalicelib.usecases.keep_photos import Album
from chalicelib.usecases.read_alerts import Bulletin
from chalicelib.usecases.read_publications import Newsstand
from chalicelib.usecases.submit_report import Intake
from chalicelib.usecases.subscribe import Exchange
from tests.builders import LINK_SECRET, PATIENCE, a_jurisdiction
from tests.fakes.alerts import InMemoryAlertLog, InMemorySubscriptions, InMemoryTopics, InMemoryWindows
from tests.fakes.calls import CountedTries, SetClock, numbered
from tests.fakes.counts import InMemoryCounter
from tests.fakes.forwarding import InMemoryForwardings, InMemoryInstitutions
from tests.fakes.photos import InMemoryPhotos
from tests.fakes.pictures import InMemoryArchives, InMemoryPublications, InMemoryTiles
from tests.fakes.reports import InMemoryReports
from tests.fakes.roster import InMemoryRoster

DAY = timedelta(days=1)
SECRET = b"what the edge knows"
VERSION = "9.8.7"
JSON = {"Content-Type": "application/json"}
UNITS = load_units()
REFERENCE = load_reference()
CONTRACT = load_contract()
LOGGER = Logger(service="test")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the caller gets; names of headers in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)


def an_outline(code: str) -> dict[str, Any]:
    """Return a triangle for any unit."""
    ring = [[19.0, 50.0], [20.0, 50.0], [20.0, 51.0], [19.0, 50.0]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    box = [19.0, 50.0, 20.0, 51.0]
    return {"type": "Feature", "id": code, "bbox": box, "properties": {}, "geometry": shape}


@dataclass(frozen=True, slots=True)
class _Context:
    function_name: str = "api"
    memory_limit_in_mb: int = 1024
    invoked_function_arn: str = "arn:aws:lambda:eu-central-1:000000000000:function:api"
    aws_request_id: str = "00000000-0000-4000-8000-000000000000"


@dataclass
class Gateway:
    """The API with its stores in memory; replace a part to see what the API makes of it."""

    reports: InMemoryReports = field(default_factory=InMemoryReports)
    counter: InMemoryCounter = field(default_factory=InMemoryCounter)
    institutions: InMemoryInstitutions = field(default_factory=InMemoryInstitutions)
    publications: InMemoryPublications = field(default_factory=InMemoryPublications)
    tiles: InMemoryTiles = field(default_factory=InMemoryTiles)
    archives: InMemoryArchives = field(default_factory=InMemoryArchives)
    subscriptions: InMemorySubscriptions = field(default_factory=InMemorySubscriptions)
    topics: InMemoryTopics = field(default_factory=InMemoryTopics)
    alert_log: InMemoryAlertLog = field(default_factory=InMemoryAlertLog)
    windows: InMemoryWindows = field(default_factory=InMemoryWindows)
    photos: InMemoryPhotos = field(default_factory=InMemoryPhotos)
    rechecked: list[PhotoKey] = field(default_factory=list)
    roster: InMemoryRoster = field(default_factory=InMemoryRoster)
    clock: SetClock = field(default_factory=SetClock)
    quota: Quota = field(default_factory=lambda: Quota(1, 10))
    officer: Officer | None = None
    """Who the authoriser finds; None for a resident."""

    tries: CountedTries = field(default_factory=CountedTries)
    limits: TryLimits = field(default_factory=lambda: TryLimits(100, 500))
    forwardings_of: Callable[[InMemoryReports], InMemoryForwardings] = InMemoryForwardings

    def __post_init__(self) -> None:
        self.forwardings = self.forwardings_of(self.reports)
        self.institutions.deeds = self.subscriptions.deeds = self.windows.deeds = self.reports.deeds
        numbers = itertools.count(1)
        jurisdiction = a_jurisdiction()
        intake = Intake(
            reports=self.reports,
            catalogue=REFERENCE.catalogue,
            jurisdiction=jurisdiction,
            quota=self.quota,
            timetable=REFERENCE.timetable,
            secret=SECRET,
            clock=self.clock,
            new_id=lambda: str(uuid.UUID(int=next(numbers), version=4)),
            new_token=numbered("token-"),
        )
        services = Services(
            intake=intake,
            desk=Desk(
                self.reports,
                UNITS,
                self.clock,
                self.reports.keep,
                DAY,
                self.counter,
                self.roster,
                REFERENCE.catalogue,
            ),
            directory=Directory(self.institutions, UNITS, REFERENCE.catalogue, self.clock),
            exchange=Exchange(self.subscriptions, self.topics, UNITS, self.clock),
            bulletin=Bulletin(self.alert_log, self.windows, UNITS, self.clock),
            outbox=Outbox(
                self.forwardings, self.institutions, PATIENCE, LINK_SECRET, lambda: str(uuid.uuid4())
            ),
            album=Album(self.photos, self.rechecked.append, lambda: str(uuid.uuid4())),
            reception=Reception(
                forwardings=self.forwardings,
                reports=self.reports,
                patience=PATIENCE,
                clock=self.clock,
                spend=self.tries,
                limits=self.limits,
                secret=SECRET,
            ),
            jurisdiction=jurisdiction,
            units=UNITS,
            outline=an_outline,
            reference=REFERENCE,
            counter=self.counter,
            publications=self.publications,
            newsstand=Newsstand(self.publications, self.clock),
            archives=self.archives,
            tiles=self.tiles,
            edge=edge.Edge(SECRET),
            sign_in=SignIn("https://pool.example/", "the-client"),
            contract=CONTRACT,
            alert_schema=load_alert_schema(),
            card=load_card(),
            version=VERSION,
        )
        self.app = build_app(services, LOGGER)

    @property
    def deeds(self) -> list[Deed]:
        """What the audit kept."""
        return self.reports.deeds

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask for a path, which may have a query."""
        return self.send("GET", path, headers=headers)

    def post(
        self,
        body: Any,
        headers: Mapping[str, str] | None = None,
        address: str = "192.0.2.1",
        path: str = "/v1/reports",
    ) -> Answer:
        """Place a report, or post to another path; bytes are sent as they are, all else as JSON."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.send("POST", path, content, {**JSON, **(headers or {})}, address)

    def patch(self, path: str, body: Any) -> Answer:
        """Change a report; bytes are sent as they are, all else as JSON."""
        return self.write("PATCH", path, body)

    def write(self, method: str, path: str, body: Any) -> Answer:
        """Send a body; bytes are sent as they are, all else as JSON."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.send(method, path, content, JSON)

    def put(self, path: str, body: Any) -> Answer:
        """Put a thing in its place; bytes are sent as they are, all else as JSON."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.send("PUT", path, content, JSON)

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        address: str = "192.0.2.1",
    ) -> Answer:
        """Send a request from an address."""
        raw = self.app(self._event(method, path, body, headers or {}, address), _Context())
        content = raw["body"]
        return Answer(
            status=raw["statusCode"],
            headers={name.lower(): value for name, value in raw["headers"].items()},
            body=base64.b64decode(content) if raw.get("isBase64Encoded") else content.encode(),
        )

    def _event(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str], address: str
    ) -> dict[str, Any]:
        url = urlsplit(path)
        query = parse_qs(url.query, keep_blank_values=True)
        resource, parameters = self._resource(url.path)
        return {
            "resource": resource,
            "path": url.path,
            "httpMethod": method,
            "headers": dict(headers),
            "multiValueHeaders": {name: [value] for name, value in headers.items()},
            "queryStringParameters": {name: values[-1] for name, values in query.items()} or None,
            "multiValueQueryStringParameters": query or None,
            "pathParameters": parameters or None,
            "stageVariables": None,
            "requestContext": {
                "resourcePath": resource,
                "httpMethod": method,
                "path": f"/live{url.path}",
                "stage": "live",
                "identity": {"sourceIp": address},
                **_authorised(self.officer),
            },
            **_body(body),
        }

    def _resource(self, path: str) -> tuple[str, dict[str, str]]:
        """Find the resource of a path, one with fewer variables first, and their values."""
        for pattern in sorted(self.app.routes, key=lambda route: (route.count("{"), route)):
            names, values = pattern.split("/"), path.split("/")
            pairs = list(zip(names, values, strict=False))
            if len(names) == len(values) and all(name == value or name[:1] == "{" for name, value in pairs):
                return pattern, {name[1:-1]: unquote(value) for name, value in pairs if name[:1] == "{"}
        raise LookupError(f"API Gateway has no resource for {path} and answers by itself.")


def _authorised(officer: Officer | None) -> dict[str, Any]:
    if officer is None:
        return {"authorizer": {"principalId": "resident"}}
    who = {"sub": officer.sub, "role": officer.role.value, "unit": officer.unit, "name": officer.name}
    return {"authorizer": {"principalId": officer.sub, **who}}


def _body(body: bytes | None) -> dict[str, Any]:
    if body is None:
        return {"body": None, "isBase64Encoded": False}
    try:
        return {"body": body.decode(), "isBase64Encoded": False}
    except UnicodeDecodeError:
        return {"body": base64.b64encode(body).decode(), "isBase64Encoded": True}
