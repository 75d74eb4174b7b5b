"""Entries are sealed into one unbroken chain a programme, however many write at once, or not at all."""

import json
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby

import pytest
import sqlalchemy as sa

from app.actions import audit_log, person
from app.actions.audit_log import AuditContext
from app.db import Database
from app.domain.audit_trail import SEALED_SINCE_ROWS, START, seal
from app.tables import AuditEntry, AuditHead, AuditPayload
from tests.cast import TODAY, at
from tests.database import KEYS
from tests.dying import dies_before_its_commit
from tests.rounds import noor

WRITERS, TIMES = 6, 20


def chains(database):
    """Every entry, by its chain, in order."""
    with database.reading() as session:
        entries = sa.select(*sa.inspect(AuditEntry).columns).order_by(AuditEntry.chain, AuditEntry.seq)
        rows = session.execute(entries).mappings().all()
    return {chain: list(entries) for chain, entries in groupby(rows, lambda row: row["chain"])}


def unbroken(database):
    """Whether every chain counts from one, each entry sealed to the one before it, up to its head."""
    with database.reading() as session:
        heads = {row.chain: (row.seq, row.hash) for row in session.scalars(sa.select(AuditHead))}
    entries_by_chain = chains(database)
    for entries in entries_by_chain.values():
        last = START
        for seq, entry in enumerate(entries, start=1):
            assert (entry["seq"], entry["previous"]) == (seq, last)
            assert entry["hash"] == seal(KEYS.current.secret, [entry[name] for name in SEALED_SINCE_ROWS])
            last = entry["hash"]
    return heads == {
        chain: (len(entries), entries[-1]["hash"]) for chain, entries in entries_by_chain.items()
    }


def leave(database, cast, *titles):
    """One transaction that leaves these traces, in the programme and in the installation by turns."""
    with database.writing() as session:
        for number, title in enumerate(titles):
            programme = cast.programme if number % 2 == 0 else None
            audit_log.record(
                session,
                AuditContext(cast.noor, at(TODAY), "test"),
                "test.try",
                ("deliverable", 7),
                programme_id=programme,
                title=title,
            )


def test_each_programme_and_the_installation_have_a_chain(database, cast):
    assert set(chains(database)) == {"installation", f"programme:{cast.programme}"}
    assert unbroken(database)


def test_several_traces_of_one_change_follow_each_other_in_both_chains(database, cast):
    before = {chain: len(entries) for chain, entries in chains(database).items()}
    leave(database, cast, "a", "b", "c")
    after = {chain: len(entries) for chain, entries in chains(database).items()}
    assert after == {
        "installation": before["installation"] + 1,
        f"programme:{cast.programme}": 2 + (before[f"programme:{cast.programme}"]),
    }
    assert unbroken(database)


def test_many_who_write_at_once_keep_one_unbroken_chain(database, cast):
    if database.is_sqlite:
        sa.event.listen(
            database.writing_engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=120000")
        )
    before = sum(map(len, chains(database).values()))

    def write(writer):
        for time in range(TIMES):
            titles = [f"{writer}-{time}", f"{writer}-{time}-b"]
            leave(database, cast, *titles)

    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(write, range(WRITERS)))
    assert sum(map(len, chains(database).values())) == before + WRITERS * TIMES * 2
    assert unbroken(database)


def test_what_is_taken_back_leaves_no_gap(database, cast):
    with database.writing() as session:
        audit_log.record(
            session, AuditContext(cast.noor, at(TODAY), "test"), "test.undone", ("deliverable", 7)
        )
        session.rollback()
        audit_log.record(session, AuditContext(cast.noor, at(TODAY), "test"), "test.kept", ("deliverable", 7))
    actions = [entry["action"] for entry in chains(database)["installation"]]
    assert ("test.kept" in actions, "test.undone" in actions) == (True, False)
    assert unbroken(database)


def test_a_session_that_goes_on_after_its_commit_goes_on_in_the_chain(database, cast):
    with database.writing() as session:
        for _ in range(2):
            audit_log.record(
                session, AuditContext(cast.noor, at(TODAY), "test"), "test.try", ("deliverable", 7)
            )
            session.commit()
    assert [entry["action"] for entry in chains(database)["installation"]][-2:] == ["test.try"] * 2
    assert unbroken(database)


def test_a_process_that_is_killed_in_the_middle_leaves_the_chain_whole(database, cast):
    """It dies between the last statement and the commit: nothing of what it wrote is there."""
    before = chains(database)
    stranger = {"email": "weg@voorbeeld.nl", "name": "Weg"}
    dies_before_its_commit(database, lambda session: person.add(session, noor(cast), **stranger))
    assert chains(database) == before
    leave(database, cast, "after")
    assert unbroken(database)


def test_whoever_has_no_key_writes_nothing(database, cast):
    keyless = Database(database.url.render_as_string(hide_password=False))
    before = chains(database)
    with pytest.raises(RuntimeError, match="needs a key"):
        leave(keyless, cast, "a")
    keyless.dispose()
    assert chains(database) == before


def test_the_values_of_an_entry_are_kept_apart_from_it(database, cast):
    with database.writing() as session:
        act = AuditContext(cast.noor, at(TODAY), "test")
        audit_log.record(session, act, "test.try", ("deliverable", 7), was={"title": "één"}, title="twee")
    last = chains(database)["installation"][-1]
    with database.reading() as session:
        content = session.get_one(AuditPayload, ("installation", last["seq"])).content
    assert json.loads(content) == {"from": {"title": "één"}, "to": {"title": "twee"}}
    assert last["digest"]
    assert "twee" not in str(dict(last))


def test_many_traces_of_one_transaction_cost_as_many_statements_as_one(database, cast, queries):
    with queries() as few:
        leave(database, cast, "a", "b")
    with queries() as many:
        leave(database, cast, *"abcdefgh")
    written = [statement.split()[0] for statement in few if "audit_" in statement]
    assert written == [statement.split()[0] for statement in many if "audit_" in statement]
    assert written == ["SELECT", "SELECT", "INSERT", "INSERT", "UPDATE"] * 2
