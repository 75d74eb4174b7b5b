"""Two people saving at once: the second is told, and nothing is lost."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa

from app.actions.audit_log import AuditContext
from app.actions.measurement import MeasurementInput, measure_round
from app.actions.report import sign_off
from app.actions.report.draft import answer_finding
from app.actions.report.review import add_comment
from app.actions.status_update import StatusUpdateInput, submit
from app.domain.refusal import Invalid, Stale
from app.domain.round import Verdict
from app.domain.status import Status
from app.queries.programme import programme_by_id
from app.tables import (
    AuditEntry,
    Comment,
    Deliverable,
    FindingAnswer,
    Measurement,
    Programme,
    SignOff,
    StatusUpdate,
)
from tests.cast import TODAY, at
from tests.rounds import karel, noor, reviewed, signing

WRITERS, TIMES = 8, 10
GOING_ON = ("handbook", "location", "training", "release", "panel", "survey")


@pytest.fixture(autouse=True)
def patience(database):
    """Many writers wait for each other on SQLite's file, longer on a busy machine than a product should."""
    if database.is_sqlite:
        sa.event.listen(
            database.writing_engine, "connect", lambda raw, _record: raw.execute("PRAGMA busy_timeout=120000")
        )


@pytest.fixture
def update(database, cast):
    """`update(text, version)`: Bram says so of the handbook, in a session of its own; what came of it."""

    def tell(text, version, submission=None, name="handbook"):
        new = StatusUpdateInput(Status.IN_PROGRESS, version, TODAY, text=text, submission=submission)
        with database.writing() as session:
            return submit(session, AuditContext(cast.bram, at(TODAY), "test"), cast[name], new, today=TODAY)

    return tell


def at_once(doing: Iterable[Callable[[], object]]) -> list[Any]:
    """Everything at the same moment, each in a thread of its own; the results, refusals among them."""
    doing = list(doing)
    together = Barrier(len(doing))

    def run(signing):
        together.wait(timeout=30)
        try:
            return signing()
        except (Stale, Invalid) as refused:
            return refused

    with ThreadPoolExecutor(len(doing)) as threads:
        return list(threads.map(run, doing))


def count(database, table):
    with database.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table))


def test_a_section_that_is_signed_twice_at_once_is_signed_once(database, cast):
    with database.writing() as session:
        reviewed(session, cast)
        signings = [signing(session, cast, key) for key in ("promises", "risks")]

    def agree_with_all():
        with database.writing() as session:
            return [sign_off.sign(session, karel(cast), signing) for signing in signings]

    results = at_once([agree_with_all] * 4)
    assert count(database, SignOff) == 2
    assert [result == results[0] for result in results] == [True] * 4
    with database.reading() as session:
        query = sa.select(sa.func.count()).select_from(AuditEntry).filter_by(action="sign_off.sign")
        assert session.scalar(query) == 2


def test_a_different_verdict_or_another_signer_is_signed_too(database, cast):
    with database.writing() as session:
        reviewed(session, cast)
        agreed = signing(session, cast)
        objected = replace(agreed, verdict=Verdict.OBJECTS, text="Toch niet.")
        for signature in (agreed, agreed, objected, agreed):
            sign_off.sign(session, karel(cast), signature)
        assert rows_in(session, SignOff) == 3
        sign_off.sign(session, AuditContext(cast.iris, at(TODAY), "test"), agreed)
        assert rows_in(session, SignOff) == 4


def rows_in(session, table):
    return session.scalar(sa.select(sa.func.count()).select_from(table))


def test_a_remark_that_is_sent_twice_at_once_is_made_once(database, cast):
    with database.writing() as session:
        reviewed(session, cast)
        place = signing(session, cast).section

    def remark():
        with database.writing() as session:
            return add_comment(session, karel(cast), place, "Dit kan korter.")

    results = at_once([remark] * 4)
    assert (len(set(results)), count(database, Comment)) == (1, 1)


def test_an_answer_to_a_finding_that_is_sent_twice_at_once_is_kept_once(database, cast):
    def reply(reason="Dat klopt zo."):
        with database.writing() as session:
            answer_finding(session, noor(cast), cast.period, "0" * 64, reason)

    at_once([reply] * 4)
    assert count(database, FindingAnswer) == 1
    reply("Toch anders.")
    reply()
    assert count(database, FindingAnswer) == 3


def test_a_round_of_measurements_that_is_sent_twice_at_once_is_kept_once(database, cast):
    before = count(database, Measurement)
    round = {(cast.visitors, None): MeasurementInput(Decimal(9), date(2023, 11, 30), TODAY)}

    def measure():
        with database.writing() as session:
            return measure_round(session, noor(cast), round)

    results = at_once([measure] * 4)
    assert sum(isinstance(result, list) for result in results) == 1
    assert count(database, Measurement) == before + 1


def texts(database, deliverable_id):
    with database.reading() as session:
        query = sa.select(StatusUpdate.text).filter_by(deliverable_id=deliverable_id)
        return list(session.scalars(query))


def versions(database, cast):
    """The versions of what is going on, by its short name."""
    with database.reading() as session:
        by_id = dict(session.execute(sa.select(Deliverable.id, Deliverable.version)).all())
    return {name: by_id[cast[name]] for name in GOING_ON}


def test_when_two_save_at_once_one_is_saved_and_the_other_sees_what_was_said(database, cast, update):
    results = at_once([lambda: update("van Bram", 4), lambda: update("van Noor", 4)])
    refused = [result for result in results if isinstance(result, Stale)]
    saved = [text for text in texts(database, cast["handbook"]) if text.startswith("van")]
    assert len(refused) == len(saved) == 1
    assert refused[0].current.text == saved[0]


def test_a_form_that_is_sent_twice_at_once_is_saved_once_and_nobody_is_refused(database, cast, update):
    results = at_once([lambda: update("dubbel", 4, "form-1")] * 2)
    assert results[0] == results[1]
    assert texts(database, cast["handbook"]).count("dubbel") == 1


def test_everything_that_many_say_at_once_is_kept(database, cast, update):
    """Whoever is told reads again and says it again: eighty texts, as many versions, and a trace of each.

    `make bench` lets 64 people save at once.
    """

    def insist(writer):
        for time in range(TIMES):
            name = GOING_ON[(writer + time) % len(GOING_ON)]
            while True:
                try:
                    update(f"{writer}-{time}", versions(database, cast)[name], name=name)
                    break
                except Stale:
                    continue

    before = versions(database, cast)
    at_once([lambda writer=writer: insist(writer) for writer in range(WRITERS)])
    said_texts = [text for name in GOING_ON for text in texts(database, cast[name]) if "-" in text]
    assert sorted(said_texts) == sorted(
        f"{writer}-{time}" for writer in range(WRITERS) for time in range(TIMES)
    )
    assert sum(versions(database, cast).values()) == sum(before.values()) + WRITERS * TIMES
    with database.reading() as session:
        traces = sa.select(sa.func.count()).select_from(AuditEntry).filter_by(programme_id=cast.programme)
        assert programme_by_id(session, cast.programme).revision == session.scalar(traces)


def test_what_is_read_and_changed_in_one_transaction_is_kept(database, cast):
    """Eighty times a count is read and written one higher, in transactions that may change."""
    is_ours = Programme.id == cast.programme

    def count_on():
        for _ in range(TIMES):
            with database.writing() as session:
                version_read = session.scalar(sa.select(Programme.version).where(is_ours).with_for_update())
                session.connection().execute(
                    sa.update(Programme).where(is_ours).values(version=version_read + 1)
                )

    at_once([count_on] * WRITERS)
    with database.reading() as session:
        assert session.scalar(sa.select(Programme.version).where(is_ours)) == 1 + WRITERS * TIMES
