"""Every error has one shape, one status, and a text that gives nothing away."""

import json
import logging

import pytest
from chalice import Response

from chalicelib.api.problems import (
    STATUS_OF,
    NoLink,
    NoToken,
    SignInNeeded,
    TooLarge,
    Unreadable,
    WrongMediaType,
    as_problems,
    problem,
)
from chalicelib.domain import errors

SECRET_TEXT = "dynamodb said: 192.0.2.7"
ONE_OF_EACH = (
    Unreadable(),
    NoToken(),
    NoLink(),
    SignInNeeded(),
    errors.OutsideScope(),
    errors.RoleNeeded(),
    errors.UnknownLink(),
    errors.LinkClosed(),
    errors.TooManyTries(),
    errors.UnknownReport(),
    errors.UnknownUnit(),
    errors.UnknownInstitution(),
    errors.UnknownSubscription(),
    errors.AlreadySubscribed(),
    errors.StillPending(),
    errors.SubscriptionsFull(),
    errors.UnknownCell(),
    errors.UnknownExport(),
    errors.UnknownLayer(),
    errors.UnknownPublication(),
    errors.IllegalMove("A report that is new cannot become confirmed."),
    errors.ReasonNeeded("A report becomes unconfirmed for a reason."),
    errors.CoordinatorNeeded(),
    errors.UnknownMain(),
    errors.UnknownPhoto(),
    errors.AlbumFull(10),
    errors.HistoryFull(),
    errors.UnknownOfficer(),
    errors.StaleVersion(),
    TooLarge(65536),
    WrongMediaType(),
    errors.InvalidInput(()),
    errors.InvalidValue("A weekday is named once."),
    errors.OutsideCoverage(),
    errors.KeyReused(),
    errors.QuotaExceeded("from your network"),
    errors.Busy("Another request holds the same rows."),
)


@as_problems
def view(error: Exception | None = None) -> Response:
    if error:
        raise error
    return Response(body="well", status_code=200)


def test_a_view_without_errors_is_left_alone() -> None:
    assert view().body == "well"


def test_every_error_is_tried_below() -> None:
    assert {type(error) for error in ONE_OF_EACH} == STATUS_OF.keys()


@pytest.mark.parametrize("error", ONE_OF_EACH, ids=lambda error: type(error).__name__)
def test_an_error_has_the_status_and_title_of_its_row_and_a_sentence(error: Exception) -> None:
    answer = view(error)

    body = json.loads(answer.body)
    assert (body["status"], body["title"]) == STATUS_OF[type(error)]
    assert body["detail"].endswith(".")
    assert answer.status_code == body["status"]
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_sentence_of_a_refusal_is_its_detail() -> None:
    refusal = errors.InvalidValue("A thing lies between 1 and 2.")

    assert json.loads(view(refusal).body)["detail"] == "A thing lies between 1 and 2."


def test_every_fault_is_listed_with_its_field() -> None:
    faults = (errors.Fault("lat", "A number is needed."), errors.Fault("ślub", "There is no such field."))

    body = json.loads(view(errors.InvalidInput(faults)).body)

    assert body["errors"] == [
        {"field": "lat", "message": "A number is needed."},
        {"field": "ślub", "message": "There is no such field."},
    ]


def test_an_unknown_error_is_told_to_the_log_and_not_to_the_caller(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        answer = view(RuntimeError(SECRET_TEXT))

    assert answer.status_code == 500
    assert SECRET_TEXT not in answer.body
    assert "RuntimeError" not in answer.body


def test_a_malformed_row_is_our_failure_and_says_nothing_of_itself() -> None:
    answer = view(errors.MalformedRow(SECRET_TEXT))

    assert answer.status_code == 500
    assert SECRET_TEXT not in answer.body


def test_who_may_try_again_learns_when() -> None:
    assert view(errors.QuotaExceeded("here")).headers["Retry-After"] == "86400"
    assert view(errors.Busy("busy")).headers["Retry-After"] == "1"


def test_who_brought_no_token_learns_how() -> None:
    assert view(NoToken()).headers["WWW-Authenticate"] == "Bearer"


def test_a_problem_without_faults_lists_none() -> None:
    assert "errors" not in json.loads(problem(404, "No such thing", "There is none.").body)
