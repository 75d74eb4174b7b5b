"""`openapi`: the description of the API, as JSON."""

import json
import tempfile
from pathlib import Path

import typer
from uvicorn.importer import import_from_string

from app.db import Database, migrate
from app.security import fresh_secret
from app.settings import Settings

commands = typer.Typer()
APP = "app.main:create_app"
"""Named by a string, since what is wired stands above the command line."""


@commands.command()
def openapi() -> None:
    """Print the description of the API as JSON; the database of the settings is not asked."""
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder) / 'empty.db'}"
        database = Database(address)
        migrate(database)
        database.dispose()
        app = import_from_string(APP)(Settings(database_url=address, secret_key=fresh_secret()))
        typer.echo(json.dumps(app.openapi(), ensure_ascii=False, indent=2))
        app.state.app_state.database.dispose()
