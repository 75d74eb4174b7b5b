"""`serve`: the web server, and where to go once it runs."""

import errno
import os
import socket
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from ipaddress import ip_address
from typing import Annotated

import typer
import uvicorn
from uvicorn.supervisors import Multiprocess

from app.cli.database import find_real_address, open_database
from app.cli.demo import load_demo, prepare_demo_address
from app.cli.migrate import migrate_database
from app.domain.language import DEFAULT_LANGUAGE, _
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
_STARTS_WITHIN = 60
"""Seconds."""


@commands.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="The number of processes.")] = 1,
    with_demo: Annotated[
        bool,
        typer.Option("--with-demo", help="Serve the demonstration: make it first where there is none."),
    ] = False,
) -> None:
    """Serve the pages and the API."""
    address = prepare_demo_address() if with_demo else find_real_address()
    _refuse_taken(host, port)
    if with_demo:  # in this process: each of its own takes a second to begin
        migrate_database(address)
        load_demo(address, if_empty=True)
    with open_database(address) as database, database.reading() as session:
        today = demo_today(session)
        cast = people(session) if today else []
    _refuse_unsafe(host, is_demo=today is not None)
    site = _hand_on(address, host, port, is_demo=today is not None)
    config = uvicorn.Config(APP, factory=True, host=host, port=port, workers=workers, http=HTTP, ws="none")
    welcome = list(_welcome(site, today, cast))
    with suppress(KeyboardInterrupt):
        if workers == 1:
            WelcomingServer(config, welcome).run()
        else:
            WelcomingProcesses(config, [config.bind_socket()], welcome).run()


class WelcomingServer(uvicorn.Server):
    """A server that says where to go once it listens."""

    def __init__(self, config: uvicorn.Config, welcome: Sequence[str]) -> None:
        """Keep the lines to say."""
        super().__init__(config)
        self._welcome = welcome

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and then say so."""
        await super().startup(sockets)
        _say(self._welcome)


class WelcomingProcesses(Multiprocess):
    """Several of them, which say it once the first one listens."""

    def __init__(self, config: uvicorn.Config, sockets: list[socket.socket], welcome: Sequence[str]) -> None:
        """Keep the lines to say."""
        super().__init__(config, sockets)
        self._welcome = welcome

    def init_processes(self) -> None:
        """Start them, and then say so."""
        super().init_processes()
        if self.processes[0].wait_until_ready(_STARTS_WITHIN, self.should_exit):
            _say(self._welcome)


def _say(lines: Sequence[str]) -> None:
    for line in lines:
        typer.echo(line)


def _refuse_taken(host: str, port: int) -> None:
    """Refuse an address that cannot be listened on, before anything is made or said."""
    try:
        places = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _canonical, place = places[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as wrong:
        why = wrong.strerror or str(wrong)
        if wrong.errno == errno.EADDRINUSE:
            message = _("Port %(port)s is in use already. Stop what runs there, or choose another: --port.")
        else:
            message = _("Nothing can be served at %(host)s, port %(port)s: %(why)s.")
        raise Conflict(message, host=host, port=port, why=why) from wrong


def _hand_on(address: str, host: str, port: int, *, is_demo: bool) -> str:
    """Tell the processes that serve which database, and by which address people come; returns the latter.

    That is the one that is set, else where the server listens, never what a request says of itself.
    """
    os.environ["MIJLPAAL_DATABASE_URL"] = address
    if "public_url" not in settings(is_demo=is_demo).model_fields_set:
        os.environ["MIJLPAAL_PUBLIC_URL"] = f"http://{_in_address(host)}:{port}"
    settings.cache_clear()
    return settings(is_demo=is_demo).public_url


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
    """The host as it stands in an address; who listens everywhere is reached by the name of the machine."""
    try:
        is_everywhere = ip_address(host).is_unspecified
    except ValueError:
        is_everywhere = False
    if is_everywhere:
        return socket.gethostname()
    return f"[{host}]" if ":" in host else host


def _welcome(address: str, today: date | None, cast: list[PersonRow]) -> Iterator[str]:
    """Where to go, and in a demonstration whom to sign in as."""
    words = translator()
    yield words.gettext("Mijlpaal is at %(address)s") % {"address": address}
    if today is None:
        return
    welcome = words.gettext("This is the demonstration: it stays %(day)s there. Sign in as one of:")
    yield welcome % {"day": day(settings(is_demo=True).today or today, DEFAULT_LANGUAGE)}
    for person in cast:
        held = ", ".join(word(words, role) for role in person.role_names)
        yield f"  {person.name} ({held or words.gettext('no role')})"
