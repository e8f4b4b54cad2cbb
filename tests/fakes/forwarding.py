"""Forwardings and institutions in memory."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from threading import Lock

from chalicelib.domain.deed import Deed
from chalicelib.domain.errors import (
    StaleVersion,
    UnknownInstitution,
    UnknownLink,
)
from chalicelib.domain.forwarding import Forwarding
from chalicelib.domain.institution import Institution
from chalicelib.domain.report import Report
from tests.fakes.reports import InMemoryReports


class InMemoryForwardings:
    """A `Forwardings`; the forwardings lie beside the reports, whatever face looks at them."""

    def __init__(self, reports: InMemoryReports) -> None:
        self._lock = Lock()
        self._reports = reports
        self._forwardings = reports.forwardings
        self._asleep: set[str] = set()

    def __iter__(self) -> Iterator[Forwarding]:
        return iter(list(self._forwardings.values()))

    def get(self, key: str) -> Forwarding:
        """See `Forwardings.get`."""
        try:
            return self._forwardings[key]
        except KeyError:
            raise UnknownLink from None

    def replace(self, forwarding: Forwarding, report: Report | None, deed: Deed | None = None) -> None:
        """See `Forwardings.replace`."""
        with self._lock:
            stood = self._forwardings.get(forwarding.key)
            if (stood.version if stood else 0) != forwarding.version - 1:
                raise StaleVersion
            if report:
                self._reports.replace(report, deed=deed)
            self._forwardings[forwarding.key] = forwarding
            self._asleep.discard(forwarding.key)

    def due(self, now: datetime) -> list[str]:
        """See `Forwardings.due`."""
        awake = [one for one in self if one.key not in self._asleep]
        return [one.key for one in awake if not one.closed and one.due_at <= now]

    def let_sleep(self, key: str) -> None:
        """See `Forwardings.let_sleep`."""
        self._asleep.add(key)


class InMemoryInstitutions:
    """An `Institutions`; `deeds` is the audit, whose list may be another store's too."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.deeds: list[Deed] = []
        self._institutions: dict[str, Institution] = {}

    def get(self, code: str) -> Institution:
        """See `Institutions.get`."""
        try:
            return self._institutions[code]
        except KeyError:
            raise UnknownInstitution from None

    def serving(self, areas: Iterable[str]) -> list[Institution]:
        """See `Institutions.serving`."""
        listed = [one for _, one in sorted(self._institutions.items()) if not one.retired]
        return [one for area in areas for one in listed if one.area == area]

    def put(self, institution: Institution, over: Institution | None, deed: Deed | None = None) -> None:
        """See `Institutions.put`."""
        with self._lock:
            if self._institutions.get(institution.code) != over:
                raise StaleVersion("institution")
            self._institutions[institution.code] = institution
            self.deeds += [deed] if deed else []
