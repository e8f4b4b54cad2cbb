"""What every `TileStore` promises: a picture goes over exactly what stood, every put has its own tag."""

import gzip
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.adapters.s3 import S3TileStore, key_of
from chalicelib.domain.layer import CURRENT
from chalicelib.domain.tile import Tile
from chalicelib.formats.tile_headers import CACHE
from chalicelib.ports.pictures import Replacement, TileStore
from infra.local.resources import clients
from tests.integration.stores.conftest import Stores

Free = Callable[[], Tile]


@pytest.fixture
def free(new: Callable[[], str]) -> Free:
    """Return a maker of tiles that no other test puts."""

    def tile() -> Tile:
        chance = Random(new())
        return Tile(CURRENT, 12, chance.randrange(4096), chance.randrange(4096))

    return tile


def put(tiles: TileStore, tile: Tile, picture: bytes | None, over: str | None) -> bool:
    return tiles.replace([Replacement(tile, picture, over)]) == {tile}


def tag_of(tiles: TileStore, tile: Tile) -> str | None:
    return tiles.standing([tile]).get(tile)


def picture_of(tiles: TileStore, tile: Tile) -> bytes | None:
    found = tiles.read(tile)
    return gzip.decompress(found[0]) if found else None


def test_where_nothing_stands_there_is_no_tag_and_no_picture(tiles: TileStore, free: Free) -> None:
    tile = free()

    assert tiles.standing([tile]) == {}
    assert tiles.read(tile) is None


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(picture=st.binary(max_size=3000))
def test_a_picture_is_read_as_it_was_put_under_the_tag_that_stands(
    tiles: TileStore, free: Free, picture: bytes
) -> None:
    tile = free()

    assert put(tiles, tile, picture, None)

    found = tiles.read(tile)
    assert found
    assert gzip.decompress(found[0]) == picture
    assert found[1] == tag_of(tiles, tile)


def test_what_is_put_over_nothing_is_put_only_where_nothing_stands(tiles: TileStore, free: Free) -> None:
    tile = free()

    assert put(tiles, tile, b"first", None)
    assert not put(tiles, tile, b"second", None)

    assert picture_of(tiles, tile) == b"first"


def test_a_picture_goes_over_what_stands_and_over_nothing_else(tiles: TileStore, free: Free) -> None:
    tile = free()
    put(tiles, tile, b"first", None)
    first = tag_of(tiles, tile)

    assert put(tiles, tile, b"second", first)
    assert not put(tiles, tile, b"third", first)
    assert not put(tiles, tile, None, first)

    assert picture_of(tiles, tile) == b"second"


def test_an_equal_picture_has_another_tag(tiles: TileStore, free: Free) -> None:
    tile = free()
    put(tiles, tile, b"picture", None)
    seen = tag_of(tiles, tile)

    assert put(tiles, tile, b"picture", seen)

    assert tag_of(tiles, tile) != seen
    assert not put(tiles, tile, b"older", seen)


def test_who_is_overtaken_once_asks_anew_for_every_tile(real: Stores, free: Free) -> None:
    ours, another = (S3TileStore(real.client("s3"), real.setting("TILES_BUCKET")) for _ in range(2))
    tiles = [free(), free()]
    tags = [put(ours, tile, b"ours", None) and tag_of(ours, tile) for tile in tiles]
    for tile, tag in zip(tiles, tags, strict=True):
        assert put(another, tile, b"another's", tag or None)

    assert not put(ours, tiles[0], b"older", tags[0] or None)

    assert tag_of(ours, tiles[1]) == tag_of(another, tiles[1])


def test_a_removed_tile_stands_no_more_and_its_tag_never_comes_back(tiles: TileStore, free: Free) -> None:
    tile = free()
    put(tiles, tile, b"picture", None)
    seen = tag_of(tiles, tile)

    assert put(tiles, tile, None, seen)
    assert tag_of(tiles, tile) is None
    assert not put(tiles, tile, b"older", seen)
    assert put(tiles, tile, b"picture", None)

    assert tag_of(tiles, tile) != seen


def test_some_of_many_may_fail_and_the_others_are_put(tiles: TileStore, free: Free) -> None:
    stale, fresh, gone = free(), free(), free()
    put(tiles, stale, b"stands", None)

    done = tiles.replace(
        [
            Replacement(stale, b"new", None),
            Replacement(fresh, b"new", None),
            Replacement(gone, b"new", '"a-tag-that-never-was"'),
        ]
    )

    assert done == {fresh}
    assert picture_of(tiles, stale) == b"stands"
    assert set(tiles.standing([stale, fresh, gone])) == {stale, fresh}


def test_an_object_says_what_it_is_and_how_long_it_may_be_kept(real: Stores, free: Free) -> None:
    tile = free()
    put(real.tiles, tile, b"picture", None)

    head = clients(real.endpoint)("s3").head_object(Bucket=real.setting("TILES_BUCKET"), Key=key_of(tile))

    assert head["ContentType"] == "application/vnd.mapbox-vector-tile"
    assert head["ContentEncoding"] == "gzip"
    assert head["CacheControl"] == CACHE


def test_a_missing_bucket_is_no_empty_tile(real: Stores, free: Free) -> None:
    lost = S3TileStore(clients(real.endpoint)("s3"), "no-such-bucket")

    with pytest.raises(Exception, match="NoSuchBucket"):
        lost.read(free())
