"""The words by which each thing is found: what it is called, and what is said of it, as it is now."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import Columns, fetch_all
from app.domain.structure import DeliverableKind
from app.queries.history import is_uncorrected, latest_first, links_as_of
from app.queries.scope import Scope, is_in_scope
from app.tables import (
    ActionLine,
    Decision,
    DecisionTaking,
    Deliverable,
    ExternalDependency,
    Indicator,
    Occurrence,
    ParliamentaryCommitment,
    Party,
    PilotSite,
    Programme,
    ProgrammeParty,
    Project,
    Risk,
    StatusUpdate,
)
from app.tables.tracked import OPTIONS

_LONGEST_TITLE = 160
DELIVERABLE_KINDS = tuple(kind.value for kind in DeliverableKind)
"""A deliverable is found under what it is: a product, a decision, an event."""


@dataclass(frozen=True, slots=True)
class SearchText:
    """What one entity is found by; `kind` is its type, of a deliverable what it is."""

    programme_id: int
    kind: str
    thing_id: int
    title: str
    text: str


def texts_of_programme(session: Session, programme_id: int) -> Iterator[SearchText]:
    """Yield the words of every entity of a programme. Some fifteen queries, however many there are."""
    for entity_type in SEARCHABLE:
        yield from texts_of(session, entity_type, Scope(programme_id))


def texts_of(session: Session, entity_type: str, scope: Scope) -> Iterator[SearchText]:
    """Yield the words of entities of one type; a party has some in each programme."""
    if entity_type == "deliverable":
        return _deliverable_texts(session, scope)
    if entity_type == "party":
        return _party_texts(session, scope)
    return _plain_texts(session, entity_type, scope)


def _plain_texts(session: Session, entity_type: str, scope: Scope) -> Iterator[SearchText]:
    model, title, others = _PLAIN[entity_type]
    programme_id = model.id if entity_type == "programme" else model.programme_id
    words = (getattr(model, name) for name in (title, *others))
    statement = sa.select(programme_id.label("programme_id"), model.id.label("id"), *words)
    statement = statement.where(is_in_scope(scope.by_id, model.id, programme_id))
    if hasattr(model, "retracted_on"):
        statement = statement.where(model.retracted_on.is_(None))
    for row in session.execute(statement, scope.parameters).mappings():
        name: str = row[title]
        short = name if len(name) <= _LONGEST_TITLE else f"{name[:_LONGEST_TITLE]}…"
        text = _join([name if short != name else "", *(row[other] for other in others)])
        yield SearchText(row["programme_id"], entity_type, row["id"], short, text)


@dataclass(frozen=True, slots=True)
class _DeliverableRow:
    programme_id: int
    id: int
    kind: DeliverableKind
    title: str
    aliases: str
    description: str


def _deliverable_texts(session: Session, scope: Scope) -> Iterator[SearchText]:
    rows = fetch_all(session, _select_deliverables(scope.by_id), _DeliverableRow, scope.parameters)
    texts = _status_texts(session, scope)
    if any(row.kind is DeliverableKind.DECISION for row in rows):
        _add_decision_texts(session, texts, scope)
    if any(row.kind is DeliverableKind.RECURRING for row in rows):
        _add_occurrence_notes(session, texts, scope)
    for row in rows:
        text = _join([row.aliases, row.description, *texts.get(row.id, ())])
        yield SearchText(row.programme_id, row.kind.value, row.id, row.title, text)


@cache
def _select_deliverables(by_id: bool) -> Columns:
    return sa.select(
        *(col(Deliverable.programme_id), col(Deliverable.id), col(Deliverable.kind), col(Deliverable.title)),
        *(col(Deliverable.aliases), col(Deliverable.description)),
    ).where(
        is_in_scope(by_id, Deliverable.id, Deliverable.programme_id), col(Deliverable.retracted_on).is_(None)
    )


@dataclass(frozen=True, slots=True)
class _StatusRow:
    deliverable_id: int
    text: str
    reason: str
    answer: str


def _status_texts(session: Session, scope: Scope) -> dict[int, list[str]]:
    """Every text of every status update that was not corrected, the last first, by deliverable."""
    texts: dict[int, list[str]] = defaultdict(list)
    for row in fetch_all(session, _select_status_texts(scope.by_id), _StatusRow, scope.parameters):
        mine = texts[row.deliverable_id]
        mine += [text for text in (row.text, row.reason, row.answer) if text and text not in mine]
    return texts


@cache
def _select_status_texts(by_id: bool) -> Columns:
    update = StatusUpdate
    words = [col(update.text), col(update.reason), col(update.answer)]
    return (
        sa.select(col(update.deliverable_id), *words)
        .where(is_in_scope(by_id, update.deliverable_id, update.programme_id))
        .where(sa.or_(*(column != "" for column in words)))
        .where(is_uncorrected(update))
        .order_by(*latest_first(update))
    )


def _add_occurrence_notes(session: Session, texts: dict[int, list[str]], scope: Scope) -> None:
    """Add which time it was that something took place, the last first."""
    occurrence = Occurrence
    statement = (
        sa.select(col(occurrence.deliverable_id), col(occurrence.note))
        .where(is_in_scope(scope.by_id, occurrence.deliverable_id, occurrence.programme_id))
        .where(col(occurrence.note) != "", is_uncorrected(occurrence))
        .order_by(*latest_first(occurrence))
    )
    for row in session.execute(statement, scope.parameters):
        texts[row.deliverable_id].append(row.note)


@dataclass(frozen=True, slots=True)
class _DecisionRow:
    id: int
    first: str
    second: str


def _add_decision_texts(session: Session, texts: dict[int, list[str]], scope: Scope) -> None:
    """Add the question of decisions, their options, and what was decided and why."""
    option = links_as_of(OPTIONS).c
    taking = DecisionTaking
    sources: tuple[tuple[Any, Any, Any, Any], ...] = (
        (Decision.id, Decision.programme_id, Decision.question, sa.literal("")),
        (option.decision_id, option.programme_id, option.title, option.description),
        (taking.decision_id, taking.programme_id, taking.outcome, taking.reason),
    )
    for id, programme_id, first, second in sources:
        columns = (id.label("id"), first.label("first"), second.label("second"))
        statement = sa.select(*columns).where(is_in_scope(scope.by_id, id, programme_id))
        if id is taking.decision_id:
            statement = statement.where(is_uncorrected(taking))
        for row in fetch_all(session, statement, _DecisionRow, {**scope.parameters, "as_of": date.max}):
            texts[row.id] += [text for text in (row.first, row.second) if text]


@dataclass(frozen=True, slots=True)
class _PartyWords:
    programme_id: int
    id: int
    words: str
    name: str
    abbreviation: str | None


def _party_texts(session: Session, scope: Scope) -> Iterator[SearchText]:
    place = ProgrammeParty
    columns = (col(place.programme_id), col(Party.id), col(Party.name), col(Party.abbreviation))
    statement = (
        sa.select(*columns, sa.func.coalesce(col(place.wording), col(Party.name)).label("words"))
        .join_from(place, Party, col(Party.id) == col(place.party_id))
        .where(is_in_scope(scope.by_id, Party.id, place.programme_id))
    )
    for row in fetch_all(session, statement, _PartyWords, scope.parameters):
        text = _join([row.name if row.name != row.words else "", row.abbreviation])
        yield SearchText(row.programme_id, "party", row.id, row.words, text)


def _join(parts: Iterable[str | None]) -> str:
    return "\n".join(part for part in parts if part)


_PLAIN: Mapping[str, tuple[Any, str, tuple[str, ...]]] = {
    "programme": (Programme, "title", ("purpose",)),
    "action_line": (ActionLine, "title", ()),
    "project": (Project, "title", ("narrative",)),
    "indicator": (Indicator, "name", ("definition", "unit", "caveat")),
    "risk": (Risk, "title", ("cause", "consequence", "measure")),
    "external_dependency": (ExternalDependency, "title", ("description",)),
    "parliamentary_commitment": (ParliamentaryCommitment, "text", ("reference", "answered_in")),
    "pilot_site": (PilotSite, "name", ()),
}
SEARCHABLE = (*_PLAIN, "deliverable", "party")
"""The types of entities that can be found."""
