"""Work in several processes: everything is done once, and a failure is told."""

import multiprocessing
import os

import pytest

from chalicelib.bulk.spreading import SpreadError, spread


@pytest.mark.parametrize("processes", [1, 2, 5])
def test_every_job_is_done_once(processes: int) -> None:
    results = list(spread(lambda job: (job * job, os.getpid()), range(20), processes))

    assert sorted(result for result, _ in results) == [job * job for job in range(20)]
    assert len({process for _, process in results} - {os.getpid()}) == processes


def test_results_may_be_larger_than_a_pipe_holds() -> None:
    assert sum(map(len, spread(bytes, [1 << 20] * 6, 2))) == 6 << 20


def test_a_job_that_fails_is_told_and_no_process_stays(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SpreadError, match="exit code 1"):
        list(spread(lambda job: 1 // job, [1, 2, 0, 3], 2))

    assert "ZeroDivisionError" in capfd.readouterr().err
    assert multiprocessing.active_children() == []


def test_whoever_stops_listening_leaves_no_process_behind() -> None:
    results = spread(bytes, [1 << 20] * 10, 2)
    next(results)

    results.close()

    assert multiprocessing.active_children() == []
