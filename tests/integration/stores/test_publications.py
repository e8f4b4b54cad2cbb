"""What every store of publications promises: the first document stays, and tags tell documents apart."""

import json
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor

import pytest
from botocore.exceptions import ClientError

from chalicelib.adapters.publications import S3Publications
from chalicelib.domain.publication import Publication
from chalicelib.ports.pictures import Publications
from infra.local.resources import clients
from tests.fakes.pictures import TOLD, InMemoryPublications
from tests.integration.stores.conftest import Stores

AREA = "861e2e6b7ffffff"
FIRST = Publication("2026-03", {"begging": {AREA: 7}, "minors_at_risk": {AREA: 5}})


Make = Callable[[Collection[str]], Publications]


@pytest.fixture(params=["in memory", "real"])
def make(request: pytest.FixtureRequest) -> Make:
    """Return what makes an empty store that tells of some categories."""
    if request.param == "in memory":
        return InMemoryPublications
    real: Stores = request.getfixturevalue("real")
    s3, bucket = clients(real.endpoint)("s3"), real.setting("PUBLICATIONS_BUCKET")
    for one in s3.list_objects_v2(Bucket=bucket).get("Contents", []):
        s3.delete_object(Bucket=bucket, Key=one["Key"])
    return lambda told: S3Publications(s3, bucket, told)


@pytest.fixture
def publications(make: Make) -> Publications:
    """An empty store."""
    return make(TOLD)


def test_nothing_stands_in_an_empty_store(publications: Publications) -> None:
    assert publications.standing() == {}
    assert publications.announced() == {}
    assert publications.document("2026-03") is None


def test_what_was_added_is_read(publications: Publications) -> None:
    assert publications.add(FIRST)

    ((month, tag),) = publications.standing().items()
    document = publications.document(month)

    assert month == "2026-03"
    assert publications.read(month, tag) == FIRST
    assert document is not None
    assert (json.loads(document[0])["areas"], document[1]) == (FIRST.areas, tag)


def test_nothing_is_put_of_a_category_that_is_not_told_by_month(make: Make) -> None:
    store = make({"begging"})

    store.add(FIRST)

    document = store.document("2026-03")
    assert document is not None
    assert json.loads(document[0])["areas"] == {"begging": {AREA: 7}}


def test_nothing_is_read_of_a_category_that_is_no_longer_told_by_month(real: Stores) -> None:
    s3, bucket = clients(real.endpoint)("s3"), real.setting("PUBLICATIONS_BUCKET")
    S3Publications(s3, bucket, TOLD).add(Publication("2019-02", FIRST.areas))
    later = S3Publications(s3, bucket, {"begging"})

    found = later.read("2019-02", later.standing()["2019-02"])

    assert found.areas == {"begging": {AREA: 7}}


def test_the_first_document_of_a_month_stays(publications: Publications) -> None:
    publications.add(FIRST)
    before = publications.document("2026-03")

    assert not publications.add(Publication("2026-03", {"begging": {AREA: 8}}))

    assert publications.document("2026-03") == before


def test_of_many_who_publish_at_once_one_does(publications: Publications) -> None:
    every = [Publication("2026-03", {"begging": {AREA: n}}) for n in range(5, 13)]

    with ThreadPoolExecutor(8) as pool:
        stored = list(pool.map(publications.add, every))

    (winner,) = (one for one, was_stored in zip(every, stored, strict=True) if was_stored)
    assert publications.read("2026-03", publications.standing()["2026-03"]) == winner


def test_notes_of_what_was_asked_for_are_no_publications(publications: Publications) -> None:
    publications.add(FIRST)
    tag = publications.standing()["2026-03"]

    publications.announce("2026-03", tag)

    assert publications.announced() == publications.standing() == {"2026-03": tag}


def test_a_withdrawn_document_tells_nothing_and_is_never_made_again(real: Stores) -> None:
    s3, bucket = clients(real.endpoint)("s3"), real.setting("PUBLICATIONS_BUCKET")
    store = S3Publications(s3, bucket, TOLD)
    store.add(Publication("2019-01", {"begging": {AREA: 7}}))
    before = store.standing()["2019-01"]
    store.read("2019-01", before)
    withdrawn = {"month": "2019-01", "least": 5, "withdrawn": "By order of a court.", "areas": {}}

    s3.put_object(Bucket=bucket, Key="v1/publications/2019-01.json", Body=json.dumps(withdrawn).encode())

    after = store.standing()["2019-01"]
    assert store.read("2019-01", after).areas == {}
    assert not store.add(Publication("2019-01", {"begging": {AREA: 7}}))
    with pytest.raises(ClientError, match=r"PreconditionFailed|412"):
        S3Publications(s3, bucket, TOLD).read("2019-01", before)
