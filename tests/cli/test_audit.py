"""`python -m app audit forget`: old values go by one audited action, and nothing else does."""

import sqlalchemy as sa

from app.tables import AuditEntry, AuditPayload
from tests.cli.conftest import is_one_line


def counts(database):
    with database.reading() as session:
        return [
            session.scalar(sa.select(sa.func.count()).select_from(table))
            for table in (AuditEntry, AuditPayload)
        ]


def test_values_from_before_a_day_go_and_that_is_an_entry_itself(on, database):
    command = on(database)
    (entries, values) = counts(database)
    code, out, _ = command("audit", "forget", "--before", "2023-09-01")
    assert code == 0
    assert is_one_line(out)
    gone = int(out.split("De waarden van ")[1].split()[0])
    assert 0 < gone < values
    assert counts(database) == [entries + 1, values - gone + 1]
    with database.reading() as session:
        last = session.scalars(sa.select(AuditEntry).order_by(sa.desc(AuditEntry.id))).first()
        left = session.scalar(sa.select(sa.func.min(AuditPayload.at)))
    assert (last.action, last.chain, last.origin) == ("audit_retention.forget", "installation", "cli")
    assert left.isoformat() >= "2023-08-31T22:00:00+00:00"
    assert command("verify").code == 0


def test_an_unreadable_or_future_day_is_refused_in_one_line(on, database):
    command, before = on(database), counts(database)
    for day in ("gisteren", "2999-01-01", "2023-02-30"):
        code, out, err = command("audit", "forget", "--before", day)
        assert (code, out, is_one_line(err)) == (2, "", True)
    assert counts(database) == before
