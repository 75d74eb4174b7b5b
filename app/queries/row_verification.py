"""Whether every row still is what the audit trail sealed last: table by table, in constant memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.audit_trail import SealKeys, digest_row
from app.sealing.rows import SealedTable, is_last_state, sealed_table
from app.tables import metadata
from app.tables.row_seal import sealed_tables

_SEAL = metadata.tables["row_seal"]
_ENTRY = metadata.tables["audit_entry"]
ROWS_PER_QUERY = 1000


class RowFaultKind(StrEnum):
    """What is wrong with a row."""

    DIFFERS = "differs"
    NEVER_SEALED = "never_sealed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class RowFault:
    """One row that is not what the trail says; `key` is its primary key as text."""

    kind: RowFaultKind
    table: str
    key: str


def row_faults(session: Session, keys: SealKeys) -> Iterator[RowFault]:
    """Every row that differs from what was sealed, was never sealed, or is missing. Two queries a table."""
    for table in sealed_tables():
        yield from faults_of_table(session, table.name, keys)


def faults_of_table(session: Session, name: str, keys: SealKeys) -> Iterator[RowFault]:
    """The same of one table, by its name. Two queries."""
    sealed = sealed_table(name)
    options = {"yield_per": ROWS_PER_QUERY}
    for row in session.execute(rows_with_seals(name), execution_options=options):
        if (fault := find_row_fault(sealed, row, keys)) is not None:
            yield fault
    for (key,) in session.execute(missing_rows(name), execution_options=options):
        yield RowFault(RowFaultKind.MISSING, name, str(key))


def find_row_fault(sealed: SealedTable, row: Sequence[Any], keys: SealKeys) -> RowFault | None:
    """What is wrong with a row of `rows_with_seals`, if anything is."""
    key, number, digest, key_id, *content = row
    name = sealed.table.name
    if not digest:
        return RowFault(RowFaultKind.NEVER_SEALED, name, str(key))
    secret = keys.secrets.get(str(key_id))
    if secret is None and key_id is not None:
        return None  # told with the entry: it was sealed with a key that is not given
    state = (name, str(key), number)
    if secret is None or digest != digest_row(secret, state, sealed.write_out(content)):
        return RowFault(RowFaultKind.DIFFERS, name, str(key))
    return None


@cache
def rows_with_seals(name: str) -> sa.Select[*tuple[Any, ...]]:
    """Every row of a table, with what was sealed last of it and the key that sealed it."""
    sealed = sealed_table(name)
    key = sealed.key
    mine = (_SEAL.c.table_name == name, _SEAL.c.row_key == key, is_last_state(_SEAL))
    same = (_ENTRY.c.chain == _SEAL.c.chain, _ENTRY.c.seq == _SEAL.c.seq)
    return (
        sa.select(key, _SEAL.c.number, _SEAL.c.digest, _ENTRY.c.key_id, *sealed.columns)
        .select_from(sealed.table)
        .outerjoin(_SEAL, sa.and_(*mine))
        .outerjoin(_ENTRY, sa.and_(*same))
        .order_by(*sealed.table.primary_key)
    )


@cache
def missing_rows(name: str) -> sa.CompoundSelect[tuple[str]]:
    """The keys of rows of a table that were sealed last as being there, but for those that are."""
    sealed_rows = sa.select(_SEAL.c.row_key).where(
        _SEAL.c.table_name == name, _SEAL.c.digest != "", is_last_state(_SEAL)
    )
    return sealed_rows.except_(sa.select(sealed_table(name).key))
