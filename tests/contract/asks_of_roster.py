"""Asks that drive the roster of a unit into every answer that the document promises."""

from collections.abc import Callable
from dataclasses import replace

from chalicelib.domain.officer import Officer, Role
from tests.builders import an_officer
from tests.gateway import Answer, Gateway

Ask = Callable[[Gateway], Answer]
CHIEF = an_officer(Role.NATIONAL_ADMIN, "KGP")
ROSTER, ME = "/v1/units/{code}/officers", "/v1/units/{code}/officers/me"


def of_unit(code: str, officer: Officer | None) -> Ask:
    def ask(gateway: Gateway) -> Answer:
        here = replace(gateway, officer=an_officer())
        here.send("PUT", "/v1/units/1261/officers/me", b"")
        return replace(gateway, officer=officer).get(f"/v1/units/{code}/officers")

    return ask


def sign_on(code: str, officer: Officer | None) -> Ask:
    return lambda gateway: replace(gateway, officer=officer).send("PUT", f"/v1/units/{code}/officers/me", b"")


ASKED: list[tuple[str, str, int, Ask]] = [
    ("GET", ROSTER, 200, of_unit("1261", an_officer())),
    ("GET", ROSTER, 200, of_unit("12", CHIEF)),
    ("GET", ROSTER, 401, of_unit("1261", None)),
    ("GET", ROSTER, 403, of_unit("1206", an_officer())),
    ("GET", ROSTER, 404, of_unit("9999", CHIEF)),
    ("PUT", ME, 200, sign_on("1261", an_officer())),
    ("PUT", ME, 401, sign_on("1261", None)),
    ("PUT", ME, 403, sign_on("1206", an_officer())),
    ("PUT", ME, 403, sign_on("1261", CHIEF)),
]
