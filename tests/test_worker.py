"""The worker sends what is due, tries again what did not leave, and gives up what never will."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
import sqlalchemy as sa

from app.actions import job
from app.domain.job import LEASE, MOST_ATTEMPTS, compute_pause
from app.settings import Settings
from app.tables import metadata
from app.worker import Worker
from tests.cast import TODAY
from tests.database import AUDIT_KEY, SECRET_KEY

LETTER = {"to": "bram@voorbeeld.nl", "subject": "Uw antwoorden", "text": "Beste Bram,\n"}


@pytest.fixture
def worker(database, mail_server, clock):
    """`worker(smtp_port=…)`: one that works for the test's server and clock."""

    def of(**given):
        return Worker(database, Settings(**mail_server.settings | given), TODAY, clock)

    return of


@pytest.fixture
def asked(database, clock):
    """`asked(3)`: so many letters are to leave."""

    def of(count=1):
        with database.writing() as session:
            for _ in range(count):
                job.enqueue(session, "mail", LETTER, clock())

    return of


def jobs(database):
    """Of every job its state, how often it was tried, and why it failed."""
    table = metadata.tables["job"]
    with database.reading() as session:
        rows = session.execute(
            sa.select(table.c.state, table.c.attempts, table.c.failure).order_by(table.c.id)
        )
        return [tuple(row) for row in rows]


def test_what_is_due_is_sent_once_in_the_words_that_were_written(worker, asked, mail_server, database):
    asked()
    assert worker().work(Event()) == 1
    (came,) = mail_server.came
    assert (came["to"], came["subject"], came.get_content().splitlines()) == (
        "bram@voorbeeld.nl",
        "Uw antwoorden",
        ["Beste Bram,"],
    )
    assert came["message-id"].startswith("<job-")
    assert jobs(database) == [("done", 1, "")]
    assert worker().work(Event()) == 0


def test_mail_that_cannot_be_sent_is_retried_at_growing_intervals(
    worker, asked, mail_server, database, clock
):
    asked()
    mail_server.answers["bram@voorbeeld.nl"] = "451 come back later"
    assert worker().work(Event()) == 1
    assert jobs(database) == [("waiting", 1, "451 come back later")]
    assert worker().work(Event()) == 0
    del mail_server.answers["bram@voorbeeld.nl"]
    clock.wait(seconds=compute_pause(1).total_seconds())
    assert worker().work(Event()) == 1
    assert jobs(database) == [("done", 2, "")]
    assert len(mail_server.came) == 1


def test_mail_is_given_up_in_the_end_when_the_server_is_gone(
    worker, asked, database, clock, free_tcp_port_factory
):
    asked()
    gone = worker(smtp_port=free_tcp_port_factory())
    for _ in range(MOST_ATTEMPTS + 2):
        gone.work(Event())
        clock.wait(days=1)
    ((state, attempts, failure),) = jobs(database)
    assert (state, attempts) == ("given_up", MOST_ATTEMPTS)
    assert "refused" in failure.lower()
    assert compute_pause(3) > compute_pause(2) > compute_pause(1) > timedelta(0)


def test_an_address_that_does_not_exist_is_given_up_at_once_and_keeps_back_no_other(
    worker, asked, mail_server, database
):
    asked(2)
    with database.writing() as session:
        job.enqueue(session, "mail", LETTER | {"to": "weg@voorbeeld.nl"}, worker().now())
    mail_server.answers["weg@voorbeeld.nl"] = "550 no such person"
    assert worker().work(Event()) == 3
    assert [state for state, *_ in jobs(database)] == ["done", "done", "given_up"]


def test_a_worker_that_was_killed_in_the_middle_loses_nothing(worker, asked, mail_server, database, clock):
    asked()
    with database.writing() as session:
        assert job.take(session, clock()) is not None
    assert worker().work(Event()) == 0
    clock.wait(seconds=LEASE.total_seconds())
    assert worker().work(Event()) == 1
    assert jobs(database) == [("done", 2, "")]


def test_workers_at_once_never_do_the_same(worker, asked, mail_server, database):
    asked(12)
    with ThreadPoolExecutor(3) as threads:
        done = list(threads.map(lambda _: worker().work(Event()), range(3)))
    assert sum(done) == 12
    assert len({letter["message-id"] for letter in mail_server.came}) == len(mail_server.came) == 12


@pytest.mark.parametrize("backend", ["sqlite"])
def test_mail_signs_in_with_the_user_of_the_settings_and_never_names_the_password(
    worker, asked, mail_server, database, caplog, clock
):
    asked()
    mail_server.users["mijlpaal"] = "only-the-server-knows"
    wrong = {"smtp_user": "mijlpaal", "smtp_password": "a-guess-at-it"}
    worker(**wrong).work(Event())
    ((state, _, failure),) = jobs(database)
    assert (state, failure) == ("waiting", "535 sign-in refused")
    assert "a-guess-at-it" not in caplog.text + failure
    clock.wait(hours=1)
    worker(smtp_user="mijlpaal", smtp_password="only-the-server-knows").work(Event())
    assert len(mail_server.came) == 1


@pytest.mark.parametrize("backend", ["sqlite"])
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_nothing_leaves_unprotected_where_that_was_not_chosen(worker, asked, mail_server, database, security):
    asked()
    worker(smtp_security=security).work(Event())
    assert [state for state, *_ in jobs(database)] == ["waiting"]
    assert mail_server.came == []


@pytest.mark.parametrize("backend", ["sqlite"])
def test_without_a_server_mail_waits(worker, asked, database):
    asked()
    worker(smtp_host=None).work(Event())
    assert jobs(database) == [("waiting", 1, "MIJLPAAL_SMTP_HOST is not set")]


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_process_of_its_own_sends_and_stops_when_it_is_told_to(asked, mail_server, database):
    asked()
    given = mail_server.settings | {
        "database_url": database.url.render_as_string(hide_password=False),
        "secret_key": SECRET_KEY,
        "audit_key": AUDIT_KEY,
        "public_url": "https://mijlpaal.test",
    }
    environment = {f"MIJLPAAL_{name.upper()}": str(value) for name, value in given.items()}
    with subprocess.Popen([sys.executable, "-m", "app", "worker"], env=os.environ | environment) as process:
        assert mail_server.something_came.wait(timeout=60)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    assert jobs(database) == [("done", 1, "")]
