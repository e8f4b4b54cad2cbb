"""Generations of the counts: which are kept up to date, which one is shown, and who makes the next."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.layer import ROLLING
from chalicelib.domain.month import Month, month_of

FIRST = 1
"""The generation that a new deployment begins with."""

SILENCE = timedelta(seconds=60)
"""Who works on all counts and is not heard of for so long is taken for dead."""


LAYERS_TOGETHER = 8
"""Layers that are drawn between two readings of the ledger, as long as an invocation has the time."""


class Step(StrEnum):
    """What is done for a new generation, one after the other."""

    SWEEP = "sweep"
    """Rows and lines of numbers that came to nothing are deleted, where there were any."""

    LEDGER = "ledger"
    """Its ledger is written: what every report counts as."""

    ROWS = "rows"
    """Its rows are written, counted from its ledger."""

    JOIN = "join"
    """Changes are counted in it from now on."""

    MEND = "mend"
    """What changed since its ledger was written is counted in it."""

    SWITCH = "switch"
    """It is shown from now on."""

    DRAW = "draw"
    """Every tile is drawn from it."""

    RETIRE = "retire"
    """Changes are counted in no other any more."""

    CLEAR = "clear"
    """Rows and lines of all others are deleted."""


UNGUARDED = frozenset({Step.LEDGER, Step.ROWS})
"""Steps that write without looking: somebody taken for dead may still be writing what came after them."""


class AtWork(Exception):  # noqa: N818 - a finding, not a failure
    """Somebody else works on all counts or all tiles."""


class TooLarge(Exception):  # noqa: N818 - a finding too
    """A piece of work takes longer, or more memory, than whoever works has."""


@dataclass(frozen=True, slots=True)
class Job:
    """Work on all counts, or on all tiles of some layers, and how far it is.

    `heard_at` is when `owner` last told of progress, None while the job waits for whoever goes on with it.
    `layers` are those to draw, all when none is named, and `month` the one that a roll-up ends with. What
    `cursor` means is the step's own business; `since` is the one with which `owner` took the step up, None
    for who began it. `together` is how many layers are drawn at a time. `until` is when `owner` is certainly
    over, whatever became of it, None where nobody can say.
    """

    step: Step
    target: int
    owner: str
    heard_at: datetime | None
    cursor: str = ""
    layers: tuple[str, ...] = ()
    month: Month = ""
    since: str | None = None
    together: int = LAYERS_TOGETHER
    until: datetime | None = None

    @property
    def is_rebuild(self) -> bool:
        """Whether it makes a generation; else it draws the one that is shown."""
        return not self.layers

    @property
    def draws_roll_up(self) -> bool:
        """Whether it draws the layer that changes with the month alone."""
        return self.is_rebuild or ROLLING in self.layers

    def taken_up(self, owner: str, now: datetime, until: datetime | None) -> "Job":
        """Return the job in other hands, with half as many layers at a time if who took it up finished none.

        So an invocation that is too short for some layers is not begun with all of them again and again. Who
        began the step may have had little time left for it, and who has no end draws all. Raises `TooLarge`
        to whoever has an end after somebody ran out of time over as little as there is.
        """
        together = self.together
        if until is None:
            together = LAYERS_TOGETHER
        elif self.cursor == self.since:
            if together == 1 and self.heard_at is None:
                raise TooLarge(f"The step {self.step} came no further than {self.cursor!r}.")
            together = max(1, together // 2)
        return replace(self, owner=owner, heard_at=now, since=self.cursor, together=together, until=until)


@dataclass(frozen=True, slots=True)
class Generations:
    """The generations that changes are counted in, the one that is shown, and the highest number ever given.

    `rolled` is the month that the roll-up was last drawn for, as a whole. `version` counts the writes of
    this very record.
    """

    counted: tuple[int, ...] = (FIRST,)
    live: int = FIRST
    newest: int = FIRST
    version: int = 0
    job: Job | None = None
    rolled: Month = ""

    def __post_init__(self) -> None:
        if self.live not in self.counted:
            raise InvalidValue("The generation that is shown is one that changes are counted in.")
        if max(self.counted) > self.newest:
            raise InvalidValue("No generation is newer than the newest.")

    def taken(
        self,
        owner: str,
        now: datetime,
        layers: tuple[str, ...] = (),
        silence: timedelta = SILENCE,
        until: datetime | None = None,
    ) -> "Generations":
        """Return the record with the job in the hands of `owner`; raise `AtWork` while others have it.

        Unfinished work of the same kind goes on; a rebuild takes the place of an unfinished drawing. Work
        that was broken off where writes are unguarded begins anew, with a number that nobody ever had; among
        invocations, whose clocks agree, it waits until the one taken for dead is certainly over and goes on.
        """
        job = self.job
        heard = job is not None and job.heard_at is not None and now - job.heard_at < silence
        if job is None or (layers == () and not job.is_rebuild and not heard):
            return self._begun(owner, now, layers, until)
        if heard:
            raise AtWork(f"{job.owner} is at work, step {job.step}, last heard of at {job.heard_at}.")
        if job.layers != layers:
            raise AtWork("An unfinished rebuild comes first.")
        if job.heard_at is not None and job.step in UNGUARDED:
            if until is None or job.until is None:
                return self._begun(owner, now, layers, until)
            if now < job.until:
                raise AtWork(f"{job.owner} is not heard of, but may write until {job.until}.")
        return replace(self, job=job.taken_up(owner, now, until))

    def _begun(
        self, owner: str, now: datetime, layers: tuple[str, ...], until: datetime | None
    ) -> "Generations":
        if layers:
            job = Job(Step.DRAW, self.live, owner, now, layers=layers, month=month_of(now), until=until)
            return replace(self, job=job)
        first = Step.SWEEP if self.newest > max(self.counted) else Step.LEDGER
        target = self.newest + 1
        return replace(self, newest=target, job=Job(first, target, owner, now, until=until))

    def heard(self, now: datetime, cursor: str) -> "Generations":
        """Return the record after progress within a step."""
        return replace(self, job=replace(self._job, heard_at=now, cursor=cursor))

    def laid_down(self) -> "Generations":
        """Return the record with the job free for whoever goes on with it."""
        return replace(self, job=replace(self._job, heard_at=None))

    def given_up(self) -> "Generations":
        """Return the record with the job free for whoever has no end: invocations refuse it."""
        return replace(self, job=replace(self._job, heard_at=None, since=self._job.cursor, together=1))

    def after_step(self, now: datetime) -> "Generations":
        """Return the record after the whole of a step, and with what that changes."""
        job, changed = self._job, self
        if job.step is Step.JOIN:
            changed = replace(self, counted=(self.live, job.target))
        elif job.step is Step.SWITCH:
            changed = replace(self, live=job.target)
        elif job.step is Step.DRAW and job.draws_roll_up:
            changed = replace(self, rolled=job.month)
        elif job.step is Step.RETIRE:
            changed = replace(self, counted=(job.target,))
        steps = list(Step)
        following = steps[steps.index(job.step) + 1 :]
        if not (job.is_rebuild and following):
            return replace(changed, job=None)
        following_job = Job(following[0], job.target, job.owner, now, month=month_of(now), until=job.until)
        return replace(changed, job=following_job)

    @property
    def _job(self) -> Job:
        if self.job is None:
            raise InvalidValue("Nobody works on the counts.")
        return self.job
