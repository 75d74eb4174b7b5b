"""`demo`: the demonstration programmes, into an empty database."""

from typing import Annotated

import typer

from app.cli.database import open_database
from app.queries.installation import is_empty

commands = typer.Typer()


@commands.command()
def demo(
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help="Leave a database that is in use alone.")
    ] = False,
) -> None:
    """Load the demonstration programmes into an empty database."""
    with open_database() as database, database.writing() as session:
        if if_empty and not is_empty(session):
            return
        from app.demo.load import load  # late: a second start only asks whether there is anything

        load(session)
