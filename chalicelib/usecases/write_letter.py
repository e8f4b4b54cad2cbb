"""Write to an institution when a forwarding asks for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chalicelib.domain.category import Catalogue
from chalicelib.domain.errors import MalformedRow, UnknownInstitution
from chalicelib.domain.forwarding import Forwarding
from chalicelib.domain.letter import Letter, letter_is_due
from chalicelib.domain.token import derived, opens
from chalicelib.domain.unit import Unit, unit_that_has
from chalicelib.ports.forwarding import Institutions

SendLetter = Callable[[Letter], None]


@dataclass(frozen=True, slots=True)
class Clerk:
    """What a letter is written with; `secret` makes the links."""

    institutions: Institutions
    catalogue: Catalogue
    units: Mapping[str, Unit]
    secret: bytes


def write_letter(before: Forwarding | None, after: Forwarding | None, clerk: Clerk, send: SendLetter) -> bool:
    """Send the letter that a change asks for; say whether it did ask for one.

    Raises `MalformedRow` for a forwarding that names what there is not, or whose link another secret made.
    """
    if after is None or not letter_is_due(before, after):
        return False
    send(_letter(after, clerk))
    return True


def _letter(forwarding: Forwarding, clerk: Clerk) -> Letter:
    token = derived(forwarding.id, clerk.secret)
    if not opens(token, forwarding.key):
        raise MalformedRow("The link of the forwarding was made with another secret.")
    category = clerk.catalogue.find(forwarding.category)
    if category is None:
        raise MalformedRow(f"The forwarding names the category {forwarding.category}.")
    try:
        institution = clerk.institutions.get(forwarding.institution)
        unit = unit_that_has(forwarding.unit, clerk.units)
    except (KeyError, UnknownInstitution) as error:
        raise MalformedRow("The forwarding names an unknown institution or unit.") from error
    return Letter(forwarding, institution, category, unit, token)
