"""What is kept of an address: enough for a quota of one day, too little to find anybody."""

from datetime import date, timedelta
from ipaddress import IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.origin import Quota, origin_hash

SECRET = b"a secret"
DAY = date(2026, 3, 14)
ipv4 = st.ip_addresses(v=4).map(str)
ipv6 = st.ip_addresses(v=6).filter(lambda ip: IPv6Address(ip).ipv4_mapped is None).map(str)
addresses = ipv4 | ipv6


def hashed(address: str, *, secret: bytes = SECRET, day: date = DAY) -> str:
    return origin_hash(secret, address, day)


@given(addresses, st.dates(max_value=date(9999, 12, 30)))
def test_the_same_origin_is_known_within_a_day_and_not_on_the_next(address: str, day: date) -> None:
    assert hashed(address, day=day) == hashed(address, day=day)
    assert hashed(address, day=day) != hashed(address, day=day + timedelta(days=1))


@given(addresses)
def test_nobody_without_the_secret_can_try_addresses(address: str) -> None:
    assert hashed(address) != hashed(address, secret=b"another secret")


@given(addresses, addresses)
def test_two_origins_are_told_apart_unless_they_share_a_site(one: str, other: str) -> None:
    a, b = ip_address(one), ip_address(other)
    share = a == b or (a.version == b.version == 6 and int(a) >> 64 == int(b) >> 64)

    assert (hashed(one) == hashed(other)) == share


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1), st.integers(1, 2**64 - 1))
def test_all_addresses_of_a_64_are_one_origin(host: int, other: int, site: int) -> None:
    one, two = (str(IPv6Address(site << 64 | part)) for part in (host, other))

    assert hashed(one) == hashed(two)


@given(ipv4)
def test_a_mapped_ipv4_address_is_the_ipv4_address(address: str) -> None:
    assert hashed(f"::ffff:{address}") == hashed(address)


@given(addresses)
def test_a_hash_holds_no_address_and_has_one_form(address: str) -> None:
    text = hashed(address)

    assert len(text) == 32
    assert set(text) <= set("0123456789abcdef")
    assert address not in text
    assert ip_address(address).packed.hex() not in text


@pytest.mark.parametrize("address", ["", "unknown", "1.2.3", "1.2.3.4:80", "1.2.3.4, 5.6.7.8", "[::1]"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(InvalidValue):
        hashed(address)


@pytest.mark.parametrize(("per_place", "total"), [(0, 10), (-1, 10), (11, 10), (1, 0)])
def test_a_quota_lets_something_through(per_place: int, total: int) -> None:
    with pytest.raises(InvalidValue):
        Quota(per_place, total)
