"""`worker`: does what must be done after a change, such as sending mail, until it is told to stop."""

import logging
import signal
from threading import Event, Thread
from typing import Annotated

import typer

from app.cli.database import open_database
from app.courier import Courier
from app.domain.refusal import Conflict
from app.queries.installation import demo_today
from app.settings import secret_key, settings
from app.worker import Worker, read_clock

commands = typer.Typer()


@commands.command()
def worker(
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, and stop.")] = False,
) -> None:
    """Send mail and events, make files of reports and remind on schedule, until SIGTERM or Ctrl+C."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    stop = Event()
    with open_database() as database:
        with database.reading() as session:
            today = demo_today(session)
        given = settings(is_demo=today is not None)
        if today is None and given.secret_key is None:
            raise Conflict("MIJLPAAL_SECRET_KEY is required outside the demonstration.")
        if today is None and "public_url" not in given.model_fields_set:
            raise Conflict("MIJLPAAL_PUBLIC_URL is required: it is the address of the links in letters.")
        runner = Worker(database, given, given.today or today)
        courier = Courier(database, given, secret_key(given, demo=today is not None), read_clock)
        if once:
            runner.show_pulse()
            runner.remind()
            runner.work(stop)
            courier.deliver(stop)
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        delivering = Thread(target=courier.run, args=(stop,), name="courier")
        delivering.start()
        try:
            runner.run(stop)
        finally:
            stop.set()
            delivering.join()
