"""Generations: one job at a time, steps in their order, numbers that are never given twice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import InvalidValue
from chalicelib.domain.generation import (
    FIRST,
    LAYERS_TOGETHER,
    SILENCE,
    UNGUARDED,
    AtWork,
    Generations,
    Job,
    Step,
    TooLarge,
)

NOW = datetime(2026, 11, 22, tzinfo=UTC)
LATER = NOW + SILENCE
OVER = NOW + timedelta(minutes=15)
ROLLING = ("last-12-months",)
MANY = ("2024", "2025", "2026")
MONTH = "2026-11"


def at_step(step: Step) -> Generations:
    """Return the record in the middle of a rebuild."""
    record = replace(Generations(), newest=2).taken("first", NOW)
    while record.job and record.job.step is not step:
        record = record.after_step(NOW)
    return record.heard(NOW, "so far")


def test_a_new_deployment_has_one_generation() -> None:
    assert Generations() == Generations((FIRST,), FIRST, FIRST, 0, None)


def test_a_rebuild_goes_through_all_steps_and_leaves_the_new_generation_alone() -> None:
    record, seen = Generations().taken("first", NOW), []
    while record.job:
        seen.append((record.job.step, record.counted, record.live))
        record = record.after_step(NOW)

    assert seen == [
        (Step.LEDGER, (1,), 1),
        (Step.ROWS, (1,), 1),
        (Step.JOIN, (1,), 1),
        (Step.MEND, (1, 2), 1),
        (Step.SWITCH, (1, 2), 1),
        (Step.DRAW, (1, 2), 2),
        (Step.RETIRE, (1, 2), 2),
        (Step.CLEAR, (2,), 2),
    ]
    assert record == Generations((2,), 2, 2, rolled=MONTH)


def test_a_drawing_touches_no_generation() -> None:
    record = Generations((4,), 4, 5).taken("first", NOW, ROLLING)

    assert record.job == Job(Step.DRAW, 4, "first", NOW, layers=ROLLING, month=MONTH)
    assert record.after_step(NOW) == Generations((4,), 4, 5, rolled=MONTH)


def test_the_roll_up_is_drawn_for_the_month_in_which_the_drawing_began() -> None:
    record = Generations().taken("first", NOW, ROLLING)

    in_december = NOW + timedelta(days=30)

    assert record.heard(in_december, "").after_step(in_december).rolled == MONTH
    assert Generations().taken("first", NOW, ("2026",)).after_step(NOW).rolled == ""


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("layers", [(), ROLLING])
def test_nobody_takes_work_from_somebody_who_is_heard_of(step: Step, layers: tuple[str, ...]) -> None:
    with pytest.raises(AtWork, match="first"):
        at_step(step).taken("second", LATER - timedelta(seconds=1), layers)


@pytest.mark.parametrize("step", Step)
def test_work_laid_down_is_taken_up_where_it_was(step: Step) -> None:
    record = at_step(step).laid_down()

    before, after = record.job, record.taken("second", NOW).job

    assert before
    assert after == replace(before, owner="second", heard_at=NOW, since="so far")
    assert (after.step, after.cursor) == (step, "so far")


@pytest.mark.parametrize("step", Step)
def test_work_broken_off_goes_on_unless_the_dead_might_still_write(step: Step) -> None:
    record = at_step(step).taken("second", LATER)

    begun_anew, gone_on = (Step.SWEEP, 4, ""), (step, 3, "so far")
    assert record.job
    found = (record.job.step, record.job.target, record.job.cursor)
    assert found == (begun_anew if step in UNGUARDED else gone_on)


@pytest.mark.parametrize("step", Step)
def test_an_invocation_goes_on_with_what_another_broke_off_once_that_is_over(step: Step) -> None:
    begun = replace(Generations(), newest=2).taken("first", NOW, until=OVER)
    while begun.job and begun.job.step is not step:
        begun = begun.after_step(NOW)
    record = begun.heard(NOW, "so far")

    if step in UNGUARDED:
        with pytest.raises(AtWork, match="may write until"):
            record.taken("second", LATER, until=OVER + SILENCE)
    after = record.taken("second", OVER, until=OVER + SILENCE).job

    assert record.job
    assert after == replace(record.job, owner="second", heard_at=OVER, since="so far", until=OVER + SILENCE)
    anew = record.taken("a command, whose clock nobody knows", OVER).job
    assert anew
    assert (anew.target == record.job.target) is (step not in UNGUARDED)


def test_what_came_to_nothing_is_swept_before_anything_is_written_anew() -> None:
    record, steps = at_step(Step.ROWS).taken("second", LATER), []
    while record.job:
        steps.append(record.job.step)
        record = record.after_step(LATER)

    assert steps == list(Step)
    assert record == Generations((4,), 4, 4, rolled=MONTH)


def test_an_unfinished_rebuild_comes_before_a_drawing_and_in_place_of_one() -> None:
    rebuild, drawing = at_step(Step.MEND).laid_down(), Generations().taken("first", NOW, ROLLING).laid_down()

    with pytest.raises(AtWork):
        rebuild.taken("second", LATER, ROLLING)

    assert drawing.taken("second", NOW).job == Job(Step.LEDGER, 2, "second", NOW)
    assert drawing.taken("second", NOW, ROLLING).job == Job(
        Step.DRAW, 1, "second", NOW, layers=ROLLING, month=MONTH, since=""
    )


def test_who_follows_somebody_that_took_it_up_and_finished_no_layer_draws_half_as_many_at_a_time() -> None:
    record, found = Generations().taken("first", NOW, MANY), []
    for cursor in ("", "", "2024", "2025", "2025", "2025"):
        record = record.heard(NOW, cursor).laid_down().taken("another", NOW, MANY, until=OVER)
        assert record.job
        found.append(record.job.together)

    assert found == [LAYERS_TOGETHER, 4, 4, 4, 2, 1]
    command = record.laid_down().taken("who has no end", NOW, MANY).job
    assert command
    assert command.together == LAYERS_TOGETHER


def test_work_that_is_too_large_for_an_invocation_is_refused_to_invocations_alone() -> None:
    record = Generations().taken("first", NOW, ROLLING, until=OVER)
    while record.job and record.job.together > 1:
        record = record.laid_down().taken("another", NOW, ROLLING, until=OVER)

    with pytest.raises(TooLarge, match="draw came no further"):
        record.laid_down().taken("another", NOW, ROLLING, until=OVER)

    killed = record.taken("one after a failure, which may pass", LATER, ROLLING, until=OVER)
    command = record.laid_down().taken("the command", NOW, ROLLING)
    assert killed.job
    assert command.job
    assert command.heard(NOW, "2024").laid_down().taken("an invocation", NOW, ROLLING, until=OVER).job


def test_the_next_step_begins_with_all_layers_at_a_time() -> None:
    record = at_step(Step.MEND)
    for owner in ("second", "third"):
        record = record.laid_down().taken(owner, NOW, until=OVER)

    following = record.after_step(NOW).after_step(NOW).job

    assert record.job
    assert record.job.together < LAYERS_TOGETHER
    assert following
    assert (following.step, following.together) == (Step.DRAW, LAYERS_TOGETHER)


@given(st.lists(st.tuples(st.integers(0, 8), st.booleans()), max_size=8))
def test_a_number_is_given_once(rebuilds: list[tuple[int, bool]]) -> None:
    """However many rebuilds end, are broken off or laid down."""
    record, now, targets = Generations(), NOW, []
    for steps, laid_down in rebuilds:
        now += SILENCE
        before = record.job
        record = record.taken("somebody", now)
        assert record.job
        if not (before and record.job.target == before.target):
            targets.append(record.job.target)
        for _ in range(steps):
            if record.job:
                record = record.after_step(now)
        if record.job and laid_down:
            record = record.laid_down()

    assert len(targets) == len(set(targets))
    assert all(target > FIRST for target in targets)


def test_what_is_shown_is_counted() -> None:
    with pytest.raises(InvalidValue):
        Generations((1,), 2, 2)
    with pytest.raises(InvalidValue):
        Generations((1, 3), 1, 2)
    with pytest.raises(InvalidValue):
        replace(Generations(), job=None).laid_down()
