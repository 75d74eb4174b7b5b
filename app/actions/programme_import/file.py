"""The file of a programme, record by record, each checked against the column that is to hold it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, TextIO

from app.domain.programme_file import FORMAT, HEADER, SEAL, VERSION, FileDigest
from app.domain.refusal import Invalid
from app.readers.json_members import Member, read_members
from app.tables.programme_file import FiledTable, filed_tables

OpenFile = Callable[[], TextIO]
"""Opens the file from its beginning: it is read twice, so that nothing is written of a broken one."""

SLUG = re.compile("[a-z0-9-]{1,60}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_HEX = re.compile("[0-9a-f]{64}")


class FiledRecord(NamedTuple):
    """One row as the file has it: its columns, the record as it was written, and its place in the list."""

    table: FiledTable
    row: dict[str, Any]
    record: dict[str, Any]
    place: int


@dataclass(slots=True)
class ProgrammeFile:
    """A file that is being read; after the last record, `digest` and `seal` are known."""

    open: OpenFile
    slug: str = ""
    forgotten_before: datetime | None = None
    seal: Mapping[str, str] | None = None
    digest: str = ""

    def records(self) -> Iterator[FiledRecord]:
        """Yield every record. Refuses (`Invalid`) what is no such file, or of a later version."""
        digest, tables = FileDigest(), {table.member: table for table in filed_tables()}
        order = [*HEADER, *tables, SEAL]
        at = 0
        is_first = True
        with self.open() as file:
            for member in read_members(file):
                if is_first and (member.name != "format" or member.value != FORMAT):
                    raise Invalid.because("file", "This is no file of a programme from Mijlpaal.")
                is_first = False
                if member.name not in order:
                    raise _unknown(member.name)
                table = tables.get(member.name)
                if member.place in (None, 0):
                    if order.index(member.name) < at:
                        raise Invalid.because(
                            "file",
                            "“%(member)s” does not stand in its place in the file.",
                            member=member.name,
                        )
                    at = order.index(member.name) + 1
                if (table is None) != (member.place is None):
                    raise _wrong(member.name)
                if table is None:
                    self._read_header(member, digest)
                elif member.place:
                    yield self._read_record(table, member, digest)
        if at != len(order):
            raise Invalid.because("file", "The file is cut off: its end is missing.")
        self.digest = digest.hexdigest()

    def _read_header(self, member: Member, digest: FileDigest) -> None:
        name, value = member.name, member.value
        if name == "version" and (type(value) is not int or value < 1):
            raise _wrong(name)
        if name == "version" and value > VERSION:
            raise Invalid.because(
                "file",
                "This file has version %(version)s of the format, from a later release of Mijlpaal; "
                "this one reads up to version %(known)s.",
                version=value,
                known=VERSION,
            )
        if name == "slug":
            self.slug = _match(SLUG, name, value)
        elif name == "forgottenBefore" and value is not None:
            try:
                self.forgotten_before = datetime.fromisoformat(_match(_MOMENT, name, value))
            except ValueError as wrong:
                raise _wrong(name) from wrong
        elif name == SEAL:
            self.seal = _read_seal(value)
            return
        digest.add(name, value)

    def _read_record(self, table: FiledTable, member: Member, digest: FileDigest) -> FiledRecord:
        record, place = member.value, member.place or 0
        if not isinstance(record, dict):
            raise _wrong(f"{table.member} {place}")
        row, known = {}, set()
        for filed in table.columns:
            known.add(filed.name)
            if filed.name not in record:
                if not filed.has_default:
                    raise _wrong(f"{table.member} {place}: {filed.name}")
                row[filed.column.name] = filed.default
                continue
            try:
                row[filed.column.name] = filed.read(record[filed.name])
            except ValueError as wrong:
                raise _wrong(f"{table.member} {place}: {filed.name}") from wrong
        for name in record.keys() - known:
            raise _unknown(f"{table.member}.{name}")
        digest.add(table.member, record)
        return FiledRecord(table, row, record, place)


def _read_seal(value: Any) -> Mapping[str, str] | None:
    if value is None:
        return None
    if not isinstance(value, dict) or value.keys() != {"key", "hmac"} or not isinstance(value["key"], str):
        raise _wrong(SEAL)
    return {"key": value["key"], "hmac": _match(_HEX, SEAL, value["hmac"])}


def _match(pattern: re.Pattern[str], name: str, value: Any) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise _wrong(name)
    return value


def _wrong(place: str) -> Invalid:
    return Invalid.because("file", "The file is not right at “%(place)s”.", place=place)


def _unknown(name: str) -> Invalid:
    return Invalid.because(
        "file",
        "The file has a part “%(name)s” that this release of Mijlpaal does not know.",
        name=name[:80],
    )
