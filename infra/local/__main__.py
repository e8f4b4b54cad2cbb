"""The command `python -m infra.local`."""

import sys

from infra.local.run import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], seed=None))
