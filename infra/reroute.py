"""Give open reports to the units that new boundaries name; without --apply only tell which."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from chalicelib.adapters.dynamodb.report_store import ReportStore
from chalicelib.adapters.unit_directory import load_jurisdiction, load_units, units_beside
from chalicelib.domain.errors import MalformedRow
from chalicelib.domain.jurisdiction import TOLERANCE
from chalicelib.usecases.hand_over import Rerouting, reroute

ARTIFACT = Path(__file__).parent.parent / "build/layers/jurisdiction/jurisdiction/units.bin"
MANY = 500


def main(arguments: list[str]) -> int:
    """Run the command; print a line for each report that moves and a summary."""
    options = _options(arguments)
    jurisdiction = load_jurisdiction(options.jurisdiction, options.tolerance_metres)
    units = load_units(units_beside(options.jurisdiction))
    reports = ReportStore.of_tables(options.reports_table)
    run = reroute(jurisdiction, units, reports, lambda: datetime.now(UTC), dry_run=not options.apply)
    seen: Counter[str] = Counter()
    poison: MalformedRow | None = None
    try:
        _tell(run, seen)
    except MalformedRow as reason:
        poison = reason
    summary = ", ".join(f"{n} {outcome}" for outcome, n in sorted(seen.items())) or "nothing to do"
    print(f"Boundaries {jurisdiction.version}: {summary}{'' if options.apply else ' (dry run)'}.")
    if poison:
        print(f"A row was left out. {poison}", file=sys.stderr)
    return 1 if poison else 0


def _tell(run: Iterator[Rerouting], seen: Counter[str]) -> None:
    for found in run:
        outcome = "stored" if found.stored else "no unit" if found.after is None else "not stored"
        seen[outcome] += 1
        print(f"{found.report_id} {found.before} -> {found.after or 'nobody'}: {outcome}")
        if sum(seen.values()) % MANY == 0:
            print(f"... {sum(seen.values())} so far", file=sys.stderr)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.reroute", description=__doc__)
    parser.add_argument("--reports-table", required=True, help="name of the deployment's reports table")
    parser.add_argument("--jurisdiction", type=Path, default=ARTIFACT, help="the boundary artifact")
    parser.add_argument(
        "--tolerance-metres", type=float, default=TOLERANCE, help="what the deployment's ToleranceMetres is"
    )
    parser.add_argument("--apply", action="store_true", help="store the changes; without it nothing changes")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
