"""How long a client waits for AWS: shorter than functions may run, so that a stalled call is made anew."""

from botocore.config import Config

CONNECT_SECONDS = 2
READ_SECONDS = 8

PATIENCE = Config(connect_timeout=CONNECT_SECONDS, read_timeout=READ_SECONDS)
"""For clients of boto3; those of PynamoDB are told by `tables.binding`."""
