"""`make bench`: ours and the floor take turns under the same load; ratios are shown, never asserted.

What is cold is asked so that nothing that is kept serves: on another day each time, of another deliverable
each time. All else is asked again and again, and kept per version of the data. An update is the whole
chain: rights, rules, two statements of history, the audit trail, the commit, and the answer read back.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import uvloop

from bench import results
from bench.after_change import after_change
from bench.cases import Case, cases
from bench.floor import fill
from bench.growth import growth
from bench.inside import inside
from bench.load import Round, answer, load
from bench.savers import SAVERS, savers
from bench.servers import serve
from bench.sign_ins import AT_ONCE, sign_ins
from bench.verification import verification
from bench.world import DELIVERABLES, prepare

ROUNDS, SECONDS, CONNECTIONS = 7, 0.6, 4


async def bench(entries: int) -> None:
    """Measure every case, print a line each, and leave the figures in `bench/results.json`."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        fill(folder / "floor.db", 2 * DELIVERABLES)
        world = prepare(folder)
        took = inside(world)
        floor_environment = {"BENCH_FLOOR_DATABASE": str(folder / "floor.db")}
        with (
            serve("app.main:create_served_app", world.environment) as ours,
            serve("bench.floor:create_floor", floor_environment) as floor,
        ):
            print(results.head())
            case_results = []
            for case in await cases(world, ours):
                case_results.append(results.result(case.name, *await _rounds(case, ours, floor)))
                print(results.line(case_results[-1]), flush=True)
            looks = await after_change(world, ours)
            print("First look after a change, in ms:", ", ".join(f"{k} {v}" for k, v in looks.items()))
            saved = await savers(world, ours)
            print(f"{SAVERS} who save at once, in ms:", ", ".join(f"{k} {v}" for k, v in saved.items()))
        print(f"Of {DELIVERABLES} deliverables, in ms:", ", ".join(f"{k} {v:.0f}" for k, v in took.items()))
        results.write(
            case_results,
            took,
            {
                "after_change": looks,
                "savers": saved,
                "growth": _measure_growth(folder),
                **await _guard(folder, entries),
            },
        )


def _measure_growth(folder: Path) -> dict[str, float]:
    """What ten times as many deliverables cost."""
    grown = growth(folder)
    print(
        f"Composing takes {grown['few']} µs a deliverable, {grown['many']} where there are ten times as many:"
        f" {grown['ratio']}"
    )
    return grown


async def _guard(folder: Path, entries: int) -> dict[str, dict[str, float]]:
    """What protection costs."""
    came = await sign_ins(folder)
    print(f"{AT_ONCE} sign-ins at once, in ms: slowest {came['slowest']}, median {came['median']}")
    checked = verification(folder, entries)
    print(
        f"verify over {entries} audit entries: {checked['seconds']} s, {checked['mebibytes']} MiB at the most"
    )
    return {"sign_ins": came, "verify": checked}


async def _rounds(case: Case, ours: int, floor: int) -> tuple[list[Round], list[Round]]:
    """Short rounds in turn, so that what else the machine does falls on both; the first is for nothing."""
    rounds: tuple[list[Round], list[Round]] = ([], [])
    for page in case.opened:
        await answer(ours, page)
    for number in range(ROUNDS + 1):
        for port, requests, rounds_of_server in (
            (ours, case.ours, rounds[0]),
            (floor, case.floor, rounds[1]),
        ):
            measured = await load(port, requests, connections=CONNECTIONS, seconds=SECONDS)
            if number:
                rounds_of_server.append(measured)
    return rounds


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--audit-entries", type=int, default=100_000, help="so many for verify; 1000000 takes minutes"
    )
    sys.exit(uvloop.run(bench(parser.parse_args().audit_entries)))
