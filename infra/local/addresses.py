"""Gives every resource its local name, ARN and address, so that nothing has to be made before a plan is."""

from collections.abc import Callable, Mapping
from typing import Any

REGION = "eu-central-1"
ACCOUNT = "000000000000"

# resource type → (the property that names it, the service and prefix of its ARN)
NAMED = {
    "AWS::DynamoDB::Table": ("TableName", "dynamodb", "table/"),
    "AWS::SQS::Queue": ("QueueName", "sqs", ""),
    "AWS::SNS::Topic": ("TopicName", "sns", ""),
    "AWS::S3::Bucket": ("BucketName", "s3", ""),
    "AWS::SecretsManager::Secret": ("Name", "secretsmanager", "secret:"),
    "AWS::Lambda::Function": ("FunctionName", "lambda", "function:"),
    "AWS::Lambda::LayerVersion": ("LayerName", "lambda", "layer:"),
    "AWS::Cognito::UserPool": ("UserPoolName", "cognito-idp", "userpool/"),
    "AWS::Cognito::UserPoolClient": ("ClientName", "cognito-idp", "client/"),
}
USER_POOL = f"{REGION}_local0001"
"""The id of the pool, and below the id of its client: the cloud makes them up, so the local one is told."""
USER_POOL_CLIENT = "localclientofthepool000001"


# What works without a twin on a developer's machine: permissions, keys, logs, alarms, delivery, caching.
SKIPPED = frozenset(
    {
        "AWS::ApiGateway::Account",
        "AWS::ApiGateway::Deployment",
        "AWS::ApiGateway::RestApi",  # read by `http_plan`, served by the edge
        "AWS::ApiGateway::Stage",
        "AWS::ApiGateway::UsagePlan",
        "AWS::CloudFormation::Stack",
        "AWS::CloudFront::CachePolicy",
        "AWS::CloudFront::Distribution",  # read by `http_plan`, served by the edge
        "AWS::CloudFront::Function",
        "AWS::CloudFront::OriginAccessControl",
        "AWS::CloudFront::OriginRequestPolicy",
        "AWS::CloudFront::ResponseHeadersPolicy",
        "AWS::CloudWatch::Alarm",
        "AWS::CloudWatch::CompositeAlarm",
        "AWS::CloudWatch::Dashboard",
        "AWS::Cognito::UserPoolGroup",  # read by `template`, made with its pool
        "AWS::Events::Rule",  # read by `template`, run by the scheduler
        "AWS::IAM::ManagedPolicy",
        "AWS::IAM::Policy",
        "AWS::IAM::Role",
        "AWS::KMS::Alias",
        "AWS::KMS::Key",
        "AWS::Lambda::EventInvokeConfig",
        "AWS::Lambda::EventSourceMapping",  # read by `template`, run by the pumps
        "AWS::Lambda::Permission",
        "AWS::Logs::LogGroup",
        "AWS::Logs::MetricFilter",
        "AWS::S3::BucketPolicy",
        "AWS::SES::EmailIdentity",  # read by `template`, made by `resources`
        "AWS::SNS::Subscription",
        "AWS::SNS::TopicPolicy",
        "AWS::SQS::QueuePolicy",
        "AWS::Scheduler::Schedule",  # read by `template`, run by the scheduler
        "AWS::SecretsManager::ResourcePolicy",
        "AWS::WAFv2::WebACL",
    }
)


class UnknownTypeError(ValueError):
    """A resource type of which nobody decided what it means locally."""


class Addresses:
    """Answers Ref and GetAtt for the resources of one stack."""

    def __init__(
        self,
        stack: str,
        endpoint: str,
        host: str,
        resources: Mapping[str, Mapping[str, Any]],
        properties: Callable[[str], Mapping[str, Any]],
    ) -> None:
        unknown = {resource["Type"] for resource in resources.values()} - SKIPPED - set(NAMED)
        if unknown:
            raise UnknownTypeError(
                f"The local cloud does not know {', '.join(sorted(unknown))}: make it in infra/local, "
                "or say in infra/local/addresses.py that it has no local meaning."
            )
        self._stack, self._endpoint, self._host = stack, endpoint, host
        self._types = {logical_id: resource["Type"] for logical_id, resource in resources.items()}
        self._properties = properties

    def name(self, logical_id: str) -> str:
        """The resource's physical name: its own, or one made from the stack and the logical id."""
        kind = self._types[logical_id]
        given = self._properties(logical_id).get(NAMED[kind][0])
        made = f"{self._stack}-{logical_id}"
        return str(given or (made.lower() if kind == "AWS::S3::Bucket" else made))

    def attribute(self, logical_id: str, attribute: str | None) -> str:
        """The value of GetAtt, or of Ref when the attribute is None; KeyError when there is none."""
        kind = self._types[logical_id]
        if kind in NAMED:
            return self._of_named(logical_id, kind)[attribute or "Ref"]
        if kind == "AWS::CloudFront::Distribution" and attribute == "DomainName":
            return self._host
        return (
            logical_id if attribute is None else f"arn:aws:local:{REGION}:{ACCOUNT}:{logical_id}/{attribute}"
        )

    def here(self, text: str) -> str:
        """A text in which the hosts of the buckets are the local cloud's."""
        for logical_id, kind in self._types.items():
            if kind == "AWS::S3::Bucket":
                host = self.attribute(logical_id, "RegionalDomainName")
                text = text.replace(f"https://{host}", self._endpoint)
        return text

    def _of_named(self, logical_id: str, kind: str) -> dict[str, str]:
        name = self.name(logical_id)
        _, service, prefix = NAMED[kind]
        arn = f"arn:aws:{service}:{REGION}:{ACCOUNT}:{prefix}{name}"
        url = f"{self._endpoint}/{ACCOUNT}/{name}"
        return {
            "AWS::DynamoDB::Table": {"Ref": name, "Arn": arn, "StreamArn": f"{arn}/stream/local"},
            "AWS::SQS::Queue": {"Ref": url, "Arn": arn, "QueueName": name, "QueueUrl": url},
            "AWS::SNS::Topic": {"Ref": arn, "TopicArn": arn, "TopicName": name},
            "AWS::S3::Bucket": {
                "Ref": name,
                "Arn": f"arn:aws:s3:::{name}",
                "DomainName": f"{name}.s3.amazonaws.com",
                "RegionalDomainName": f"{name}.s3.{REGION}.amazonaws.com",
            },
            "AWS::SecretsManager::Secret": {"Ref": arn, "Id": arn},
            "AWS::Lambda::Function": {"Ref": name, "Arn": arn},
            "AWS::Lambda::LayerVersion": {"Ref": f"{arn}:1", "LayerVersionArn": f"{arn}:1"},
            "AWS::Cognito::UserPool": {
                "Ref": USER_POOL,
                "Arn": arn,
                "ProviderURL": f"{self._endpoint}/{USER_POOL}",
            },
            "AWS::Cognito::UserPoolClient": {"Ref": USER_POOL_CLIENT},
        }[kind]
