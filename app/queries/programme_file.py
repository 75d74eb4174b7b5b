"""Writing a whole programme as one file, row by row, from one snapshot of the database.

The file is sealed with the key of the audit trail only where the trail and every row are as they were sealed:
whoever reads it in with that key knows that it was so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.audit_trail import SealKeys, chain_of
from app.domain.programme_file import FORMAT, HEADER, SEAL, VERSION, FileDigest, seal_file, write_value
from app.queries.audit_verification import faults_of_chain, forgotten_before
from app.queries.row_verification import find_row_fault, missing_rows, rows_with_seals
from app.sealing.rows import sealed_table
from app.tables import AuditEntry, AuditPayload, NamedMomentRow, RowSeal, metadata
from app.tables.programme_file import FILED, FiledTable, filed_tables
from app.tables.row_seal import UNSEALED

ROWS_AT_ONCE = 500
_LARGE = ("frozen_report", "report_version", "file_content", "imported_trail", "read_report")
"""Tables of which one row can be megabytes."""


@dataclass(slots=True)
class ProgrammeWriter:
    """Writes the file of one programme; `is_sealed` says afterwards whether it bears a seal."""

    session: Session
    keys: SealKeys
    programme_id: int
    slug: str
    is_sealed: bool = True
    _moments: list[int] | None = None

    def lines(self) -> Iterator[str]:
        """Yield the file, a record a line."""
        digest = FileDigest()
        header = (FORMAT, VERSION, self.slug, self._forgotten_before())
        yield "{"
        for member, value in zip(HEADER, header, strict=True):
            digest.add(member, value)
            yield f'"{member}":{write_value(value)},\n'
        for table in filed_tables():
            yield f'"{table.member}":['
            separator = "\n"
            for record in self._records(table):
                digest.add(table.member, record)
                yield f"{separator}{write_value(record)}"
                separator = ",\n"
            yield "],\n"
        self.is_sealed = self.is_sealed and not any(
            faults_of_chain(self.session, self.keys, chain_of(self.programme_id))
        )
        seal = seal_file(self.keys.current, digest.hexdigest()) if self.is_sealed else None
        yield f'"{SEAL}":{write_value(seal)}}}\n'

    def _records(self, table: FiledTable) -> Iterator[dict[str, object]]:
        at_once = 1 if table.name in _LARGE else ROWS_AT_ONCE
        options = {"yield_per": at_once}
        if table.name in UNSEALED:
            columns = [sa.type_coerce(filed.column, sa.types.NullType()) for filed in table.columns]
            select = sa.select(*columns).where(table.scope()).order_by(*table.table.primary_key)
            for row in self.session.execute(select.execution_options(**options), self._parameters()):
                pairs = zip(table.columns, row, strict=True)
                yield {filed.name: filed.write(value) for filed, value in pairs}
            return
        sealed = sealed_table(table.name)
        by_name = {filed.column.name: filed for filed in table.columns}
        select = rows_with_seals(table.name).where(table.scope())
        for row in self.session.execute(select.execution_options(**options), self._parameters()):
            if find_row_fault(sealed, row, self.keys) is not None:
                self.is_sealed = False
            values = zip(sealed.names, row[4:], strict=True)
            yield {by_name[name].name: by_name[name].write(value) for name, value in values}
        self._check_missing(table.name)

    def _check_missing(self, name: str) -> None:
        """A row that the trail of this programme sealed last, and that is gone."""
        seal = metadata.tables[str(RowSeal.__tablename__)]
        missing = missing_rows(name).subquery()
        ours = sa.select(seal.c.row_key).where(
            seal.c.chain == chain_of(self.programme_id),
            seal.c.table_name == name,
            seal.c.row_key.in_(sa.select(missing.c[0])),
        )
        if self.session.execute(ours.limit(1)).first() is not None:
            self.is_sealed = False

    def _parameters(self) -> Mapping[str, object]:
        return {
            "programme_id": self.programme_id,
            "chain": chain_of(self.programme_id),
            "moment_ids": self._moment_ids(),
        }

    def _moment_ids(self) -> list[int]:
        """The named moments that a promise of the programme is worded with, of every year."""
        if self._moments is None:
            self._moments = self._find_moments()
        return self._moments

    def _find_moments(self) -> list[int]:
        phrases: set[str] = set()
        for name in FILED:
            table = metadata.tables[name]
            if "phrase" in table.c:
                select = sa.select(table.c.phrase).where(table.c.programme_id == self.programme_id)
                phrases.update(self.session.scalars(select.distinct()))
        words = "\n".join(phrases).casefold()
        rows = self.session.execute(sa.select(col(NamedMomentRow.id), col(NamedMomentRow.name)))
        return [row.id for row in rows if row.name.casefold() in words]

    def _forgotten_before(self) -> str | None:
        """The moment before which values were forgotten, where some of this programme were."""
        has_values = sa.exists().where(
            col(AuditPayload.chain) == col(AuditEntry.chain), col(AuditPayload.seq) == col(AuditEntry.seq)
        )
        forgotten: sa.Select[Any] = sa.select(col(AuditEntry.id)).where(
            col(AuditEntry.chain) == chain_of(self.programme_id), col(AuditEntry.digest) != "", ~has_values
        )
        if self.session.scalar(forgotten.limit(1)) is None:
            return None
        before = forgotten_before(self.session, self.keys)
        return f"{before.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z" if before else None
