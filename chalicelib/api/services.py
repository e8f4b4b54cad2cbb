"""What the views are built from; the wiring hands it over once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.api.edge import Edge
from chalicelib.domain.jurisdiction import Jurisdiction
from chalicelib.domain.reference import Reference
from chalicelib.domain.unit import Unit
from chalicelib.ports.counts import Counter
from chalicelib.ports.pictures import Archives, Publications, TileStore
from chalicelib.usecases.act_as_officer import Desk
from chalicelib.usecases.answer_forwarding import Reception
from chalicelib.usecases.forward_report import Outbox
from chalicelib.usecases.keep_institutions import Directory
from chalicelib.usecases.keep_photos import Album
from chalicelib.usecases.read_alerts import Bulletin
from chalicelib.usecases.read_publications import Newsstand
from chalicelib.usecases.submit_report import Intake
from chalicelib.usecases.subscribe import Exchange


@dataclass(frozen=True, slots=True)
class SignIn:
    """Where officers sign in: the address of the user pool's API, and the client that they do it through."""

    url: str
    client_id: str


@dataclass(frozen=True, slots=True)
class Services:
    """The live parts behind the API."""

    intake: Intake
    desk: Desk
    directory: Directory
    exchange: Exchange
    bulletin: Bulletin
    outbox: Outbox
    album: Album
    reception: Reception
    jurisdiction: Jurisdiction
    units: Mapping[str, Unit]
    outline: Callable[[str], dict[str, Any]]
    reference: Reference
    counter: Counter
    publications: Publications
    newsstand: Newsstand
    tiles: TileStore
    archives: Archives
    edge: Edge
    sign_in: SignIn
    contract: str
    alert_schema: str
    card: str
    version: str
