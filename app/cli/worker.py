"""`worker`: does what must be done after a change, such as sending mail, until it is told to stop."""

import logging
import signal
from threading import Event
from typing import Annotated

import typer

from app.cli._database import opened
from app.domain.refusal import Conflict
from app.queries.installation import demo_today
from app.settings import settings
from app.worker import Worker

commands = typer.Typer()


@commands.command()
def worker(
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, and stop.")] = False,
) -> None:
    """Send mail and remind on schedule; stops at SIGTERM or Ctrl+C, once what it does is done."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    given, stop = settings(), Event()
    with opened() as database:
        with database.reading() as session:
            today = demo_today(session)
        if today is None and given.secret_key is None:
            raise Conflict("MIJLPAAL_SECRET_KEY is required outside the demonstration.")
        mine = Worker(database, given, given.today or today)
        if once:
            mine.remind()
            mine.work(stop)
            return
        for told in (signal.SIGTERM, signal.SIGINT):
            signal.signal(told, lambda *_: stop.set())
        mine.run(stop)
