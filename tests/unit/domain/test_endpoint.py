"""Where alerts may go: public addresses, well written, and none that leads into somebody's network."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.endpoint import Carrier, checked_endpoint
from chalicelib.domain.errors import InvalidValue

GOOD = [
    (Carrier.EMAIL, "duty.officer+map@krakow.police.example"),
    (Carrier.SMS, "+48600100200"),
    (Carrier.SQS, "arn:aws:sqs:eu-central-1:123456789012:threats_in-1261"),
    (Carrier.SQS, "arn:aws-cn:sqs:cn-north-1:123456789012:q"),
    (Carrier.HTTPS, "https://hooks.police.example/threats?unit=1261"),
    (Carrier.HTTPS, "https://hooks.police.example:8443/"),
    (Carrier.HTTPS, "https://xn--krakw-3ta.example"),
]
BAD = [
    *(
        (Carrier.EMAIL, text)
        for text in ("", "duty", "a@b", "a b@police.example", "a@localhost", "ż@police.example")
    ),
    *((Carrier.EMAIL, text) for text in ("<a@police.example>", "a@police.example\n", "a@[10.0.0.1]")),
    *(
        (Carrier.SMS, text)
        for text in ("112", "600100200", "+48 600 100 200", "+0600100200", "+1234567890123456")
    ),
    *((Carrier.SQS, text) for text in ("threats", "arn:aws:sns:eu-central-1:123456789012:threats")),
    (Carrier.SQS, "arn:aws:sqs:eu-central-1:123456789012:threats.fifo"),
    *((Carrier.HTTPS, f"http{rest}") for rest in ("://police.example", "s:/police.example", "s://")),
    *(
        (Carrier.HTTPS, f"https://{host}/")
        for host in ("localhost", "map.local", "db.internal", "duty", "a.lan")
    ),
    *(
        (Carrier.HTTPS, f"https://{host}/")
        for host in ("127.0.0.1", "10.1", "2130706433", "0x7f.0.0.1", "[::1]")
    ),
    *(
        (Carrier.HTTPS, f"https://{host}/")
        for host in ("169.254.169.254", "police.example:0", "police..example")
    ),
    *(
        (Carrier.HTTPS, f"https://{host}/")
        for host in ("police.example:99999", "a:b@police.example", "@police.example")
    ),
    *((Carrier.HTTPS, f"https://police.example/{rest}") for rest in ("#x", "a b", "ż", "\n", "x" * 2048)),
]


@pytest.mark.parametrize(("carrier", "text"), GOOD)
def test_a_public_address_is_taken_as_it_is(carrier: Carrier, text: str) -> None:
    assert checked_endpoint(carrier, text) == text


@pytest.mark.parametrize(("carrier", "text"), BAD)
def test_an_address_that_is_none_or_leads_inside_is_refused(carrier: Carrier, text: str) -> None:
    with pytest.raises(InvalidValue):
        checked_endpoint(carrier, text)


def test_letters_of_an_email_address_are_small() -> None:
    assert checked_endpoint(Carrier.EMAIL, "Duty@Police.Example") == "duty@police.example"


@given(st.sampled_from(Carrier), st.text())
def test_any_text_is_refused_or_stays_what_it_was_made(carrier: Carrier, text: str) -> None:
    try:
        stored = checked_endpoint(carrier, text)
    except InvalidValue:
        return
    assert checked_endpoint(carrier, stored) == stored


@given(st.ip_addresses())
def test_no_number_of_a_machine_is_an_address(number: object) -> None:
    for host in (f"{number}", f"[{number}]"):
        with pytest.raises(InvalidValue):
            checked_endpoint(Carrier.HTTPS, f"https://{host}/")
