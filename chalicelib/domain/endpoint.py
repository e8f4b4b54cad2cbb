"""Where alerts may be sent: an address of each carrier, checked before anything is sent there."""

import re
from enum import StrEnum
from urllib.parse import SplitResult, urlsplit

from chalicelib.domain.errors import InvalidValue

LONGEST = 2048
EMAIL = re.compile(r"[\w.+-]{1,64}@[a-z0-9.-]{3,190}", re.ASCII)
TELEPHONE = re.compile(r"\+[1-9]\d{7,14}", re.ASCII)
"""E.164: the country's code and the number, no spaces."""
QUEUE = re.compile(r"arn:aws(-[a-z]+)*:sqs:[a-z0-9-]+:\d{12}:[\w-]{1,80}", re.ASCII)
"""A standard queue: a topic like ours takes no queue that ends in .fifo."""
HOST = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]", re.ASCII)
"""A name of two labels or more, the last beginning with a letter: so it is no address in any notation."""
NOWHERE = frozenset({"localhost", "local", "internal", "intranet", "lan", "arpa", "onion"})
"""Last labels of hosts that the public network does not know."""


class Carrier(StrEnum):
    """How alerts are carried; the value is the protocol's name in SNS."""

    EMAIL = "email"
    SMS = "sms"
    SQS = "sqs"
    HTTPS = "https"


def checked_endpoint(carrier: Carrier, text: str) -> str:
    """Return the address as it is stored; raise `InvalidValue` with what the carrier needs."""
    return CHECKS[carrier](text)


def _email(text: str) -> str:
    address = text.lower()
    if not EMAIL.fullmatch(address) or not _is_public(address.partition("@")[2]):
        raise InvalidValue("An e-mail address is needed, such as duty@police.example.")
    return address


def _telephone(text: str) -> str:
    if not TELEPHONE.fullmatch(text):
        raise InvalidValue("A telephone number is needed as +48600100200, without spaces.")
    return text


def _queue(text: str) -> str:
    if not QUEUE.fullmatch(text):
        raise InvalidValue("The ARN of a standard SQS queue is needed.")
    return text


def _address(text: str) -> str:
    """Return an https address of a public host; what is behind the name only SNS will see."""
    try:
        url = urlsplit(text)
        port = url.port
    except ValueError as error:
        raise InvalidValue("An https address is needed.") from error
    if url.scheme != "https" or len(text) > LONGEST or not (text.isascii() and text.isprintable()):
        raise InvalidValue("An https address is needed.")
    if _has_extras(url) or " " in text or port == 0:
        raise InvalidValue("An address has no user, password or fragment.")
    if not _is_public(url.hostname or ""):
        raise InvalidValue("The host must be a public name, neither a number nor a local one.")
    return text


def _has_extras(url: SplitResult) -> bool:
    return "@" in url.netloc or bool(url.fragment)


def _is_public(host: str) -> bool:
    return HOST.fullmatch(host) is not None and host.rpartition(".")[2] not in NOWHERE


CHECKS = {Carrier.EMAIL: _email, Carrier.SMS: _telephone, Carrier.SQS: _queue, Carrier.HTTPS: _address}
