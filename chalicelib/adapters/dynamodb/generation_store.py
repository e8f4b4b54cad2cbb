"""The record of the generations: one row of the counts table, written over what was read or not at all."""

import time
from collections.abc import Callable
from typing import Any

from pynamodb.exceptions import DoesNotExist, PutError

from chalicelib.adapters.dynamodb.moments import from_text, to_text
from chalicelib.adapters.dynamodb.refusals import condition_failed
from chalicelib.adapters.dynamodb.tables.binding import bound
from chalicelib.adapters.dynamodb.tables.counts import GenerationsRow
from chalicelib.domain.errors import StaleVersion
from chalicelib.domain.generation import LAYERS_TOGETHER, Generations, Job, Step

SHELF = "generations"
"""No partition of counts is called so: theirs begin with a number."""

KEPT_SECONDS = 5.0


class GenerationStore:
    """The real `Pointer`."""

    def __init__(self, model: type[GenerationsRow]) -> None:
        self._model = model

    @classmethod
    def of_table(cls, counts: str) -> "GenerationStore":
        """Return the store in the named table of counts."""
        return cls(bound(GenerationsRow, counts))

    def get(self) -> Generations:
        """See `Pointer.get`; one consistent read."""
        try:
            return _from_row(self._model.get(SHELF, SHELF, consistent_read=True))
        except DoesNotExist:
            return Generations()

    def put(self, generations: Generations) -> Generations:
        """See `Pointer.put`; one conditional PUT."""
        version = generations.version
        unread = GenerationsRow.version == version if version else GenerationsRow.shelf.does_not_exist()
        row = _to_row(generations, self._model)
        try:
            row.save(condition=unread, add_version_condition=False)
        except PutError as error:
            if condition_failed(error):
                raise StaleVersion("record of the generations") from error
            raise
        return _from_row(row)


class LiveGeneration:
    """The generation that is shown, asked for anew every few seconds: for readers that live long."""

    def __init__(self, store: GenerationStore, clock: Callable[[], float] = time.monotonic) -> None:
        self._store, self._clock = store, clock
        self._live, self._until = 0, float("-inf")

    def __call__(self) -> int:
        """Return its number, at most five seconds old."""
        now = self._clock()
        if now >= self._until:
            self._live, self._until = self._store.get().live, now + KEPT_SECONDS
        return self._live


def _to_row(generations: Generations, model: type[GenerationsRow]) -> GenerationsRow:
    return model(
        SHELF,
        SHELF,
        counted=list(generations.counted),
        live=generations.live,
        newest=generations.newest,
        version=generations.version + 1,
        rolled=generations.rolled,
        **(_job_row(generations.job) if generations.job else {}),
    )


def _job_row(job: Job) -> dict[str, Any]:
    return {
        "step": job.step.value,
        "target": job.target,
        "owner": job.owner,
        "heard_at": to_text(job.heard_at) if job.heard_at else None,
        "cursor": job.cursor,
        "layers": list(job.layers),
        "month": job.month,
        "since": job.since,
        "together": job.together,
        "until": to_text(job.until) if job.until else None,
    }


def _from_row(row: GenerationsRow) -> Generations:
    return Generations(
        counted=tuple(int(str(one)) for one in row.counted),
        live=int(row.live),
        newest=int(row.newest),
        version=int(row.version),
        job=_job(row) if row.step else None,
        rolled=row.rolled or "",
    )


def _job(row: GenerationsRow) -> Job:
    return Job(
        step=Step(row.step),
        target=int(row.target),
        owner=row.owner,
        heard_at=from_text(row.heard_at) if row.heard_at else None,
        cursor=row.cursor or "",
        layers=tuple(str(layer) for layer in row.layers or ()),
        month=row.month or "",
        since=row.since,
        together=int(row.together or LAYERS_TOGETHER),
        until=from_text(row.until) if row.until else None,
    )
