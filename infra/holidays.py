"""Write Poland's public holidays as data, so that no function carries the library that knows them.

`python -m infra.holidays` is run again when the library learns of a new law; a test says when.
"""

import json
from collections.abc import Mapping

from holidays.countries.poland import Poland

from chalicelib.adapters.catalogue import HOLIDAYS

YEARS = range(2016, 2061)
SOURCE = "PyPI holidays, holidays.Poland; written by python -m infra.holidays"


def main() -> None:
    """Write `chalicelib/data/holidays.json`, a line for each year."""
    lines = ",\n".join(f'    "{year}": {json.dumps(days)}' for year, days in public_holidays().items())
    text = f'{{\n  "source": "{SOURCE}",\n  "holidays": {{\n{lines}\n  }}\n}}\n'
    HOLIDAYS.write_text(text, encoding="utf-8")


def public_holidays() -> Mapping[str, list[str]]:
    """Return the days of each year, written MM-DD."""
    return {str(year): [f"{day:%m-%d}" for day in sorted(Poland(years=year))] for year in YEARS}


if __name__ == "__main__":
    main()
