"""`migrate`: makes the tables, or brings them up to date."""

import typer

from app.actions.search_entry import ensure
from app.cli._database import opened
from app.db import migrate as upgrade

commands = typer.Typer()


@commands.command()
def migrate() -> None:
    """Make the tables, or bring them up to date, and the words by which things are found with them."""
    with opened(migrated=False) as database:
        upgrade(database)
        with database.writing() as session:
            ensure(session)
