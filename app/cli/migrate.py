"""`migrate`: makes the tables, or brings them up to date."""

import typer
from alembic.util import CommandError

from app.actions.audit_maintenance import cover_rows
from app.actions.search_entry import build_missing
from app.cli.database import act_now, open_database
from app.db import migrate as upgrade
from app.domain.refusal import Conflict

commands = typer.Typer()


@commands.command()
def migrate() -> None:
    """Make the tables, or bring them up to date, and the words by which things are found with them."""
    migrate_database()


def migrate_database(address: str | None = None) -> None:
    """Do so with the database at this address, the real one where none is given."""
    with open_database(address, migrated=False) as database:
        try:
            upgrade(database)
        except CommandError as refused:
            raise Conflict("The database was not brought up to date. %(why)s", why=refused) from refused
        with database.writing() as session:
            build_missing(session)
            cover_rows(session, act_now())
