"""Keeping up the audit trail: sealing rows from before rows were sealed, and forgetting old values."""

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.domain.refusal import Conflict, Invalid
from app.queries.audit_verification import chain_faults
from app.sealing.rows import RowKey, sealed_table
from app.sealing.session import audit_keys, seal_traces
from app.tables import AuditEntry, AuditPayload, AuditRetention, RowSeal
from app.tables.row_seal import sealed_tables

ACTION = "audit_trail.cover"
ROWS_PER_BATCH = 5000


def cover_rows(session: Session, act: AuditContext) -> int:
    """Seal every row as it stands, in a database in which none was ever sealed; returns how many rows.

    What was done to the rows before is taken for true. So it is done once, and refused where the trail itself
    was tampered with: else whoever can change a row could have that covered.
    """
    if _was_sealed(session) or session.scalar(sa.select(col(AuditEntry.id)).limit(1)) is None:
        return 0
    if any(chain_faults(session, audit_keys(session))):
        raise Conflict("The audit trail was tampered with. Nothing was sealed; see: python -m app verify")
    count = 0
    for table in sealed_tables():
        for rows in _batches(session, table):
            count += len(rows)
            audit_log.record(
                session, act, ACTION, ("audit_trail", 0), rows=rows, table=table.name, count=len(rows)
            )
            seal_traces(session)
    return count


def forget_values(session: Session, act: AuditContext, before: datetime) -> int:
    """Remove the values of entries from before a moment; returns of how many.

    The database lets no other values go: it looks for the decision, which is written first. Refuses a moment
    after the act itself, for a decision never forgets its own values.
    """
    if before > act.at:
        raise Invalid.because("before", "This day is still to come.")
    decision = AuditRetention(before=before)
    session.add(decision)
    session.flush()
    old = sa.delete(AuditPayload).where(col(AuditPayload.at) < before)
    count = session.connection().execute(old).rowcount
    audit_log.record(
        session, act, "audit_retention.forget", ("audit_retention", decision.id), before=before, count=count
    )
    return count


def _was_sealed(session: Session) -> bool:
    return session.scalar(sa.select(col(RowSeal.number)).limit(1)) is not None


def _batches(session: Session, table: sa.Table) -> Iterator[list[RowKey]]:
    keys = session.scalars(
        sa.select(sealed_table(table.name).key).execution_options(yield_per=ROWS_PER_BATCH)
    )
    for batch in keys.partitions(ROWS_PER_BATCH):
        yield [(table.name, str(key)) for key in batch]
