"""The command `python -m infra.local`."""

import sys

from infra.local.run import main
from infra.seed.first_run import first_data

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], seed=first_data()))
