"""The command `python -m infra.seed`: fills the deployment that the environment names."""

import argparse
import sys
from datetime import UTC, datetime

from infra.seed.loading import NUMBER, SEED, load
from infra.seed.settings import named_deployment

EPILOG = """settings, as of the functions: REPORTS_TABLE CELL_COUNTS_TABLE COUNTED_REPORTS_TABLE
INSTITUTIONS_TABLE TILES_BUCKET PUBLICATIONS_BUCKET JURISDICTION_FILE,
and AWS_ENDPOINT_URL for a cloud on this machine"""


def main(arguments: list[str]) -> None:
    """Fill the deployment and say how far it is, line by line."""
    options = _parser().parse_args(arguments)
    load(named_deployment(), options.now, _say, number=options.number, seed=options.seed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m infra.seed", description=__doc__, epilog=EPILOG)
    parser.add_argument("--number", type=int, default=NUMBER, help="how many reports (%(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed, other reports (%(default)s)")
    parser.add_argument(
        "--now",
        type=_moment,
        default=datetime.now(UTC),
        help="the moment that the 24 months of reports lead to, in ISO 8601 with its zone (this moment)",
    )
    return parser


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError("a moment needs its zone, as in 2026-03-01T12:00:00Z")
    return moment


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
