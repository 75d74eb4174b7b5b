"""`demo`: the demonstration programmes, into an empty database."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Annotated

import sqlalchemy as sa
import typer

from app.cli.database import has_file, is_demonstration, open_database
from app.domain.language import _
from app.domain.refusal import Conflict
from app.queries.installation import is_empty
from app.settings import settings

commands = typer.Typer()


@commands.command()
def demo(
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help="Leave a database that is in use alone.")
    ] = False,
) -> None:
    """Load the demonstration programmes into an empty database."""
    load_demo(prepare_demo_address(), if_empty=if_empty)


def load_demo(address: str, *, if_empty: bool) -> None:
    """Load the demonstration into the database at this address; `if_empty` leaves one in use alone."""
    with open_database(address) as database, database.writing() as session:
        if if_empty and not is_empty(session):
            return
        from app.demo.load import load  # late: a second start only asks whether there is anything

        load(session)


def prepare_demo_address() -> str:
    """Return where the demonstration lives; one that lies in the place of the real database is moved there.

    The mark in a database says what it is, not its name. Refuses while a server still uses it.
    """
    given = settings(is_demo=True)
    if given.database_url is None and has_file(given.real_url) and is_demonstration(given.real_url):
        _move(*(Path(sa.make_url(address).database or "") for address in (given.real_url, given.demo_url)))
    return given.demo_url


def _move(old: Path, new: Path) -> None:
    if new.exists():
        raise Conflict("%(old)s and %(new)s both hold a demonstration. Remove one of them.", old=old, new=new)
    try:
        with closing(sqlite3.connect(old, timeout=0.5)) as connection:
            # Only who is alone can leave write-ahead logging; and then all of it is in one file.
            connection.execute("PRAGMA journal_mode=DELETE").close()
    except sqlite3.OperationalError as wrong:
        message = _("%(old)s is a demonstration that is in use. Stop its server first.")
        raise Conflict(message, old=old) from wrong
    old.rename(new)
