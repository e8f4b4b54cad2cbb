"""The small parts that are worked often: tile encoder, origin hash, routing."""

import gzip
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from itertools import cycle
from statistics import median

import mapbox_vector_tile
from shapely.geometry import Polygon

from chalicelib.adapters.catalogue import load_reference
from chalicelib.adapters.unit_directory import load_jurisdiction
from chalicelib.domain.cell import cell_at, resolution_of
from chalicelib.domain.layer import CURRENT
from chalicelib.domain.origin import origin_hash
from chalicelib.domain.report import Report
from chalicelib.domain.tile import EXTENT, RESOLUTION_AT, Tile, corners, tiles_at
from chalicelib.formats import mvt
from chalicelib.usecases.picture import LAYER, Shown
from chalicelib.usecases.read_counts import shown
from chalicelib.usecases.recount import recount
from infra.bench.cloud import BOUNDARIES
from infra.bench.samples import microseconds_each
from infra.bench.section import Section
from infra.seed.loading import NUMBER, SEED
from infra.seed.reports import make_reports

ZOOMS = (7, 10, 12)
ROUNDS = 7
WARSAW = (52.2297, 21.0122)
Properties = dict[str, str | int]


def parts() -> list[Section]:
    """Measure each part on the seed's data."""
    jurisdiction = load_jurisdiction(BOUNDARIES)
    reports = list(make_reports(NUMBER, SEED, datetime.now(UTC), jurisdiction))
    kept = recount(reports, load_reference().catalogue).by_layer()[CURRENT]
    counts = {cell: shown([(one, 1)], None) for cell, one in kept.items()}
    return [_encoders(counts), _lookups(reports, jurisdiction.locate)]


def _encoders(counts: Mapping[str, Shown]) -> Section:
    head = ["zoom", "hexagons", "ours, µs each", "mapbox_vector_tile, µs each", "ratio", "bytes", "its bytes"]
    return Section(
        "Encoding a tile",
        "The tile over Warsaw of the seeded data, by our encoder with the hexagons' corners encoded before, "
        "as in a function that runs on, and by mapbox_vector_tile from ready polygons; in turn, medians of "
        f"{ROUNDS} rounds. Bytes are gzipped; both decode to the same features.",
        [head, *(_encoder(z, counts) for z in ZOOMS)],
    )


def _encoder(z: int, counts: Mapping[str, Shown]) -> list[str]:
    tile = tiles_at(cell_at(*WARSAW, RESOLUTION_AT[z]), CURRENT, z)[0]
    cells = sorted(cell for cell in counts if resolution_of(cell) == tile.resolution and tile.shows(cell))
    features = [mvt.Feature(mvt.ring(corners(cell, z)), _properties(cell, counts)) for cell in cells]
    layers = [_as_layer(tile, cells, counts)]

    def ours() -> bytes:
        return mvt.tile(LAYER, features, tile.origin, EXTENT)

    def theirs() -> bytes:
        encoded: bytes = mapbox_vector_tile.encode(layers, default_options={"y_coord_down": True})
        return encoded

    _check_equal(ours(), theirs())
    one, other = _in_turn(ours, theirs)
    each = 1 / len(cells)
    return [
        str(z),
        str(len(cells)),
        f"{one * each:.2f}",
        f"{other * each:.1f}",
        f"{other / one:.0f}",
        str(len(gzip.compress(ours(), 6))),
        str(len(gzip.compress(theirs(), 6))),
    ]


def _in_turn(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """Return microseconds of both, measured side by side so that a busy machine slows both."""
    pairs = [(microseconds_each(one, 20, 1), microseconds_each(other, 2, 1)) for _ in range(ROUNDS)]
    return median(first for first, _ in pairs), median(second for _, second in pairs)


def _as_layer(tile: Tile, cells: list[str], counts: Mapping[str, Shown]) -> dict[str, object]:
    x, y = tile.origin
    features = [
        {
            "geometry": Polygon([(a - x, b - y) for a, b in corners(cell, tile.z)]),
            "properties": _properties(cell, counts),
        }
        for cell in cells
    ]
    return {"name": LAYER, "features": features}


def _properties(cell: str, counts: Mapping[str, Shown]) -> Properties:
    return {"cell": cell, "total": sum(counts[cell].values()), **counts[cell]}


def _check_equal(one: bytes, other: bytes) -> None:
    def properties(tile: bytes) -> list[Properties]:
        return [feature["properties"] for feature in mapbox_vector_tile.decode(tile)[LAYER]["features"]]

    if properties(one) != properties(other):
        raise RuntimeError("The two encoders disagree.")


def _lookups(reports: list[Report], locate: Callable[[float, float], str]) -> Section:
    places = cycle([(one.location.lat, one.location.lon) for one in reports])
    day = date(2026, 7, 1)
    rows = [
        ["part", "µs each"],
        ["unit of a point", f"{microseconds_each(lambda: locate(*next(places)), len(reports)):.2f}"],
        ["cell of a point", f"{microseconds_each(lambda: cell_at(*next(places)), len(reports)):.2f}"],
        ["hash of an IPv4 origin", f"{_hash('203.0.113.7', day):.2f}"],
        ["hash of an IPv6 origin", f"{_hash('2001:db8::7', day):.2f}"],
    ]
    return Section("Routing and origin", "Points are those of the seed, in turn.", rows)


def _hash(address: str, day: date) -> float:
    return microseconds_each(lambda: origin_hash(b"a secret of thirty-two characters", address, day), 2000)
