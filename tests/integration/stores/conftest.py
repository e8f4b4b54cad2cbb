"""Each store twice: the one in memory and the real one, on the template's tables with nobody listening."""

import itertools
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from chalicelib.adapters.dynamodb.alert_log_store import AlertLogStore
from chalicelib.adapters.dynamodb.audit_trail import AuditTrail
from chalicelib.adapters.dynamodb.cell_counter import CellCounter
from chalicelib.adapters.dynamodb.forwarding_store import ForwardingStore
from chalicelib.adapters.dynamodb.generation_store import GenerationStore
from chalicelib.adapters.dynamodb.institution_store import InstitutionStore
from chalicelib.adapters.dynamodb.report_store import ReportStore
from chalicelib.adapters.dynamodb.subscription_store import SubscriptionStore
from chalicelib.adapters.dynamodb.table_books import TableBooks
from chalicelib.adapters.dynamodb.tries import Tries
from chalicelib.adapters.dynamodb.window_store import WindowStore
from chalicelib.adapters.s3 import S3TileStore
from chalicelib.adapters.s3_photos import S3PhotoDoors, S3PhotoFiles, upload_key
from chalicelib.adapters.sns_topics import SnsTopics
from chalicelib.domain.photo import PhotoKey
from chalicelib.domain.report import Location
from chalicelib.ports.alerts import AlertLog, Subscriptions, Topics, Windows
from chalicelib.ports.books import Pointer
from chalicelib.ports.calls import Spend
from chalicelib.ports.counts import Counter
from chalicelib.ports.forwarding import Forwardings, Institutions
from chalicelib.ports.photos import PhotoDoors, PhotoFiles
from chalicelib.ports.pictures import TileStore
from chalicelib.ports.reports import Reports
from infra.local.cloud import CREDENTIALS, Cloud
from infra.local.plan import Plan
from infra.local.resources import Clients, clients, create, open_streams
from infra.local.template import load_plan
from tests.builders import a_catalogue
from tests.fakes.alerts import (
    InMemoryAlertLog,
    InMemorySubscriptions,
    InMemoryTopics,
    InMemoryWindows,
)
from tests.fakes.calls import CountedTries
from tests.fakes.counts import InMemoryCounter, InMemoryPointer
from tests.fakes.forwarding import InMemoryForwardings, InMemoryInstitutions
from tests.fakes.photos import InMemoryPhotos
from tests.fakes.pictures import InMemoryTiles
from tests.fakes.reports import InMemoryReports
from tests.integration.stores.relay import Relay

Upload = Callable[[PhotoKey, bytes], None]
PLACES = itertools.count()
HOMES = itertools.count()
TEMPLATE = Path(__file__).parents[3] / "template.yaml"


@dataclass
class Stores:
    """The real stores; `relay` stands between them and DynamoDB and notes what they ask."""

    plan: Plan
    endpoint: str
    relay: Relay

    def setting(self, name: str) -> str:
        """Return a function's setting, such as the name of a table."""
        return next(f.environment[name] for f in self.plan.functions.values() if name in f.environment)

    @cached_property
    def reports(self) -> ReportStore:
        names = map(self.setting, ("REPORTS_TABLE", "GUARDS_TABLE", "AUDIT_TABLE"))
        return ReportStore.of_tables(*names)

    @cached_property
    def audit(self) -> AuditTrail:
        return AuditTrail.of_table(self.setting("AUDIT_TABLE"))

    @cached_property
    def forwardings(self) -> ForwardingStore:
        names = ("FORWARDINGS_TABLE", "REPORTS_TABLE", "AUDIT_TABLE")
        return ForwardingStore.of_tables(*map(self.setting, names))

    @cached_property
    def tries(self) -> Tries:
        return Tries.of_table(self.setting("GUARDS_TABLE"))

    @cached_property
    def institutions(self) -> InstitutionStore:
        return InstitutionStore.of_tables(*map(self.setting, ("INSTITUTIONS_TABLE", "AUDIT_TABLE")))

    @cached_property
    def counter(self) -> CellCounter:
        counts, ledger = self.setting("CELL_COUNTS_TABLE"), self.setting("COUNTED_REPORTS_TABLE")
        return CellCounter.of_tables(a_catalogue(), counts, ledger)

    @cached_property
    def alert_log(self) -> AlertLogStore:
        return AlertLogStore.of_table(self.setting("ALERT_LOG_TABLE"), days=90)

    @cached_property
    def windows(self) -> WindowStore:
        return WindowStore.of_tables(*map(self.setting, ("DIGEST_WINDOWS_TABLE", "AUDIT_TABLE")))

    @cached_property
    def subscriptions(self) -> SubscriptionStore:
        return SubscriptionStore.of_tables(*map(self.setting, ("SUBSCRIPTIONS_TABLE", "AUDIT_TABLE")))

    @cached_property
    def topics(self) -> SnsTopics:
        prefix, queue = self.setting("ALERT_TOPIC_PREFIX"), self.setting("UNDELIVERED_ALERTS_ARN")
        return SnsTopics(clients(self.endpoint)("sns"), prefix, queue)

    @cached_property
    def books(self) -> TableBooks:
        names = ("REPORTS_TABLE", "CELL_COUNTS_TABLE", "COUNTED_REPORTS_TABLE")
        return TableBooks.of_tables(a_catalogue(), *map(self.setting, names))

    @cached_property
    def client(self) -> Clients:
        return clients(self.endpoint)

    @cached_property
    def pointer(self) -> GenerationStore:
        return GenerationStore.of_table(self.setting("CELL_COUNTS_TABLE"))

    @cached_property
    def tiles(self) -> S3TileStore:
        return S3TileStore(clients(self.endpoint)("s3"), self.setting("TILES_BUCKET"))

    @cached_property
    def photo_files(self) -> S3PhotoFiles:
        buckets = map(self.setting, ("UPLOADS_BUCKET", "PHOTOS_BUCKET"))
        return S3PhotoFiles(clients(self.endpoint)("s3"), *buckets)

    @cached_property
    def photo_doors(self) -> S3PhotoDoors:
        buckets = map(self.setting, ("UPLOADS_BUCKET", "PHOTOS_BUCKET"))
        return S3PhotoDoors(clients(self.endpoint)("s3"), *buckets)


@pytest.fixture(scope="package")
def real() -> Iterator[Stores]:
    """The template's tables and buckets in a cloud of their own, where no function runs."""
    cloud = Cloud()
    plan = load_plan(TEMPLATE, cloud.endpoint, "127.0.0.1:80")
    cloud.prepare(plan.fingerprint, "none")
    try:
        cloud.start()
        create(plan, clients(cloud.endpoint))
        open_streams(plan, clients(cloud.endpoint))
        with Relay(cloud.endpoint) as relay, pytest.MonkeyPatch.context() as environment:
            for name, value in {**CREDENTIALS, "AWS_ENDPOINT_URL": relay.url}.items():
                environment.setenv(name, value)
            yield Stores(plan, cloud.endpoint, relay)
    finally:
        cloud.stop()


@pytest.fixture(params=["in memory", "real"])
def reports(request: pytest.FixtureRequest) -> Reports:
    """A store of reports; the real one holds other tests' reports too."""
    return InMemoryReports() if request.param == "in memory" else request.getfixturevalue("real").reports


@pytest.fixture(params=["in memory", "real"])
def forwarding_stores(request: pytest.FixtureRequest) -> tuple[Reports, Forwardings]:
    """Reports and forwardings that are stored together."""
    if request.param == "in memory":
        reports = InMemoryReports()
        return reports, InMemoryForwardings(reports)
    real: Stores = request.getfixturevalue("real")
    return real.reports, real.forwardings


@pytest.fixture(params=["in memory", "real"])
def tries(request: pytest.FixtureRequest) -> Spend:
    """A count of tries; the real one holds other tests' tries too."""
    return CountedTries() if request.param == "in memory" else request.getfixturevalue("real").tries


@pytest.fixture(params=["in memory", "real"])
def institutions(request: pytest.FixtureRequest) -> Institutions:
    """A directory; the real one holds other tests' institutions too."""
    if request.param == "in memory":
        return InMemoryInstitutions()
    found: Institutions = request.getfixturevalue("real").institutions
    return found


@pytest.fixture(params=["in memory", "real"])
def counter(request: pytest.FixtureRequest) -> Counter:
    """A counter; the real one holds other tests' counts too."""
    return InMemoryCounter() if request.param == "in memory" else request.getfixturevalue("real").counter


@pytest.fixture(params=["in memory", "real"])
def pointer(request: pytest.FixtureRequest) -> Pointer:
    """The record of the generations; the real one is the one that other tests leave."""
    return InMemoryPointer() if request.param == "in memory" else request.getfixturevalue("real").pointer


@pytest.fixture(params=["in memory", "real"])
def tiles(request: pytest.FixtureRequest) -> TileStore:
    """A store of tiles; the real one holds other tests' tiles too."""
    return InMemoryTiles() if request.param == "in memory" else request.getfixturevalue("real").tiles


@pytest.fixture(params=["in memory", "real"])
def photos(request: pytest.FixtureRequest) -> tuple[PhotoFiles, PhotoDoors, Upload]:
    """Files of photos, the doors to them, and what S3 does with an upload that it takes."""
    if request.param == "in memory":
        store = InMemoryPhotos()
        return store, store, store.uploads.__setitem__
    real: Stores = request.getfixturevalue("real")

    def upload(key: PhotoKey, content: bytes) -> None:
        bucket, name = real.setting("UPLOADS_BUCKET"), upload_key(key)
        real.client("s3").put_object(Bucket=bucket, Key=name, Body=content)

    return real.photo_files, real.photo_doors, upload


@pytest.fixture(params=["in memory", "real"])
def alert_log(request: pytest.FixtureRequest) -> AlertLog:
    """A log of alerts; the real one holds other tests' lines too."""
    return InMemoryAlertLog() if request.param == "in memory" else request.getfixturevalue("real").alert_log


@pytest.fixture(params=["in memory", "real"])
def windows(request: pytest.FixtureRequest) -> Windows:
    """The windows of units; the real store holds other tests' too."""
    return InMemoryWindows() if request.param == "in memory" else request.getfixturevalue("real").windows


@pytest.fixture(params=["in memory", "real"])
def subscriptions(request: pytest.FixtureRequest) -> Subscriptions:
    """A store of subscriptions; the real one holds other tests' too."""
    real = request.param == "real"
    return request.getfixturevalue("real").subscriptions if real else InMemorySubscriptions()


@pytest.fixture(params=["in memory", "real"])
def topics(request: pytest.FixtureRequest) -> Topics:
    """The garrisons' topics."""
    return InMemoryTopics() if request.param == "in memory" else request.getfixturevalue("real").topics


@pytest.fixture
def new() -> Callable[[], str]:
    """Return a maker of ids, keys and origins that no other test uses."""
    return lambda: str(uuid.uuid4())


def fresh_unit() -> str:
    """Return the code of a commissariat that no other test uses."""
    return f"1206-K{uuid.uuid4().hex[:12]}"


@pytest.fixture
def place() -> Location:
    """A place at least 300 km from any other test's, so that no cell counts for two tests."""
    row, column = divmod(next(PLACES), 20)
    return Location(-57.3 + 6 * column, -170.7 + 6 * row)


@pytest.fixture
def home() -> Location:
    """A place in the country, where tiles are drawn, at least 20 km from any other test's."""
    row, column = divmod(next(HOMES), 20)
    return Location(50.1 + 0.2 * column, 15.1 + 0.3 * row)
