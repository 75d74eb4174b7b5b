"""`python -m app`: the command line."""

import gc
import sys

gc.set_threshold(20_000)  # what is imported stays: to search it for garbage takes a tenth of a start

from app.cli import run  # noqa: E402 - only after that

if __name__ == "__main__":
    sys.exit(run())
