"""Many projects and deliverables in one request, as the rows of a workbook that the action saves."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import Session

from app.actions.deliverable_document import SourceInput
from app.domain.refusal import Message
from app.domain.sheet import Fault as RowFault
from app.domain.sheet import UnreadableTable
from app.domain.workbook import DELIVERABLES, OWN_EARLIEST, OWN_LATEST, OWN_UNDATED, PROJECTS, Noun, NounRow
from app.domain.workbook_comparison import NewRow, RowChange
from app.queries.address import people_with
from app.queries.programme import action_line_ids
from app.queries.workbook import part_sheets
from app.web.api.v1.bodies.bulk_entry import (
    BulkDeadline,
    BulkDeliverable,
    BulkProject,
    BulkRow,
    NewBulkEntry,
)
from app.web.api.v1.changes import NOBODY
from app.web.faults import InvalidRequest, point_at
from app.web.problem import Fault

_LISTS = {PROJECTS.name: "/projects", DELIVERABLES.name: "/deliverables"}
_NOUNS = {noun.title: noun.name for noun in (PROJECTS, DELIVERABLES)}
_POINTERS = {
    **{"frequency_count": "/frequency/count", "frequency_per": "/frequency/per"},
    **{"phrase": "/deadline/phrase", "firmness": "/deadline/firmness"},
    **{OWN_EARLIEST: "/deadline/earliest", OWN_LATEST: "/deadline/latest", OWN_UNDATED: "/deadline/undated"},
    **{"source_document": "/sources", "source_section": "/sources", "action_line_id": "/actionLine"},
}


@dataclass(slots=True)
class _Reader:
    """Reads the rows of a request, and gathers what is wrong with them."""

    people: Mapping[str, int]
    lines: Mapping[str, int]
    present: Mapping[str, Mapping[int, NounRow]]
    new: Mapping[tuple[str, str], NewRow]
    faults: list[Fault] = field(default_factory=list)
    seen: set[tuple[str, int]] = field(default_factory=set)

    def refuse(self, noun: Noun, place: int, name: str, message: Message) -> None:
        """Note what is wrong with a property of a row."""
        pointer = f"{_LISTS[noun.name]}/{place}{point_at(name, _POINTERS)}"
        self.faults.append(Fault(message, pointer=pointer))

    def read(self, noun: Noun, place: int, row: BulkRow, values: dict[str, Any]) -> RowChange | None:
        """Return what a row changes or makes, none where it is wrong; `values` are what it gives."""
        if "lead" in row.model_fields_set:
            values["lead_id"] = (
                None if row.lead is None else self.people.get(row.lead.strip().lower(), NOBODY)
            )
        if row.id is None:
            return self._read_new(noun, place, row, values)
        now = self.present[noun.name].get(row.id)
        if now is None:
            self.refuse(noun, place, "id", Message("There is nothing here, or not for you."))
            return None
        if (noun.name, row.id) in self.seen:
            self.refuse(noun, place, "id", Message("This is in the request more than once."))
        self.seen.add((noun.name, row.id))
        if row.version != now.version:
            message = Message(
                "Somebody changed this since: it has version %(version)s now.", {"version": now.version}
            )
            self.refuse(noun, place, "version", message)
        changed = {key: value for key, value in values.items() if value != now.values[key]}
        return RowChange(
            noun=noun.name,
            id=row.id,
            version=now.version,
            line=place + 1,
            title=str(now.values["title"]),
            cells={},
            values={**now.values, **changed},
            changed=frozenset(changed),
            reason=row.reason,
        )

    def _find_person(self, address: str | None) -> int | None:
        return None if address is None else self.people.get(address.strip().lower(), NOBODY)

    def _read_new(self, noun: Noun, place: int, row: BulkRow, values: dict[str, Any]) -> RowChange:
        if row.version is not None:
            self.refuse(noun, place, "version", Message("Give the id of what has this version."))
        return RowChange(
            noun=noun.name,
            id=0,
            version=0,
            line=place + 1,
            title=row.title,
            cells={},
            values={**_NEW[noun.name], **values},
            changed=frozenset(values),
            reason=row.reason,
        )

    def find(self, noun: Noun, place: int, name: str, named: int | str, of: Noun) -> int | NewRow:
        """Return what a row names: by its id, or by its key what another row makes."""
        if isinstance(named, int):
            return named
        new = self.new.get((of.name, named))
        if new is None:
            message = Message("No new row of this request has the key “%(key)s”.", {"key": named})
            self.refuse(noun, place, name, message)
        return new or 0


def read_rows(session: Session, programme_id: int, body: NewBulkEntry) -> list[RowChange]:
    """Return what a request changes and makes. Five queries. Refuses everything that is wrong at once."""
    rows: Sequence[BulkRow] = (*body.projects, *body.deliverables)
    reader = _Reader(
        people=people_with(session, [row.lead for row in rows if row.lead is not None]),
        lines=action_line_ids(session, programme_id),
        present={
            sheet.noun.name: {row.id: row for row in sheet.rows}
            for sheet in part_sheets(session, programme_id, date.max)
        },
        new=dict(_list_new(body)),
    )
    changes = [
        *(
            reader.read(PROJECTS, place, row, _project_values(reader, row))
            for place, row in enumerate(body.projects)
        ),
        *(
            reader.read(DELIVERABLES, place, row, _deliverable_values(reader, place, row))
            for place, row in enumerate(body.deliverables)
        ),
    ]
    _refuse_repeated_keys(reader, body)
    if reader.faults:
        raise InvalidRequest(reader.faults)
    return [change for change in changes if change is not None and (change.is_new or change.changed)]


@contextmanager
def pointing_at_rows() -> Iterator[None]:
    """Point at the properties of its row what is refused within."""
    try:
        yield
    except UnreadableTable as refused:
        raise InvalidRequest(
            [Fault(fault.message, pointer=_point_at_row(fault)) for fault in refused.faults]
        ) from refused


def _point_at_row(fault: RowFault) -> str:
    row = f"{_LISTS[_NOUNS[fault.sheet]]}/{fault.line - 1}"
    return row + point_at(fault.field, _POINTERS) if fault.field else row


def _list_new(body: NewBulkEntry) -> Iterator[tuple[tuple[str, str], NewRow]]:
    for noun, rows in ((PROJECTS, body.projects), (DELIVERABLES, body.deliverables)):
        for place, row in enumerate(rows):
            if row.id is None and row.key:
                yield (noun.name, row.key), NewRow(noun.name, place + 1, row.title)


def _refuse_repeated_keys(reader: _Reader, body: NewBulkEntry) -> None:
    for noun, rows in ((PROJECTS, body.projects), (DELIVERABLES, body.deliverables)):
        keys = [row.key for row in rows]
        for place, key in enumerate(keys):
            if key and key in keys[:place]:
                message = Message("An earlier row has this key: give each its own.")
                reader.refuse(noun, place, "key", message)


def _project_values(reader: _Reader, row: BulkProject) -> dict[str, Any]:
    values = row.given("id", "version", "key", "lead", "action_line", "reason")
    if "action_line" in row.model_fields_set:
        values["action_line_id"] = reader.lines.get(row.action_line, 0)
    return values


_PLAIN = ("title", "kind", "description", "parties", "status", "confidence", "delivered_on")


def _deliverable_values(reader: _Reader, place: int, row: BulkDeliverable) -> dict[str, Any]:
    given = row.model_fields_set
    values = {name: getattr(row, name) for name in _PLAIN if name in given}
    if "executing_party" in given:
        values["executing_party_id"] = row.executing_party
    if "aliases" in given:
        values["aliases"] = "\n".join(alias.strip() for alias in row.aliases if alias.strip())
    if "project" in given:
        values["project_id"] = reader.find(DELIVERABLES, place, "project", row.project, PROJECTS)
    if "inputs" in given:
        inputs = (reader.find(DELIVERABLES, place, "inputs", named, DELIVERABLES) for named in row.inputs)
        values["inputs"] = tuple(dict.fromkeys(inputs))
    if "frequency" in given:
        values["frequency_count"] = row.frequency.count if row.frequency else None
        values["frequency_per"] = row.frequency.per if row.frequency else None
    if "deadline" in given:
        values |= _deadline_values(row.deadline)
    if row.id is None:
        sources = (SourceInput(s.document, s.section, s.heading, s.quote or None) for s in row.sources)
        return values | {"said_on": row.said_on, "documents": tuple(sources)}
    for name in ("said_on", "sources"):
        if name in given:
            message = Message("This is said of a new one only. Say it of this one at its own address.")
            reader.refuse(DELIVERABLES, place, name, message)
    return values


def _deadline_values(deadline: BulkDeadline) -> dict[str, Any]:
    """Return new words with their own days; the firmness stays where only the words are given."""
    firmness = {"firmness": deadline.firmness} if "firmness" in deadline.model_fields_set else {}
    return firmness | {
        "phrase": deadline.phrase,
        OWN_EARLIEST: deadline.earliest,
        OWN_LATEST: deadline.latest,
        OWN_UNDATED: deadline.undated,
    }


def _initial(noun: Noun) -> dict[str, Any]:
    """Return what a new row has where it says nothing."""
    empty = {"title": "", "narrative": "", "phrase": "", "description": "", "aliases": ""}
    lists = {"parties": (), "inputs": (), OWN_UNDATED: False}
    return {
        column.key: column.initial or {**empty, **lists}.get(column.key)
        for column in noun.columns
        if column.can_change
    }


_NEW = {noun.name: _initial(noun) for noun in (PROJECTS, DELIVERABLES)}
