"""`python -m bench.contract`: whether the API does what it describes, tried with whatever fits or does not.

Schemathesis asks every operation of a server of the demonstration, with all its checks; once as the
programme office with a token that may write, and once as a reader. Then it walks: from what one operation
answers to the next, along the links of the description, one group of operations at a time, each on a
demonstration of its own. The suite holds a small part of it (`tests/web/api/v1/test_contract.py`).

`--tag Risks --tag Decisions` tries only these groups, so that a long run can be done in pieces; `--phases
stateful` only walks, and `--phases coverage,fuzzing` does not.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import col

from app.actions import api_token, person
from app.actions.audit_log import AuditContext
from app.db import Database
from app.domain.api_token import TokenScope
from app.domain.audit_trail import SealKeys
from app.domain.role import Role
from app.tables import Person, Programme
from app.web.api_address import BASE
from app.web.pages.api_words import ABOUT
from bench.demo_servers import KEY, WHO, Demonstration, on_sqlite

EXAMPLES, SEED = 200, 1
PATIENCE = 60
"""Seconds in which an answer must come: a draft as ZIP is every other file of it, made at once."""
ENDING = r"/people/.*/(_handover|_end|_erase|_revoke)$|/api-tokens/.*/_revoke$"
"""Operations that can end the very token that asks: they are tried apart, behind all others."""
CONFIGURATION = """
[checks]
positive_data_acceptance.expected-statuses = ["2xx", "3xx", "400", "403", "404", "409", "412", "428"]
negative_data_rejection.expected-statuses = ["400", "401", "403", "404", "409", "412", "413", "415", "428"]
missing_required_header.expected-statuses = ["400", "401", "403", "404", "428"]
"""
"""What fits the description can still name what is not there, is not for one, or is a day still to come."""
ALSO_ENDED = CONFIGURATION.replace('"400", "403"', '"400", "401", "403"')
KNOWN = Path(__file__).with_name("contract.toml")
WALKING = "stateful"
PHASES = f"examples,coverage,fuzzing,{WALKING}"
READING = ("--include-method", "GET")
"""The walk over whatever is read, from a programme to all that is in it."""
WALKED = re.compile(r"Scenarios: +(?P<scenarios>\d+)\s+API Links: +(?P<covered>\d+) covered / (?P<links>\d+)")


def issue_tokens(url: str) -> dict[str, str]:
    """Return a token of the programme office and one of a new reader of every programme."""
    database = Database(url, lambda _: SealKeys.derive_from([KEY]))
    act = AuditContext(None, datetime.now(UTC), "bench")
    with database.writing() as session:
        office = session.scalars(sa.select(col(Person.id)).where(col(Person.email) == WHO)).one()
        reader = person.add(session, act, email="lezer@voorbeeld.nl", name="Lezer")
        for programme_id in session.scalars(sa.select(col(Programme.id))):
            person.grant(session, act, reader, Role.READER, programme_id=programme_id)
        tokens = {
            "office": api_token.issue(session, act, office or 0, scope=TokenScope.WRITE),
            "reader": api_token.issue(session, act, reader),
        }
    database.dispose()
    return tokens


@dataclass(slots=True)
class Sums:
    """What all walks together did."""

    scenarios: int = 0
    covered: int = 0
    links: int = 0

    def add(self, output: str) -> None:
        """Add what Schemathesis tells of a walk."""
        for walked in WALKED.finditer(output):
            self.scenarios += int(walked["scenarios"])
            self.covered += int(walked["covered"])
            self.links += int(walked["links"])


def try_everything(
    demonstration: Demonstration, token: str, folder: Path, arguments: argparse.Namespace
) -> list[str]:
    """Let Schemathesis ask everything with a token; return what failed."""
    failed = []
    sums = Sums()
    for name, options, settings in list_runs(arguments):
        print(f"## {name}", flush=True)
        with demonstration.served(workers=1) as port:
            succeeded, output = _try(port, token, folder, arguments, settings, options)
        sums.add(output)
        failed += [] if succeeded else [name]
    print(f"Walked {sums.scenarios} scenarios: {sums.covered} of {sums.links} links covered")
    return failed


def list_runs(arguments: argparse.Namespace) -> Iterator[tuple[str, Sequence[str], str]]:
    """Yield each run that is to be done: what it is called, its options, and its settings."""
    phases = arguments.phases.split(",")
    chosen = [option for tag in arguments.tags or () for option in ("--include-tag", tag)]
    if others := ",".join(phase for phase in phases if phase != WALKING):
        yield "each by itself", ["--phases", others, "--exclude-path-regex", ENDING, *chosen], CONFIGURATION
        if not chosen:
            ending = ["--phases", others, "--include-path-regex", ENDING]
            yield "what can end the token", ending, ALSO_ENDED
    if WALKING in phases:
        groups = {tag: ("--include-tag", tag) for tag in arguments.tags or ABOUT}
        for name, group in (groups | ({} if chosen else {"whatever is read": READING})).items():
            # That check knows of nothing that ends otherwise than by DELETE: see `contract_checks`.
            unfit = ("--exclude-checks", "ensure_resource_availability")
            walk = ["--phases", WALKING, "--exclude-path-regex", ENDING, *group, *unfit]
            yield f"walk: {name}", walk, CONFIGURATION + KNOWN.read_text(encoding="utf-8")


def _try(
    port: int,
    token: str,
    folder: Path,
    arguments: argparse.Namespace,
    settings: str,
    options: Sequence[str],
) -> tuple[bool, str]:
    """Run Schemathesis: whether nothing failed, and what it told."""
    site = f"http://127.0.0.1:{port}{BASE}"
    configuration = folder / "schemathesis.toml"
    configuration.write_text(settings, encoding="utf-8")
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(configuration), "run"),
        *(f"{site}/openapi.json", "--url", site, "--checks", "all"),
        *("--header", f"Authorization: Bearer {token}", "--request-timeout", str(PATIENCE)),
        *("--max-examples", str(arguments.examples), "--seed", str(arguments.seed), "--continue-on-failure"),
        *("--workers", str(arguments.workers), "--output-sanitize", "false", "--warnings", "off"),
        *options,
        *arguments.more,
    ]
    ours = {"PYTHONPATH": str(Path(__file__).parents[1]), "SCHEMATHESIS_HOOKS": "bench.contract_checks"}
    # In a folder of its own: it leaves what it found behind.
    run = subprocess.Popen(command, cwd=folder, env=os.environ | ours, stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    lines = []
    for line in run.stdout:
        print(line, end="", flush=True)
        lines.append(line)
    return run.wait() == 0, "".join(lines)


def main() -> int:
    """Ask as one after the other, each run on a copy of the demonstration."""
    parser = argparse.ArgumentParser(prog="python -m bench.contract")
    parser.add_argument("--examples", type=int, default=EXAMPLES, help="how many for each operation")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--as", dest="who", choices=("office", "reader"), help="only as this one")
    parser.add_argument("--phases", default=PHASES, help="which phases of Schemathesis, with commas between")
    parser.add_argument("--tag", dest="tags", action="append", choices=tuple(ABOUT), help="only this group")
    parser.add_argument("more", nargs="*", help="options of Schemathesis, behind --")
    arguments = parser.parse_args()
    failed = []
    with tempfile.TemporaryDirectory(prefix="contract-") as name, on_sqlite(Path(name)) as demonstration:
        for who, token in issue_tokens(demonstration.url).items():
            if arguments.who in (None, who):
                print(f"# As {who}", flush=True)
                runs = try_everything(demonstration, token, Path(name), arguments)
                failed += [f"{run} as {who}" for run in runs]
    print(f"Failed: {'; '.join(failed)}" if failed else "0 failures")
    return min(len(failed), 1)


if __name__ == "__main__":
    sys.exit(main())
