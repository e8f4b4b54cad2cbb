"""The cost of one report on its way, and how it grows with the number of reports stored: not at all."""

from collections.abc import Mapping
from statistics import median

from infra.bench.apart import apart, say
from infra.bench.per_report import FUNCTIONS, Step, Steps, per_report
from infra.bench.samples import milliseconds
from infra.bench.section import Section

TEXT = (
    "Each report of a realistic mix passes through the handlers of all functions in one process, one record "
    "in each batch, against the local cloud on this machine: the worst case, because functions get batches. "
    "Times are medians (99th percentiles) in milliseconds; processor time is that of the function's process "
    "with its AWS client, without the local cloud. Calls are network round trips. Capacity is in units of "
    "DynamoDB: of writes as MiniStack answers it, which follows AWS (sizes rounded up, twice for "
    "transactions, once for each index), of queries computed from what they return. Tiles are those of one "
    "change, drawn and put where tiles stand already."
)


def journeys(sizes: tuple[int, ...], repeats: int) -> list[Section]:
    """Measure at each number of reports stored."""
    measured: dict[int, Steps] = {}
    for stored in sizes:
        say(f"One report's way, {stored} stored")
        measured[stored] = apart(per_report, stored, repeats, say)
    return [_way(measured, repeats), _redraw(measured)]


def _way(measured: Mapping[int, Steps], repeats: int) -> Section:
    head = ["function", "reports stored", "wall", "processor", "calls", "capacity", "which calls"]
    rows = [
        [
            name,
            f"{stored:,}",
            milliseconds(step.samples.wall),
            milliseconds(step.samples.cpu),
            f"{median(step.count):.0f}",
            f"{median(step.capacity):.0f}",
            ", ".join(sorted(step.operations)),
        ]
        for name in FUNCTIONS
        for stored, step in _by_size(measured, name)
    ]
    return Section("One report's way", f"{TEXT} {repeats} reports at each size.", [head, *rows])


def _redraw(measured: Mapping[int, Steps]) -> Section:
    rows = [
        [
            f"{stored:,}",
            f"{median(step.objects):.0f} ({max(step.objects)})",
            f"{median(step.object_bytes) / 1e3:.1f} ({max(step.object_bytes) / 1e3:.1f})",
        ]
        for stored, step in _by_size(measured, "tiles")
    ]
    head = ["reports stored", "tiles, median (most)", "kB gzipped, median (most)"]
    return Section("Tiles of one change", "What one change draws again, all zooms.", [head, *rows])


def _by_size(measured: Mapping[int, Steps], name: str) -> list[tuple[int, Step]]:
    return [(stored, steps[name]) for stored, steps in measured.items()]
