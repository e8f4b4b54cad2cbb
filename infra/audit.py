"""Print what officers saw and did between two moments as JSON lines, the oldest first."""

import argparse
import json
import sys
from datetime import UTC, datetime, timedelta

from chalicelib.adapters.dynamodb.audit_trail import AuditTrail
from chalicelib.domain.deed import Deed


def main(arguments: list[str]) -> int:
    """Run the command."""
    options = _options(arguments)
    first, last = options.first, options.last + timedelta(days=1)
    for deed in AuditTrail.of_table(options.audit_table).between(first, last):
        if options.report is None or options.report in deed.reports:
            print(json.dumps(_line(deed), ensure_ascii=False))
    return 0


def _line(deed: Deed) -> dict[str, object]:
    return {
        "at": deed.at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "account": deed.officer.sub,
        "role": deed.officer.role,
        "officer_unit": deed.officer.unit,
        "what": deed.what,
        "unit": deed.unit,
        "ground": deed.ground,
        "reports": list(deed.reports),
        "reason": deed.reason,
    }


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.audit", description=__doc__)
    parser.add_argument("--audit-table", required=True, help="name of the deployment's audit table")
    parser.add_argument("--from", dest="first", type=_day, required=True, help="first day, as 2026-03-01")
    parser.add_argument("--to", dest="last", type=_day, required=True, help="last day; days are those of UTC")
    parser.add_argument("--report", help="only what concerns this report")
    return parser.parse_args(arguments)


def _day(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
