"""Where the rows of a file come to stand: under their own ids where these are free, else under others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions.programme_import.examination import Examination
from app.actions.programme_import.file import ProgrammeFile
from app.domain.audit_trail import SealKeys
from app.domain.language import _
from app.domain.person import erased_address, erased_name
from app.domain.programme_file import is_sealed_with
from app.domain.refusal import Conflict, Message
from app.tables import NamedMomentRow, Party, Person, Programme, metadata
from app.tables.columns import LARGEST_ID
from app.tables.programme_file import SHARED, TRAIL, filed_tables

_NAMED, _MOMENTS = ("person", "party"), ("named_moment",)
"""What rows refer to by id, and what none refers to."""
_KEPT_UP_TO = LARGEST_ID // 2
"""Ids beyond it are not kept: the rows that come after would run out of numbers."""


@dataclass(slots=True)
class Placement:
    """How ids of the file become those of the database.

    `why_unverified` is none where the programme comes in as it was, its trail with it.
    """

    why_unverified: Message | None
    shifts: dict[str, int] = field(default_factory=dict)
    """What is added to the ids of a table."""
    ids: dict[str, dict[int, int]] = field(default_factory=dict)
    """Those of tables of which rows may be here already."""
    known: dict[str, set[int]] = field(default_factory=dict)
    """Which rows of these are here already, by their ids in the file."""
    changed: dict[int, dict[str, Any]] = field(default_factory=dict)
    """What a person who was erased is called under another number, by id in the file."""

    @property
    def is_verified(self) -> bool:
        """Whether the trail comes with it."""
        return self.why_unverified is None

    def translate(self, table: str, id: Any) -> Any:
        """Return the id here of a row of the file."""
        if table in self.ids:
            return self.ids[table].get(id, id)
        shift = self.shifts.get("deliverable" if table == "decision" else table, 0)
        return id + shift if shift else id

    @property
    def moved(self) -> Mapping[str, int]:
        """The shifts that move something."""
        return {table: shift for table, shift in self.shifts.items() if shift}


def place(session: Session, file: ProgrammeFile, seen: Examination, keys: SealKeys) -> Placement:
    """Decide where everything comes to stand. Refuses a file that was altered since it was sealed."""
    beside = session.scalar(sa.select(col(Programme.id)).limit(1)) is not None
    known, taken = _find_known(session, seen)
    why = _why_unverified(file, seen, keys)
    if beside:
        why = Message(_("There already is a programme here."))
    elif why is None and _is_in_the_way(session, seen, taken):
        why = Message(_("There are rows here with the numbers that those of the file have."))
    placement = Placement(why, known=known)
    for name in _MOMENTS if why is None else (*_NAMED, *_MOMENTS):
        _place_shared(session, name, seen, known, placement)
    if why is None:
        return placement
    for table in filed_tables():
        if table.ids is not None and table.name not in (*SHARED, *TRAIL):
            placement.shifts[table.name] = _find_shift(session, table.ids, seen.keys[table.name])
    return placement


def _why_unverified(file: ProgrammeFile, seen: Examination, keys: SealKeys) -> Message | None:
    if file.seal is None:
        return Message(
            _("The file bears no seal: the trail was not whole when it was written, or somebody took it off.")
        )
    if file.seal["key"] not in keys.secrets or not seen.seal_keys <= keys.secrets.keys():
        return Message(
            _("The key with which it was sealed is not known here; give it in MIJLPAAL_AUDIT_KEYS_BEFORE.")
        )
    if not is_sealed_with(keys.secrets[file.seal["key"]], file.seal, file.digest):
        raise Conflict("This file was altered after it was written: it no longer has its seal.")
    return None


def _find_known(session: Session, seen: Examination) -> tuple[dict[str, set[int]], dict[str, dict[Any, int]]]:
    """Which shared rows of the file are here under their id, and the ids here by what they are known by."""
    ids_here: dict[str, dict[Any, int]] = {
        "person": {(row.email,): row.id for row in session.execute(_SELECT["person"])},
        "party": {(row.name,): row.id for row in session.execute(_SELECT["party"])},
        "named_moment": {(row.name, row.year): row.id for row in session.execute(_SELECT["named_moment"])},
    }
    known = {
        table: {id for id, words in seen.shared[table].items() if rows.get(words) == id}
        for table, rows in ids_here.items()
    }
    return known, ids_here


def _is_in_the_way(session: Session, seen: Examination, ids_here: Mapping[str, Mapping[Any, int]]) -> bool:
    """Whether a row here has the id of another one of the file, or is the same one under another id."""
    for table in _NAMED:
        rows = ids_here[table]
        taken = set(rows.values())
        for id, words in seen.shared[table].items():
            if rows.get(words, id) != id or (words not in rows and id in taken):
                return True
    for filed in filed_tables():
        if filed.ids is not None and filed.name not in ids_here:
            ids = seen.keys[filed.name]
            if any(id in ids for id in session.scalars(sa.select(filed.ids))):
                return True
    return False


def _place_shared(
    session: Session, name: str, seen: Examination, known: dict[str, set[int]], placement: Placement
) -> None:
    """Find whom or what the file means among those here; who is new keeps their id where it is free."""
    rows = {words: row.id for row in session.execute(_SELECT[name]) if (words := tuple(row[1:]))}
    taken, ids = set(rows.values()), {}
    known[name] = set()
    for id, words in seen.shared[name].items():
        if words in rows and not (name == "person" and id in seen.erased):
            ids[id] = rows[words]
            known[name].add(id)
    following = max([*taken, *(id for id in seen.shared[name] if id <= _KEPT_UP_TO), 0])
    for id in sorted(seen.shared[name]):
        if id in ids:
            continue
        ids[id] = id
        if id in taken or id > _KEPT_UP_TO:
            following += 1
            ids[id] = following
        taken.add(ids[id])
        if name == "person" and id in seen.erased:
            new = ids[id]
            placement.changed[id] = {"email": erased_address(new), "name": erased_name(new)}
    placement.ids[name] = ids


def _find_shift(session: Session, column: sa.Column[Any], ids: set[Any]) -> int:
    """What to add so that no id is taken; nothing where none is."""
    if not ids:
        return 0
    last = _last_id(session, column)
    is_free = last < min(ids)
    if not is_free:
        taken = sa.select(column).where(column.between(min(ids), max(ids)))
        is_free = last == 0 or session.scalar(taken.limit(1)) is None
    if is_free and max(ids) <= _KEPT_UP_TO:
        return 0
    shift: int = last + 1 - min(ids)
    if max(ids) + shift > LARGEST_ID:
        raise Conflict("There are no numbers left for the rows of this file.")
    return shift


def _last_id(session: Session, column: sa.Column[Any]) -> int:
    """The largest id that was ever given: on PostgreSQL the sequence knows those that were not kept too."""
    last = int(session.scalar(sa.select(sa.func.max(column))) or 0)
    if session.get_bind().dialect.name == "sqlite":
        return last
    sequence = sa.text("SELECT pg_sequence_last_value(pg_get_serial_sequence(:table, 'id'))")
    given = int(session.scalar(sequence, {"table": column.table.name}) or 0)
    return max(last, given)


_SELECT: Mapping[str, sa.Select[*tuple[Any, ...]]] = {
    "person": sa.select(col(Person.id), col(Person.email)),
    "party": sa.select(col(Party.id), col(Party.name)),
    "named_moment": sa.select(col(NamedMomentRow.id), col(NamedMomentRow.name), col(NamedMomentRow.year)),
}


def lock_tables(session: Session) -> None:
    """Keep others from adding rows until the commit (PostgreSQL): their ids would be those given out here."""
    if session.get_bind().dialect.name == "postgresql":
        names = ", ".join(sorted(metadata.tables[table.name].name for table in filed_tables()))
        session.execute(sa.text(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE"))


def settle_tables(session: Session) -> None:
    """Let the next row of each table come after those that came in (PostgreSQL).

    It also counts what the tables hold by now: until this transaction ends nobody else does, and every row is
    looked up still.
    """
    if session.get_bind().dialect.name != "postgresql":
        return
    for table in filed_tables():
        session.execute(sa.text(f"ANALYZE {table.name}"))
    for table in filed_tables():
        if table.ids is not None:
            following = sa.select(
                sa.func.setval(
                    sa.func.pg_get_serial_sequence(table.name, "id"),
                    sa.func.greatest(sa.select(sa.func.max(table.ids)).scalar_subquery(), 1),
                )
            ).where(sa.select(table.ids).exists())
            session.execute(following)
