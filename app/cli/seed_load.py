"""`seed-load`: invented programmes to measure with, into an empty database."""

from typing import Annotated

import typer

from app.cli.database import open_database
from app.demo.invented import load

commands = typer.Typer()


@commands.command()
def seed_load(
    deliverables: Annotated[int, typer.Option(min=0)] = 2000,
    programmes: Annotated[int, typer.Option(min=1)] = 10,
) -> None:
    """Load invented programmes into an empty database; the same each time."""
    with open_database() as database, database.writing() as session:
        load(session, deliverables=deliverables, programmes=programmes)
