"""`python -m bench.measured COMMAND`: run it, and print as JSON the seconds and the most KiB that it took.

A process of its own between the benchmark and what is measured: a new process counts the memory of the one
that started it as its own, and the benchmark is large.
"""

import json
import resource
import subprocess
import sys
import time


def main(command: list[str]) -> int:
    """What the command itself prints goes to nobody; its exit code is ours."""
    begun = time.perf_counter()
    ended = subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    took = time.perf_counter() - begun
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(json.dumps({"seconds": took, "kibibytes": most}))
    return ended.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
