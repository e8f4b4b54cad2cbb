"""Forwardings and the directory of who may be asked, as use cases need them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from chalicelib.domain.deed import Deed
from chalicelib.domain.forwarding import Forwarding
from chalicelib.domain.institution import Institution
from chalicelib.domain.report import Report


class Forwardings(Protocol):
    """The forwardings, each stored together with its report."""

    def get(self, key: str) -> Forwarding:
        """Return a forwarding; raise `UnknownLink`."""

    def replace(self, forwarding: Forwarding, report: Report | None, deed: Deed | None = None) -> None:
        """Store a forwarding over the version before it, a report over its own, and a deed: all or none.

        Version 1 is a new one. Raises `StaleVersion` when one of the two does not stand, or `Busy`.
        """

    def due(self, now: datetime) -> Iterable[str]:
        """Return the keys of those whose silence is to be noticed; may miss the newest."""

    def let_sleep(self, key: str) -> None:
        """Leave a row that cannot be dealt with out of `due` until it is written again; raise `Busy`."""


class Institutions(Protocol):
    """The directory of institutions outside the Police."""

    def get(self, code: str) -> Institution:
        """Return an institution, a retired one too; raise `UnknownInstitution`."""

    def serving(self, areas: Iterable[str]) -> Iterable[Institution]:
        """Return those of some areas that are not retired, area by area; may miss the newest changes."""

    def put(self, institution: Institution, over: Institution | None, deed: Deed | None = None) -> None:
        """Store an institution over what was read, None where the code was free, and a deed: all or none.

        Raises `StaleVersion` when something else stands there, or `Busy`.
        """
