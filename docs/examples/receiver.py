"""Receives alerts over HTTPS: checks that SNS signed them, confirms the subscription, drops what came before.

Needs `pip install cryptography`. Run it behind a server that ends TLS:

    python receiver.py 8080 arn:aws:sns:eu-central-1:123456789012:threat-map-alerts-12
"""

import base64
import json
import re
import sys
import urllib.request
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

LARGEST = 300_000  # bytes; SNS sends 256 kB and an envelope
HOST = r"https://sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?/"
CERTIFICATE = re.compile(HOST + r"SimpleNotificationService-[0-9a-f]+\.pem", re.ASCII)
CONFIRMATION = re.compile(HOST + r"\?Action=ConfirmSubscription&\S+", re.ASCII)
SIGNED = {
    "Notification": ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    "SubscriptionConfirmation": (
        "Message",
        "MessageId",
        "SubscribeURL",
        "Timestamp",
        "Token",
        "TopicArn",
        "Type",
    ),
}
SIGNED["UnsubscribeConfirmation"] = SIGNED["SubscriptionConfirmation"]

Fetch = Callable[[str], bytes]


class Refused(Exception):
    """The message is not one that SNS sent for our topic; the text says why."""


def fetched(url: str) -> bytes:
    """Return what stands at an address of SNS."""
    with urllib.request.urlopen(url, timeout=5) as answer:
        return bytes(answer.read())


class Receiver:
    """Takes the messages of one topic and hands each alert over once, by its `alert_id`."""

    def __init__(self, topic: str, act: Callable[[dict[str, Any]], None], fetch: Fetch = fetched) -> None:
        self._topic, self._act, self._fetch = topic, act, fetch
        self._certificates: dict[str, RSAPublicKey] = {}
        self._seen: set[str] = set()  # keep this in a database: a restart forgets it

    def take(self, body: bytes) -> None:
        """Handle one POST; raise `Refused` for what SNS did not send."""
        message = json.loads(body)
        if not isinstance(message, dict):
            raise Refused("no envelope of SNS")
        self._check(message)
        if message["Type"] == "SubscriptionConfirmation":
            self._fetch(_address(CONFIRMATION, message["SubscribeURL"]))
        elif message["Type"] == "Notification":
            self._hand_over(json.loads(message["Message"]))

    def _hand_over(self, alert: dict[str, Any]) -> None:
        if alert["alert_id"] not in self._seen:
            self._act(alert)  # first act, then remember: a crash in between acts twice, never not at all
            self._seen.add(alert["alert_id"])

    def _check(self, message: Mapping[str, Any]) -> None:
        """Verify the signature as AWS documents it for SignatureVersion 2: RSA, PKCS #1 v1.5, SHA-256."""
        if message.get("TopicArn") != self._topic or message.get("Type") not in SIGNED:
            raise Refused("another topic, or another kind of message")
        if message.get("SignatureVersion") != "2":
            raise Refused("another version of signatures")
        names = [name for name in SIGNED[message["Type"]] if name in message]
        text = "".join(f"{name}\n{message[name]}\n" for name in names)
        try:
            signature = base64.b64decode(message["Signature"], validate=True)
            self._key(message["SigningCertURL"]).verify(signature, text.encode(), PKCS1v15(), SHA256())
        except (InvalidSignature, KeyError, ValueError) as error:
            raise Refused("a signature that is not SNS's") from error

    def _key(self, url: str) -> RSAPublicKey:
        if url not in self._certificates:
            certificate = x509.load_pem_x509_certificate(self._fetch(_address(CERTIFICATE, url)))
            key = certificate.public_key()
            if not isinstance(key, RSAPublicKey):
                raise Refused("a key of another kind")
            self._certificates[url] = key
        return self._certificates[url]


def _address(pattern: re.Pattern[str], url: str) -> str:
    """Return an address that is SNS's own: anybody may write any address into a message."""
    if not pattern.fullmatch(url):
        raise Refused("an address that is not SNS's")
    return url


def server(port: int, receiver: Receiver) -> ThreadingHTTPServer:
    """Return a server that answers 200 to what was taken; SNS sends again whatever gets another answer."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", "0"))
            if length > LARGEST:
                self.send_error(413)
                return
            try:
                receiver.take(self.rfile.read(length))
            except (Refused, KeyError, ValueError):
                self.send_error(403)
            else:
                self.send_response(200)
                self.end_headers()

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


if __name__ == "__main__":
    server(int(sys.argv[1]), Receiver(sys.argv[2], print)).serve_forever()
