"""`serve`: the web server, and where to go once it runs."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

import typer
import uvicorn

from app.cli.database import open_database
from app.cli.demo import demo
from app.cli.migrate import migrate
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import Conflict
from app.oidc import open_provider
from app.queries.installation import demo_today
from app.queries.person import PersonRow, people
from app.security import is_loopback
from app.settings import settings
from app.templating import translator
from app.templating.formats import day
from app.templating.vocabulary import word

commands = typer.Typer()
APP = "app.main:create_served_app"
HTTP = "app.web.server:BoundedHttp"


@commands.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="The number of processes.")] = 1,
    with_demo: Annotated[
        bool,
        typer.Option("--with-demo", help="First make the tables, and load the demo into an empty database."),
    ] = False,
) -> None:
    """Serve the pages and the API."""
    if with_demo:  # in this process: each of its own takes a second to begin
        migrate()
        demo(if_empty=True)
    with open_database() as database, database.reading() as session:
        today = demo_today(session)
        cast = people(session) if today else []
    _refuse_unsafe(host, is_demo=today is not None)
    for line in _welcome(f"http://{_in_address(host)}:{port}", today, cast):
        typer.echo(line)
    uvicorn.run(APP, factory=True, host=host, port=port, workers=workers, http=HTTP, ws="none")


def _refuse_unsafe(host: str, *, is_demo: bool) -> None:
    """Everybody may sign in as anybody in a demonstration: it stays on this machine."""
    if is_demo and not is_loopback(host):
        raise Conflict(
            "A demonstration is served on this machine only. Use --host 127.0.0.1, not %(host)s.", host=host
        )
    if not is_demo and settings().secret_key is None:
        raise Conflict("MIJLPAAL_SECRET_KEY is required outside the demonstration.")
    if not is_demo and settings().today is not None:
        raise Conflict("MIJLPAAL_TODAY is refused: this database is no demonstration.")
    if not is_demo:
        open_provider(settings())


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _welcome(address: str, today: date | None, cast: list[PersonRow]) -> Iterator[str]:
    """Where to go, and in a demonstration whom to sign in as."""
    words = translator()
    yield words.gettext("Mijlpaal is at %(address)s") % {"address": address}
    if today is None:
        return
    welcome = words.gettext("This is the demonstration: it stays %(day)s there. Sign in as one of:")
    yield welcome % {"day": day(settings().today or today, DEFAULT_LANGUAGE)}
    for person in cast:
        held = ", ".join(word(words, role) for role in person.role_names)
        yield f"  {person.name} ({held or words.gettext('no role')})"
