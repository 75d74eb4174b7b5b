"""`python -m bench.contract`: whether the API does what it describes, tried with whatever fits or does not.

Schemathesis asks every operation of a server of the demonstration, with all its checks, and operations one
after another; once as the programme office with a token that may write, and once as a reader. The suite holds
a small part of it (`tests/web/api/v1/test_contract.py`).
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
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
from bench.demo_servers import KEY, WHO, on_sqlite

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


def try_everything(port: int, token: str, folder: Path, arguments: argparse.Namespace) -> int:
    """Let Schemathesis ask everything with a token; 0 where nothing failed."""
    others = _try(port, token, folder, arguments, CONFIGURATION, ["--exclude-path-regex", ENDING])
    also_ended = CONFIGURATION.replace('"400", "403"', '"400", "401", "403"')
    return others or _try(port, token, folder, arguments, also_ended, ["--include-path-regex", ENDING])


def _try(
    port: int,
    token: str,
    folder: Path,
    arguments: argparse.Namespace,
    settings: str,
    operations: Sequence[str],
) -> int:
    site = f"http://127.0.0.1:{port}{BASE}"
    configuration = folder / "schemathesis.toml"
    configuration.write_text(settings)
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(configuration), "run"),
        *(
            f"{site}/openapi.json",
            "--url",
            site,
            "--checks",
            "all",
            "--header",
            f"Authorization: Bearer {token}",
        ),
        *(
            "--request-timeout",
            str(PATIENCE),
            "--max-examples",
            str(arguments.examples),
            "--seed",
            str(arguments.seed),
            "--continue-on-failure",
        ),
        *("--workers", str(arguments.workers), "--output-sanitize", "false", "--warnings", "off"),
        *operations,
        *arguments.more,
    ]
    # In a folder of its own: it leaves what it found behind.
    return subprocess.run(command, check=False, cwd=folder).returncode


def main() -> int:
    """Ask as one after the other, each a copy of the demonstration."""
    parser = argparse.ArgumentParser(prog="python -m bench.contract")
    parser.add_argument("--examples", type=int, default=EXAMPLES, help="how many for each operation")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--as", dest="who", choices=("office", "reader"), help="only as this one")
    parser.add_argument("more", nargs="*", help="options of Schemathesis, behind --")
    arguments = parser.parse_args()
    failed = []
    with tempfile.TemporaryDirectory(prefix="contract-") as name, on_sqlite(Path(name)) as demonstration:
        for who, token in issue_tokens(demonstration.url).items():
            if arguments.who in (None, who):
                print(f"As {who}", flush=True)
                with demonstration.served(workers=1) as port:
                    if try_everything(port, token, Path(name), arguments):
                        failed.append(who)
    print(f"Failed as: {', '.join(failed)}" if failed else "0 failures")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
