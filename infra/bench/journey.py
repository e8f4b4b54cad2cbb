"""The cost of one report on its way, and how it grows with the number of reports stored: not at all."""

from collections.abc import Mapping, Sequence
from statistics import median

from infra.bench.apart import apart, say
from infra.bench.cloud import bare_cloud
from infra.bench.filling import fill
from infra.bench.per_report import FUNCTIONS, MOVED, PLACED, TOGETHER, Step, Steps, per_report
from infra.bench.samples import milliseconds
from infra.bench.section import Section

TEXT = (
    "Each report of a realistic mix passes through the handlers of all functions in one process, one record "
    "in each batch; then an officer takes it up, and that change goes the same way. They work on the local "
    "cloud on this machine: the worst case, because functions get batches. Times are medians (99th "
    "percentiles) in milliseconds; processor time is that of the function's process with its AWS client, "
    "without the local cloud. Calls are network round trips. Capacity is in units of DynamoDB: of writes as "
    "MiniStack answers it, which follows AWS (sizes rounded up, twice for transactions, once for each "
    "index), of queries computed from what they return. Tiles are those of one change in all layers that "
    "show it, drawn and put where tiles stand already."
)


def journeys(sizes: Sequence[int], repeats: int) -> list[Section]:
    """Measure at each number of reports stored."""
    measured: dict[int, Steps] = {}
    for stored in sizes:
        with bare_cloud() as cloud:
            say(f"Storing {stored} reports")
            apart(fill, cloud.endpoint, stored, say)
            say(f"One report's way, {stored} stored")
            measured[stored] = apart(per_report, cloud.endpoint, repeats)
    return [_way(measured, repeats), _redraw(measured)]


def _way(measured: Mapping[int, Steps], repeats: int) -> Section:
    head = ["what", "function", "reports stored", "wall", "processor", "calls", "capacity", "which calls"]
    rows = [
        [
            what,
            name,
            f"{stored:,}",
            milliseconds(step.samples.wall),
            milliseconds(step.samples.cpu),
            f"{median(step.count):.0f}",
            f"{median(step.capacity):.0f}",
            ", ".join(sorted(step.operations)),
        ]
        for what in (PLACED, MOVED, *TOGETHER.values())
        for name in FUNCTIONS
        for stored, step in _by_size(measured, what, name)
    ]
    return Section("One report's way", f"{TEXT} {repeats} reports at each size.", [head, *rows])


def _redraw(measured: Mapping[int, Steps]) -> Section:
    rows = [
        [
            what,
            f"{stored:,}",
            f"{median(step.objects):.0f} ({max(step.objects)})",
            f"{median(step.object_bytes) / 1e3:.1f} ({max(step.object_bytes) / 1e3:.1f})",
        ]
        for what in (PLACED, *TOGETHER.values())
        for stored, step in _by_size(measured, what, "tiles")
    ]
    head = ["drawn for", "reports stored", "tiles, median (most)", "kB gzipped, median (most)"]
    text = "What is drawn again, all zooms of all layers, for one change and for a batch of the redraw queue."
    return Section("Tiles of one change", text, [head, *rows])


def _by_size(measured: Mapping[int, Steps], what: str, name: str) -> list[tuple[int, Step]]:
    return [(stored, steps[what, name]) for stored, steps in measured.items() if (what, name) in steps]
