"""Count all reports anew and tell every line of the ledger and row of counts that differs."""

import argparse
import sys
import time

from chalicelib.domain.errors import MalformedRow
from chalicelib.usecases.check_counts import Retired, check
from infra.deployment import Nowhere, enter, review, workshop


def main(arguments: list[str]) -> int:
    """Run the command; with `--check` it ends with 1 when something differs, with 3 when nobody can tell."""
    options = _options(arguments)
    try:
        enter(options.stack)
    except Nowhere as reason:
        print(reason, file=sys.stderr)
        return 2
    shop = workshop()
    generation = options.generation or shop.pointer.get().live
    wrong = unsure = 0
    try:
        for one in check(review(shop, generation, _Say())):
            wrong, unsure = wrong + one.certain, unsure + (not one.certain)
            print(f"{one.where}: {one.found} is stored, {one.wanted} should be", flush=True)
    except MalformedRow as reason:
        print(f"A row cannot be read, so nobody can tell: {reason}", file=sys.stderr)
        return 3
    except Retired:
        print(f"Nothing is counted in generation {generation} by now: run the check again.", file=sys.stderr)
        return 3
    print(f"Generation {generation}: {wrong or 'no'} differences.")
    if unsure:
        print(f"Of {unsure} nobody can tell: mend what cannot be counted, run the check when less goes on.")
    return (1 if wrong else 3 if unsure else 0) if options.check else 0


class _Say:
    """Tells how far it is, once a second."""

    def __init__(self) -> None:
        self._began = self._told = time.monotonic()

    def __call__(self, text: str) -> None:
        now = time.monotonic()
        if now - self._told >= 1:
            self._told = now
            print(f"{now - self._began:6.1f} s  {text}", file=sys.stderr, flush=True)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.recount", description=__doc__)
    parser.add_argument(
        "--check",
        action="store_true",
        help="end with 1 when anything differs, with 3 when nobody can tell",
    )
    parser.add_argument(
        "--stack", help="the stack; without it the settings in the environment, or the local run"
    )
    parser.add_argument("--generation", type=int, help="another generation than the one that is shown")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
