"""Where a report came from, reduced until nobody can be found by it."""

import hmac
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from ipaddress import IPv4Address, ip_address, ip_network

from chalicelib.domain.errors import InvalidValue

IPV6_SITE_BITS = 64
"""One site holds a whole /64 (RFC 6177), so single IPv6 addresses would evade a quota."""


@dataclass(frozen=True, slots=True)
class Quota:
    """How many reports one origin may place in a day."""

    per_place: int
    total: int

    def __post_init__(self) -> None:
        if not 1 <= self.per_place <= self.total:
            raise InvalidValue("A quota is at least 1 per category and place, and no less in total.")


def origin_hash(secret: bytes, address: str, day: date) -> str:
    """Return a keyed hash of an IP address that changes with the day, as 32 hexadecimal digits.

    Raises `InvalidValue` when the text is no IP address.
    """
    try:
        site = _site(address)
    except ValueError as error:
        raise InvalidValue("The origin is no IP address.") from error
    key_of_day = hmac.digest(secret, day.isoformat().encode(), sha256)
    return hmac.digest(key_of_day, site.encode(), sha256).hex()[:32]


def _site(address: str) -> str:
    ip = ip_address(address)
    if isinstance(ip, IPv4Address):
        return str(ip)
    if ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    return str(ip_network((int(ip), IPV6_SITE_BITS), strict=False))
