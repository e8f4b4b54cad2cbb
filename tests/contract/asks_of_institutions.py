"""Asks that drive the directory of institutions into every answer that the document promises."""

from collections.abc import Callable

from chalicelib.domain.deed import Deed
from chalicelib.domain.institution import Institution
from chalicelib.domain.officer import Officer, Role
from tests.builders import an_institution, an_officer
from tests.fakes.forwarding import InMemoryInstitutions
from tests.gateway import Answer, Gateway

LIST, ONE = "/v1/institutions", "/v1/institutions/{code}"
PATH = "/v1/institutions/zdm-krakow"
BODY = {
    "kind": "road_manager",
    "names": {"pl": "Zarząd Dróg", "en": "Road Authority", "uk": "Управління доріг"},
    "email": "zdm-krakow@example.invalid",
    "area": "1261",
    "categories": ["speeding"],
}
KEEPER = an_officer(Role.GARRISON_COORDINATOR, "12")
STRANGER = an_officer(Role.GARRISON_COORDINATOR, "14")

Ask = Callable[[Gateway], Answer]


class RacingInstitutions(InMemoryInstitutions):
    """Somebody else is always a moment earlier."""

    def put(self, institution: Institution, over: Institution | None, deed: Deed | None = None) -> None:
        super().put(an_institution(institution.code, email="earlier@example.invalid"), over)
        super().put(institution, over, deed)


def of(officer: Officer | None, ask: Ask, kind: type[InMemoryInstitutions] = InMemoryInstitutions) -> Ask:
    """Ask as an officer of a directory with one institution, whatever gateway is given."""

    def asked(_: Gateway) -> Answer:
        directory = kind()
        InMemoryInstitutions.put(directory, an_institution(), None)
        return ask(Gateway(officer=officer, institutions=directory))

    return asked


def reading(query: str) -> Ask:
    return lambda gateway: gateway.get(f"{LIST}{query}")


def putting(body: object, path: str = PATH) -> Ask:
    return lambda gateway: gateway.put(path, body)


def retiring(path: str = PATH) -> Ask:
    return lambda gateway: gateway.send("DELETE", path)


def plain_text(gateway: Gateway) -> Answer:
    return gateway.send("PUT", PATH, b"{}", {"Content-Type": "text/plain"})


LISTED: dict[int, list[Ask]] = {
    200: [
        of(an_officer(), reading("?unit=1261")),
        of(an_officer(), reading("?lat=50.06&lon=19.94&category=speeding")),
    ],
    401: [of(None, reading("?unit=1261"))],
    422: [
        of(an_officer(), reading(query))
        for query in ("", "?unit=9999", "?unit=1261&category=x", "?lat=1&lon=1")
    ],
}
PUT: dict[int, list[Ask]] = {
    200: [of(KEEPER, putting(BODY)), of(KEEPER, putting(BODY, "/v1/institutions/new-one"))],
    400: [of(KEEPER, putting(b"{"))],
    401: [of(None, putting(BODY))],
    403: [of(an_officer(), putting(BODY)), of(STRANGER, putting(BODY))],
    404: [of(KEEPER, putting(BODY, "/v1/institutions/No"))],
    409: [of(KEEPER, putting({**BODY, "area": "12"}, "/v1/institutions/raced"), RacingInstitutions)],
    413: [of(KEEPER, putting(b" " * 70_000))],
    415: [of(KEEPER, plain_text)],
    422: [
        of(KEEPER, putting({})),
        of(KEEPER, putting({**BODY, "area": "9999"})),
        of(KEEPER, putting({**BODY, "categories": ["ghosts"]})),
        of(KEEPER, putting({**BODY, "email": "a@b\nBcc: c@d.pl"})),
    ],
}
RETIRED: dict[int, list[Ask]] = {
    204: [of(KEEPER, retiring())],
    401: [of(None, retiring())],
    403: [of(an_officer(), retiring()), of(STRANGER, retiring())],
    404: [of(KEEPER, retiring("/v1/institutions/nobody"))],
    409: [of(KEEPER, retiring(), RacingInstitutions)],
}
ASKED = [
    *(("GET", LIST, status, ask) for status, asks in LISTED.items() for ask in asks),
    *(("PUT", ONE, status, ask) for status, asks in PUT.items() for ask in asks),
    *(("DELETE", ONE, status, ask) for status, asks in RETIRED.items() for ask in asks),
]
