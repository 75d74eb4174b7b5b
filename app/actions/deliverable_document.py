"""What is laid beside a deliverable: evidence, where it was promised, and the days on which it took place.

Each is said once, corrected by a row in its place, and taken back by one that says nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.actions.correction import append_retraction, find_said_on_objections, require_uncorrected
from app.actions.history import choose_recorded_at
from app.actions.references import refuse
from app.db import get_for_update
from app.domain.refusal import Message
from app.domain.structure import DeliverableKind
from app.queries.history import is_uncorrected
from app.tables import Deliverable, Evidence, Occurrence, Source, StatusUpdate
from app.tables.lengths import length_objections

DocumentTable = type[Evidence] | type[Source] | type[Occurrence]


@dataclass(frozen=True, slots=True)
class EvidenceInput:
    """What shows that a deliverable was delivered; `on` is the day that it bears itself."""

    title: str
    url: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class SourceInput:
    """Where a deliverable was promised."""

    document: str
    section: str = ""
    heading: str = ""
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class OccurrenceInput:
    """A day on which what recurs took place, and which time it was where somebody says so."""

    on: date | None
    note: str = ""


DocumentInput = EvidenceInput | SourceInput | OccurrenceInput


@dataclass(frozen=True, slots=True)
class Subject:
    """The deliverable beside which a document is laid; one that is still to be made has no id."""

    programme_id: int
    kind: DeliverableKind
    id: int | None = None

    @classmethod
    def of(cls, row: Deliverable) -> "Subject":
        """Return a deliverable that is there."""
        return cls(row.programme_id, row.kind, row.id)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one kind of document is stored, and what its traces are called."""

    name: str
    table: DocumentTable
    added: str
    traced: tuple[str, ...]
    """The columns that a trace names."""


_KINDS: Mapping[type[Any], _Kind] = {
    EvidenceInput: _Kind("evidence", Evidence, "deliverable.show_evidence", ("title",)),
    SourceInput: _Kind("source", Source, "deliverable.cite", ("document", "section")),
    OccurrenceInput: _Kind("occurrence", Occurrence, "deliverable.record_occurrence", ("on", "note")),
}
_INPUTS: Mapping[DocumentTable, type[DocumentInput]] = {kind.table: made for made, kind in _KINDS.items()}


def add(
    session: Session,
    act: AuditContext,
    deliverable_id: int,
    document: DocumentInput,
    *,
    said_on: date | None = None,
) -> int:
    """Lay a document beside a deliverable; returns its id. Without `said_on` it counts from today on.

    Refuses, all together, what `document_objections` finds.
    """
    row = get_for_update(session, Deliverable, deliverable_id)
    said_on = said_on or act.on
    refuse(document_objections(session, Subject.of(row), document, said_on=said_on, today=act.on))
    added_id = _append(session, act, row, document, said_on=said_on)
    _record(session, act, _kind_of(document).added, row, document, added_id, said_on=said_on)
    return added_id


def correct(session: Session, act: AuditContext, row_id: int, document: DocumentInput) -> int:
    """Say in the place of a document what it should have been, from the same day on; returns the new id.

    Refuses what `add` refuses, and what was corrected or taken back before.
    """
    kind = _kind_of(document)
    wrong, row = _lock(session, kind.table, row_id)
    refuse(
        document_objections(
            session, Subject.of(row), document, said_on=wrong.said_on, today=act.on, instead_of=row_id
        )
    )
    corrected_id = _append(session, act, row, document, said_on=wrong.said_on, corrects_id=row_id)
    _record(
        session,
        act,
        f"deliverable.correct_{kind.name}",
        row,
        document,
        corrected_id,
        said_on=wrong.said_on,
        was=_traced_values(wrong),
        corrects=row_id,
    )
    return corrected_id


def retract(session: Session, act: AuditContext, table: DocumentTable, row_id: int) -> int:
    """Take a document back: it counts on no day; returns the id of the row that says so.

    Refuses what was corrected or taken back before.
    """
    wrong, row = _lock(session, table, row_id)
    retraction_id = append_retraction(session, act, wrong, by="deliverable_id")
    name = _KINDS[_INPUTS[table]].name
    becomes: dict[str, Any] = {name: retraction_id, "retracts": row_id, "said_on": wrong.said_on}
    audit_log.record(
        session,
        act,
        f"deliverable.retract_{name}",
        ("deliverable", row.id),
        programme_id=row.programme_id,
        was=_traced_values(wrong),
        **becomes,
    )
    return retraction_id


def retract_with_update(session: Session, act: AuditContext, update: StatusUpdate) -> None:
    """Take back what was laid beside a deliverable in the same form as a status update.

    What was corrected since stays: somebody meant that.
    """
    for table in _INPUTS:
        said_in_it = sa.select(col(table.id)).where(
            col(table.deliverable_id) == update.deliverable_id,
            col(table.author_id) == update.author_id,
            col(table.said_on) == update.said_on,
            col(table.recorded_at) == update.recorded_at,
            is_uncorrected(table),
        )
        for row_id in session.scalars(said_in_it).all():
            assert row_id is not None
            retract(session, act, table, row_id)


def undo(session: Session, act: AuditContext, table: DocumentTable, row_id: int) -> int:
    """Undo what was just saved; of a correction, what it corrected is said again."""
    saved: Any = session.get_one(table, row_id)
    if saved.corrects_id is None:
        return retract(session, act, table, row_id)
    before, made = session.get_one(table, saved.corrects_id), _INPUTS[table]
    return correct(session, act, row_id, made(**{f.name: getattr(before, f.name) for f in fields(made)}))


def document_objections(
    session: Session,
    about: Subject,
    document: DocumentInput,
    *,
    said_on: date,
    today: date,
    instead_of: int | None = None,
) -> dict[str, Message]:
    """Return what stands against a document, by field.

    That is an empty or too long text, an address or day that cannot be, a day before the programme began,
    and an occurrence of what does not recur or that is known already.
    """
    wrong = find_said_on_objections(session, about.programme_id, said_on, today)
    match document:
        case EvidenceInput():
            wrong |= _evidence_objections(document, said_on)
        case SourceInput() if not document.document.strip():
            wrong["document"] = Message("Say in which document it was promised.")
        case OccurrenceInput():
            wrong |= _occurrence_objections(session, about, document, said_on, today, instead_of)
    return wrong | length_objections(_kind_of(document).table, _strip(document))


def form_objections(
    session: Session, about: Subject, documents: Sequence[DocumentInput], *, said_on: date, today: date
) -> dict[str, Message]:
    """Return what stands against documents that are typed in the form of something else, by its fields."""
    wrong: dict[str, Message] = {}
    for document in documents:
        objections = document_objections(session, about, document, said_on=said_on, today=today)
        prefix = _PREFIXES[type(document)]
        wrong |= {
            name if name == "said_on" else prefix + name: objection for name, objection in objections.items()
        }
    return wrong


_PREFIXES: Mapping[type[Any], str] = {
    EvidenceInput: "evidence_",
    SourceInput: "source_",
    OccurrenceInput: "held_",
}
"""By which a form tells the fields of a document from its own."""


def _evidence_objections(evidence: EvidenceInput, said_on: date) -> dict[str, Message]:
    wrong: dict[str, Message] = {}
    if not evidence.title.strip():
        wrong["title"] = Message("Give it a title.")
    if evidence.url and not evidence.url.strip().startswith(("https://", "http://")):
        wrong["url"] = Message("Write a whole address, as https://www.example.nl/report.")
    if evidence.on is not None and evidence.on > said_on:
        wrong["on"] = Message("This day is still to come.")
    return wrong


def _occurrence_objections(
    session: Session,
    about: Subject,
    occurrence: OccurrenceInput,
    said_on: date,
    today: date,
    instead_of: int | None,
) -> dict[str, Message]:
    if about.kind is not DeliverableKind.RECURRING:
        return {"on": Message("Only of what recurs it is recorded when it took place.")}
    if occurrence.on is None:
        return {"on": Message("Say on which day it took place.")}
    if occurrence.on > today:
        return {"on": Message("This day is still to come.")}
    if occurrence.on > said_on:
        return {"on": Message("It cannot have taken place after the day on which that is said.")}
    known = sa.select(col(Occurrence.id)).where(
        col(Occurrence.deliverable_id) == about.id,
        col(Occurrence.on) == occurrence.on,
        col(Occurrence.note) == occurrence.note.strip(),
        col(Occurrence.id) != (instead_of or 0),
        is_uncorrected(Occurrence),
    )
    if session.scalars(known).first() is not None:
        return {
            "on": Message("This day has been recorded already. Was it twice? Then say which time it was.")
        }
    return {}


def _kind_of(document: DocumentInput) -> _Kind:
    return _KINDS[type(document)]


def _strip(document: DocumentInput) -> dict[str, Any]:
    """Return the columns of a document, texts without the space around them and none where one is empty."""
    columns = {
        name: value.strip() if isinstance(value, str) else value for name, value in asdict(document).items()
    }
    return {
        name: None if name in ("url", "quote") and not value else value for name, value in columns.items()
    }


def _lock(session: Session, table: DocumentTable, row_id: int) -> tuple[Any, Deliverable]:
    """Return a row that still counts and its deliverable, locked: of two at once the second is told."""
    wrong = session.get_one(table, row_id)
    row = get_for_update(session, Deliverable, wrong.deliverable_id)
    require_uncorrected(session, table, row_id)
    return wrong, row


def _append(
    session: Session, act: AuditContext, row: Deliverable, document: DocumentInput, **columns: Any
) -> int:
    assert row.id is not None
    table: Any = _kind_of(document).table
    added = table(
        programme_id=row.programme_id,
        deliverable_id=row.id,
        recorded_at=choose_recorded_at(session, act.at, table, deliverable_id=row.id),
        author_id=act.person_id,
        **_strip(document),
        **columns,
    )
    session.add(added)
    session.flush()
    return int(added.id)


def _traced_values(wrong: Any) -> dict[str, object]:
    return {name: getattr(wrong, name) for name in _KINDS[_INPUTS[type(wrong)]].traced}


def _record(
    session: Session,
    act: AuditContext,
    action: str,
    row: Deliverable,
    document: DocumentInput,
    row_id: int,
    **becomes: Any,
) -> None:
    kind, columns = _kind_of(document), _strip(document)
    trace: dict[str, Any] = {name: columns[name] for name in kind.traced} | {kind.name: row_id}
    audit_log.record(
        session,
        act,
        action,
        ("deliverable", row.id),
        programme_id=row.programme_id,
        **trace,
        **becomes,
    )
