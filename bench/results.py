"""What was found: a line for each case, and all of it in a file."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median, quantiles

from bench.load import Round

FILE = Path(__file__).parent / "results.json"
_VERSIONS = ("fastapi", "starlette", "uvicorn", "uvloop", "httptools", "sqlalchemy", "sqlmodel", "jinja2")


@dataclass(frozen=True, slots=True)
class Result:
    """One case: rates a second (medians of the rounds), ratio with its spread, 95th percentiles in ms."""

    case: str
    ours: float
    floor: float
    ratio: float
    lowest: float
    highest: float
    ours_p95: float
    floor_p95: float


def result(case: str, ours: Sequence[Round], floor: Sequence[Round]) -> Result:
    """The rounds of a case, taken in pairs, since what slows the machine slows both of a pair."""
    ratios = [our_round.rate / floor_round.rate for our_round, floor_round in zip(ours, floor, strict=True)]
    return Result(
        case,
        median(our_round.rate for our_round in ours),
        median(floor_round.rate for floor_round in floor),
        median(ratios),
        min(ratios),
        max(ratios),
        _p95(ours),
        _p95(floor),
    )


def head() -> str:
    """Above the lines."""
    rates = f"{'case':<28}{'ours/s':>9}{'floor/s':>9}{'ratio':>8}{'spread':>13}"
    return f"{rates}{'p95 ms':>9}{'floor':>8}"


def line(result_of_case: Result) -> str:
    """One case."""
    spread = f"{result_of_case.lowest:.2f}-{result_of_case.highest:.2f}"
    return (
        f"{result_of_case.case:<28}{result_of_case.ours:>9.1f}{result_of_case.floor:>9.1f}{result_of_case.ratio:>8.2f}{spread:>13}"
        f"{result_of_case.ours_p95:>9.1f}{result_of_case.floor_p95:>8.1f}"
    )


def write(results: Sequence[Result], inside: dict[str, float], guard: dict[str, dict[str, float]]) -> None:
    """All of it, with the machine and the versions that it holds for."""
    report = {
        "machine": {
            "system": platform.platform(),
            "processors": os.cpu_count(),
            "python": platform.python_version(),
        },
        "versions": {name: version(name) for name in _VERSIONS},
        "cases": [asdict(result) for result in results],
        "milliseconds": inside,
        **guard,
    }
    FILE.write_text(json.dumps(report, indent=2) + "\n")


def _p95(rounds: Sequence[Round]) -> float:
    times = [took for each in rounds for took in each.times]
    return quantiles(times, n=20)[-1] * 1000 if len(times) > 1 else times[0] * 1000
