"""Puts an operator's list of institutions into the directory; without --apply only says what would change."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from chalicelib.adapters.dynamodb.institution_store import InstitutionStore
from chalicelib.adapters.institution_file import FILE, UnreadableList, load_institutions
from chalicelib.domain.errors import UnknownInstitution
from chalicelib.domain.institution import Institution
from chalicelib.ports.forwarding import Institutions


def main(arguments: list[str]) -> int:
    """Run the command; print a line for each institution that changes and a summary."""
    options = _options(arguments)
    try:
        listed = load_institutions(options.file)
    except (OSError, UnreadableList, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    changed = load(listed, InstitutionStore.of_tables(options.table), apply=options.apply)
    for code, what in changed.items():
        print(f"{code}: {what}")
    kept = len(listed) - len(changed)
    print(f"{len(changed)} changed, {kept} as they are{'' if options.apply else ' (dry run)'}.")
    return 0


def load(listed: Iterable[Institution], directory: Institutions, *, apply: bool) -> dict[str, str]:
    """Put the listed institutions that differ into the directory; return what happens to which code.

    Institutions that the list does not name stay: garrisons keep their own.
    """
    changed = {}
    for institution in listed:
        standing = _standing(institution.code, directory)
        if institution != standing:
            changed[institution.code] = "replaced" if standing else "new"
            if apply:
                directory.put(institution, standing)
    return changed


def _standing(code: str, directory: Institutions) -> Institution | None:
    try:
        return directory.get(code)
    except UnknownInstitution:
        return None


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.institutions", description=__doc__)
    parser.add_argument("--table", required=True, help="name of the deployment's institutions table")
    parser.add_argument("--file", type=Path, default=FILE, help="the list (%(default)s)")
    parser.add_argument("--apply", action="store_true", help="store the changes; without it nothing changes")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
