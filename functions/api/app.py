"""HTTP to answers: the settings and parts that the API runs on."""

import os
import secrets
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import boto3
from aws_lambda_powertools import Logger

from chalicelib import __version__
from chalicelib.adapters.catalogue import load_alert_schema, load_card, load_contract, load_reference
from chalicelib.adapters.dynamodb.alert_log_store import AlertLogStore
from chalicelib.adapters.dynamodb.audit_trail import AuditTrail
from chalicelib.adapters.dynamodb.cell_counter import CellCounter
from chalicelib.adapters.dynamodb.forwarding_store import ForwardingStore
from chalicelib.adapters.dynamodb.generation_store import GenerationStore, LiveGeneration
from chalicelib.adapters.dynamodb.institution_store import InstitutionStore
from chalicelib.adapters.dynamodb.report_store import ReportStore
from chalicelib.adapters.dynamodb.roster_store import RosterStore
from chalicelib.adapters.dynamodb.subscription_store import SubscriptionStore
from chalicelib.adapters.dynamodb.tries import Tries
from chalicelib.adapters.dynamodb.window_store import WindowStore
from chalicelib.adapters.patience import PATIENCE
from chalicelib.adapters.photo_queue import PhotoQueue
from chalicelib.adapters.publications import S3Publications
from chalicelib.adapters.s3 import S3TileStore
from chalicelib.adapters.s3_archives import S3Archives
from chalicelib.adapters.s3_photos import SIGNING, S3PhotoDoors
from chalicelib.adapters.sns_topics import SnsTopics
from chalicelib.adapters.unit_directory import load_jurisdiction, load_units, units_beside
from chalicelib.adapters.unit_outlines import UnitOutlines
from chalicelib.api.app import build_app
from chalicelib.api.edge import Edge
from chalicelib.api.services import Services, SignIn
from chalicelib.domain.forwarding import Patience
from chalicelib.domain.origin import Quota
from chalicelib.domain.token import TOKEN_BYTES
from chalicelib.usecases.act_as_officer import Desk
from chalicelib.usecases.answer_forwarding import Reception, TryLimits
from chalicelib.usecases.forward_report import Outbox
from chalicelib.usecases.keep_institutions import Directory
from chalicelib.usecases.keep_photos import Album
from chalicelib.usecases.read_alerts import Bulletin
from chalicelib.usecases.read_publications import Newsstand
from chalicelib.usecases.submit_report import Intake
from chalicelib.usecases.subscribe import Exchange

secrets_manager = boto3.client("secretsmanager", config=PATIENCE)
s3 = boto3.client("s3", config=SIGNING)


def secret(arn: str) -> bytes:
    return secrets_manager.get_secret_value(SecretId=arn)["SecretString"].encode()


institutions = InstitutionStore.of_tables(os.environ["INSTITUTIONS_TABLE"], os.environ["AUDIT_TABLE"])
forwardings = ForwardingStore.of_tables(
    os.environ["FORWARDINGS_TABLE"], os.environ["REPORTS_TABLE"], os.environ["AUDIT_TABLE"]
)
patience = Patience(
    answer=timedelta(days=int(os.environ["ANSWER_DAYS"])),
    reminder=timedelta(days=int(os.environ["REMINDER_DAYS"])),
    link=timedelta(days=int(os.environ["LINK_DAYS"])),
)
boundaries = Path(os.environ["JURISDICTION_FILE"])
jurisdiction = load_jurisdiction(boundaries, float(os.environ["TOLERANCE_METRES"]))
reports = ReportStore.of_tables(
    os.environ["REPORTS_TABLE"], os.environ["GUARDS_TABLE"], os.environ["AUDIT_TABLE"]
)
origin_secret = secret(os.environ["ORIGIN_SECRET_ARN"])
units = load_units(units_beside(boundaries))
reference = load_reference()
roster = RosterStore.of_table(os.environ["ROSTER_TABLE"])
counter = CellCounter.of_tables(
    reference.catalogue,
    os.environ["CELL_COUNTS_TABLE"],
    generation=LiveGeneration(GenerationStore.of_table(os.environ["CELL_COUNTS_TABLE"])),
)
audit = AuditTrail.of_table(os.environ["AUDIT_TABLE"]).keep
publications = S3Publications(s3, os.environ["PUBLICATIONS_BUCKET"], reference.catalogue.told_by_month())


def now() -> datetime:
    return datetime.now(UTC)


def new_id() -> str:
    return str(uuid.uuid4())


app = build_app(
    Services(
        intake=Intake(
            reports=reports,
            catalogue=reference.catalogue,
            jurisdiction=jurisdiction,
            quota=Quota(int(os.environ["QUOTA_PER_PLACE"]), int(os.environ["QUOTA_TOTAL"])),
            timetable=reference.timetable,
            secret=origin_secret,
            clock=now,
            new_id=new_id,
            new_token=lambda: secrets.token_urlsafe(TOKEN_BYTES),
        ),
        desk=Desk(
            reports,
            units,
            now,
            audit,
            reference.timetable.remind_before,
            counter,
            roster,
            reference.catalogue,
        ),
        directory=Directory(institutions, units, reference.catalogue, now),
        outbox=Outbox(forwardings, institutions, patience, secret(os.environ["LINK_SECRET_ARN"]), new_id),
        album=Album(
            doors=S3PhotoDoors(s3, os.environ["UPLOADS_BUCKET"], os.environ["PHOTOS_BUCKET"]),
            recheck=PhotoQueue(boto3.client("sqs", config=PATIENCE), os.environ["MEDIA_QUEUE_URL"]),
            new_id=new_id,
        ),
        reception=Reception(
            forwardings=forwardings,
            reports=reports,
            patience=patience,
            clock=now,
            spend=Tries.of_table(os.environ["GUARDS_TABLE"]),
            limits=TryLimits(int(os.environ["TRIES_PER_LINK"]), int(os.environ["TRIES_PER_ORIGIN"])),
            secret=origin_secret,
        ),
        bulletin=Bulletin(
            AlertLogStore.of_table(os.environ["ALERT_LOG_TABLE"]),
            WindowStore.of_tables(os.environ["DIGEST_WINDOWS_TABLE"], os.environ["AUDIT_TABLE"]),
            units,
            now,
        ),
        exchange=Exchange(
            subscriptions=SubscriptionStore.of_tables(
                os.environ["SUBSCRIPTIONS_TABLE"], os.environ["AUDIT_TABLE"]
            ),
            topics=SnsTopics(
                boto3.client("sns", config=PATIENCE),
                os.environ["ALERT_TOPIC_PREFIX"],
                os.environ["UNDELIVERED_ALERTS_ARN"],
            ),
            units=units,
            clock=now,
        ),
        jurisdiction=jurisdiction,
        units=units,
        outline=UnitOutlines.beside(boundaries).outline,
        reference=reference,
        counter=counter,
        publications=publications,
        newsstand=Newsstand(publications, now),
        archives=S3Archives(s3, os.environ["TILES_BUCKET"]),
        tiles=S3TileStore(s3, os.environ["TILES_BUCKET"]),
        edge=Edge(secret(os.environ["EDGE_SECRET_ARN"])),
        sign_in=SignIn(os.environ["SIGN_IN_URL"], os.environ["SIGN_IN_CLIENT"]),
        contract=load_contract(),
        alert_schema=load_alert_schema(),
        card=load_card(),
        version=__version__,
    ),
    Logger(),
)
