"""Covering what is there: sealing the rows of a database from before rows were sealed, as they stand."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit
from app.actions.act import Act
from app.queries.sealed_row import sealed_table
from app.tables import AuditEntry
from app.tables.row_seal import sealed_tables
from app.touched_rows import RowKey
from app.transaction import do_last

ACTION = "audit_trail.cover"
AT_ONCE = 5000


def cover(session: Session, act: Act) -> int:
    """Seal every row as it stands, where entries were written since that seal none; returns how many rows.

    What was done to the rows before is taken for true. So it does nothing in a database whose entries all
    seal rows: whoever tampers with one cannot have that covered.
    """
    if not _has_entries_without_rows(session):
        return 0
    count = 0
    for table in sealed_tables():
        for rows in _batches(session, table):
            count += len(rows)
            thing = ("audit_trail", 0)
            audit.record(session, act, ACTION, thing, rows=rows, table=table.name, count=len(rows))
            do_last(session)
    return count


def _has_entries_without_rows(session: Session) -> bool:
    """Whether an entry without seals of rows comes after the last time that everything was covered."""
    covered = sa.select(sa.func.max(col(AuditEntry.id))).where(col(AuditEntry.action) == ACTION)
    last = session.scalar(covered) or 0
    since = sa.select(sa.literal(1)).where(col(AuditEntry.rows_digest).is_(None), col(AuditEntry.id) > last)
    return session.scalar(since.limit(1)) is not None


def _batches(session: Session, table: sa.Table) -> Iterator[list[RowKey]]:
    keys = session.scalars(sa.select(sealed_table(table.name).key).execution_options(yield_per=AT_ONCE))
    for some in keys.partitions(AT_ONCE):
        yield [(table.name, str(key)) for key in some]
