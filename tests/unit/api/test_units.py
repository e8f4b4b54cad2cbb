"""Units over HTTP: what may be kept by caches, and what may not."""

from tests.gateway import Gateway


def test_the_answer_to_an_exact_point_is_kept_by_no_cache() -> None:
    answer = Gateway().get("/v1/units/locate?lat=50.06&lon=19.94")

    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"


def test_a_unit_may_be_kept_for_an_hour() -> None:
    answer = Gateway().get("/v1/units/1261")

    assert answer.headers["cache-control"] == "public, max-age=3600"
