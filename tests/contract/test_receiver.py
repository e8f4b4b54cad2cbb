"""Holds the receiver in docs/examples to its promise: it takes only what SNS signed for our topic."""

import base64
import http.client
import importlib.util
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from chalicelib.adapters.alert_texts import body_of
from tests.builders import an_alert
from tests.contract.reading import ROOT

TOPIC = "arn:aws:sns:eu-central-1:123456789012:threat-map-alerts-12"
CERTIFICATE_URL = "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0a1b2c.pem"
SUBSCRIBE_URL = (
    f"https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn={TOPIC}&Token=t0ken"
)
KEY = rsa.generate_private_key(65537, 2048)
OTHER_KEY = rsa.generate_private_key(65537, 2048)
ALERT = body_of(an_alert(), "https://mapa.example")


def example() -> ModuleType:
    """Load the example as a reader would run it."""
    spec = importlib.util.spec_from_file_location("receiver", ROOT / "docs/examples/receiver.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


RECEIVER = example()


def certificate(key: Any) -> bytes:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "sns.amazonaws.com")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, SHA256())
    )
    return made.public_bytes(Encoding.PEM)


class Sns:
    """Answers for the addresses of SNS and knows what was fetched."""

    def __init__(self, key: Any = KEY) -> None:
        self.pages = {CERTIFICATE_URL: certificate(key), SUBSCRIBE_URL: b"<ok/>"}
        self.fetched: list[str] = []

    def __call__(self, url: str) -> bytes:
        self.fetched.append(url)
        return self.pages[url]


def signed(key: rsa.RSAPrivateKey = KEY, digest: Any = None, **parts: Any) -> dict[str, Any]:
    """Return an envelope as SNS makes and signs it; a part of None is left out."""
    envelope = {
        "Type": "Notification",
        "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
        "TopicArn": TOPIC,
        "Subject": "Nowe zgloszenie",
        "Message": json.dumps(ALERT, ensure_ascii=False),
        "Timestamp": "2026-03-14T09:26:54.000Z",
        "SignatureVersion": "2",
        "SigningCertURL": CERTIFICATE_URL,
        **parts,
    }
    envelope = {name: value for name, value in envelope.items() if value is not None}
    order = sorted(name for name in envelope if name not in {"SignatureVersion", "SigningCertURL"})
    text = "".join(f"{name}\n{envelope[name]}\n" for name in order)
    signature = key.sign(text.encode(), PKCS1v15(), digest or SHA256())
    return {**envelope, "Signature": base64.b64encode(signature).decode()}


def confirmation(**parts: Any) -> dict[str, Any]:
    asked = {
        "Type": "SubscriptionConfirmation",
        "Subject": None,
        "Token": "t0ken",
        "SubscribeURL": SUBSCRIBE_URL,
    }
    return signed(**{**asked, "Message": "You have chosen to subscribe.", **parts})


@pytest.fixture
def sns() -> Sns:
    return Sns()


@pytest.fixture
def alerts() -> list[Any]:
    return []


@pytest.fixture
def port(sns: Sns, alerts: list[Any]) -> Iterator[int]:
    """The example at work on a port of this machine."""
    serving = RECEIVER.server(0, RECEIVER.Receiver(TOPIC, alerts.append, sns))
    thread = threading.Thread(target=serving.serve_forever)
    thread.start()
    yield serving.server_address[1]
    serving.shutdown()
    thread.join()
    serving.server_close()


def post(port: int, message: Any) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("POST", "/", message if isinstance(message, bytes) else json.dumps(message))
    status = connection.getresponse().status
    connection.close()
    return status


def test_an_alert_is_handed_over_once_however_often_it_comes(port: int, sns: Sns, alerts: list[Any]) -> None:
    assert [post(port, signed()) for _ in range(3)] == [200, 200, 200]
    assert post(port, signed(Subject=None)) == 200

    assert alerts == [ALERT]
    assert sns.fetched == [CERTIFICATE_URL]


def test_the_subscription_is_confirmed_at_sns(port: int, sns: Sns, alerts: list[Any]) -> None:
    assert post(port, confirmation()) == 200

    assert sns.fetched == [CERTIFICATE_URL, SUBSCRIBE_URL]
    assert alerts == []


EVIL = "https://evil.example"
FORGERIES = {
    "another's key": signed(OTHER_KEY),
    "a message changed on the way": {**signed(), "Message": json.dumps({**ALERT, "unit": "9999"})},
    "a subject added": {**signed(Subject=None), "Subject": "Pilne"},
    "no signature": {name: value for name, value in signed().items() if name != "Signature"},
    "another topic": signed(TopicArn=f"{TOPIC}34"),
    "signatures of version 1": signed(SignatureVersion="1", digest=SHA1()),
    "version 2 by SHA-1": signed(digest=SHA1()),
    "a certificate from elsewhere": signed(SigningCertURL=f"{EVIL}/SimpleNotificationService-0a.pem"),
    "a host that looks like SNS's": signed(SigningCertURL=f"https://sns.eu.amazonaws.com.{EVIL[8:]}/S.pem"),
    "a certificate by http": signed(SigningCertURL=CERTIFICATE_URL.replace("https", "http")),
    "another page of SNS": signed(SigningCertURL="https://sns.eu-central-1.amazonaws.com/?Action=ListTopics"),
    "a confirmation at another host": confirmation(
        SubscribeURL=f"{EVIL}/?Action=ConfirmSubscription&Token=t"
    ),
    "an unknown kind": signed(Type="Greeting"),
    "no envelope": [],
    "no JSON": b"{",
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_what_sns_did_not_sign_for_the_topic_is_refused(
    port: int, sns: Sns, alerts: list[Any], forgery: str
) -> None:
    assert post(port, FORGERIES[forgery]) == 403

    assert alerts == []
    assert set(sns.fetched) <= {CERTIFICATE_URL}


def test_a_certificate_with_a_key_of_another_kind_is_refused() -> None:
    receiver = RECEIVER.Receiver(TOPIC, print, Sns(ec.generate_private_key(ec.SECP256R1())))

    with pytest.raises(RECEIVER.Refused):
        receiver.take(json.dumps(signed()).encode())


def test_what_could_not_be_acted_on_comes_again(sns: Sns) -> None:
    acted: list[Any] = []

    def act(alert: Any) -> None:
        acted.append(alert)
        if len(acted) == 1:
            raise ConnectionError

    receiver = RECEIVER.Receiver(TOPIC, act, sns)
    body = json.dumps(signed()).encode()
    with pytest.raises(ConnectionError):
        receiver.take(body)

    receiver.take(body)
    receiver.take(body)

    assert acted == [ALERT, ALERT]
