"""Makes the plan's resources in the local cloud; a second time changes nothing."""

import contextlib
import functools
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from infra.local.cloud import CREDENTIALS
from infra.local.plan import Bucket, Plan, Queue, Secret, Subscription, Table

Clients = Callable[[str], Any]
CORS = {"MaxAge": "MaxAgeSeconds", "ExposedHeaders": "ExposeHeaders"}
"""What the template calls otherwise than S3's own API."""

EXISTS = {
    "ResourceInUseException",
    "QueueAlreadyExists",
    "BucketAlreadyOwnedByYou",
    "ResourceExistsException",
    "AlreadyExistsException",
}


def clients(endpoint: str) -> Clients:
    """A function from a service's name to its client at the endpoint; each client is made once."""
    session = boto3.Session(
        CREDENTIALS["AWS_ACCESS_KEY_ID"],
        CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
        region_name=CREDENTIALS["AWS_REGION"],
    )
    config = Config(
        retries={"max_attempts": 1}, read_timeout=60, max_pool_connections=32, s3={"addressing_style": "path"}
    )
    return functools.cache(lambda service: session.client(service, endpoint_url=endpoint, config=config))


def create(plan: Plan, client: Clients) -> None:
    """Make everything that is not there yet, but no streams: `open_streams` does, when all may listen."""
    for table in plan.tables:
        create_table(client("dynamodb"), table)
    for queue in plan.queues:
        _create_queue(client("sqs"), queue)
    for queue in plan.queues:
        _connect_dead_letters(client("sqs"), queue)
    for topic in plan.topics:
        client("sns").create_topic(Name=topic.name)
    for subscription in plan.subscriptions:
        subscribe(client("sns"), subscription)
    for bucket in plan.buckets:
        _create_bucket(client("s3"), bucket, plan.region)
    for secret in plan.secrets:
        _create_secret(client("secretsmanager"), secret)
    _create_mail_identities(client("sesv2"), plan.mail_identities)


def open_streams(plan: Plan, client: Clients) -> None:
    """Let the tables tell of every change from now on; a stream that is open stays as it is."""
    for table in plan.tables:
        description = client("dynamodb").describe_table(TableName=table.name)["Table"]
        if table.stream and "StreamSpecification" not in description:
            client("dynamodb").update_table(TableName=table.name, StreamSpecification=dict(table.stream))


def subscribe(sns: Any, subscription: Subscription) -> None:
    """Subscribe an endpoint to a topic."""
    sns.subscribe(
        TopicArn=subscription.topic_arn,
        Protocol=subscription.protocol,
        Endpoint=subscription.endpoint,
        Attributes=dict(subscription.attributes),
        ReturnSubscriptionArn=True,
    )


def create_table(dynamodb: Any, table: Table) -> None:
    """Make a table unless it is there."""
    with _unless_it_exists():
        dynamodb.create_table(**table.definition)
        if table.ttl_attribute:
            dynamodb.update_time_to_live(
                TableName=table.name,
                TimeToLiveSpecification={"Enabled": True, "AttributeName": table.ttl_attribute},
            )


def _create_queue(sqs: Any, queue: Queue) -> None:
    plain = {key: value for key, value in queue.attributes.items() if key != "RedrivePolicy"}
    with _unless_it_exists():
        sqs.create_queue(QueueName=queue.name, Attributes=plain)


def _connect_dead_letters(sqs: Any, queue: Queue) -> None:
    if "RedrivePolicy" in queue.attributes:
        policy = {"RedrivePolicy": queue.attributes["RedrivePolicy"]}
        sqs.set_queue_attributes(QueueUrl=queue.url, Attributes=policy)


def _create_bucket(s3: Any, bucket: Bucket, region: str) -> None:
    with _unless_it_exists():
        s3.create_bucket(Bucket=bucket.name, CreateBucketConfiguration={"LocationConstraint": region})
        if bucket.versioned:
            s3.put_bucket_versioning(Bucket=bucket.name, VersioningConfiguration={"Status": "Enabled"})
    if bucket.cors:
        rules = [{CORS.get(name, name): value for name, value in rule.items()} for rule in bucket.cors]
        s3.put_bucket_cors(Bucket=bucket.name, CORSConfiguration={"CORSRules": rules})
    if bucket.told:
        queues = [{"QueueArn": arn, "Events": [event]} for arn, event in bucket.told]
        s3.put_bucket_notification_configuration(
            Bucket=bucket.name, NotificationConfiguration={"QueueConfigurations": queues}
        )


def _create_secret(secretsmanager: Any, secret: Secret) -> None:
    text = secret.text
    if text is None:
        rule = dict(secret.generate)
        template, key = rule.pop("SecretStringTemplate", None), rule.pop("GenerateStringKey", None)
        text = secretsmanager.get_random_password(**rule)["RandomPassword"]
        text = json.dumps({**json.loads(template), key: text}) if template else text
    with _unless_it_exists():
        secretsmanager.create_secret(Name=secret.name, SecretString=text)


def _create_mail_identities(sesv2: Any, identities: Iterable[str]) -> None:
    """Make identities, verified at once, of an account that has left the sandbox."""
    sesv2.put_account_details(
        MailType="TRANSACTIONAL", WebsiteURL="https://example.org", ProductionAccessEnabled=True
    )
    for identity in identities:
        with _unless_it_exists():
            sesv2.create_email_identity(EmailIdentity=identity)


@contextlib.contextmanager
def _unless_it_exists() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] not in EXISTS:
            raise
