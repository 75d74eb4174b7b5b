"""Keeping the words by which everything is found, in the transaction of the change itself."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.stem import stem_words
from app.queries.scope import Scope
from app.queries.search_text import (
    DELIVERABLE_KINDS,
    SEARCHABLE,
    SearchText,
    texts_of,
    texts_of_programme,
)
from app.sealing.session import SealingSession
from app.tables import Programme, SearchEntry

_FOUND_AS = {"decision": "deliverable"}
"""A decision is found as the deliverable that it is."""
_IDS_AT_ONCE = 400
_LOCK = 5_160_118
"""The first half of the key of a lock (PostgreSQL); the second is the programme."""
_INSTALLATION = 0


@dataclass(slots=True)
class _Outdated:
    """Whose words may have changed in this transaction: ids by type, and in which programmes."""

    ids: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    programme_ids: set[int] = field(default_factory=set)


_OUTDATED = "outdated_search_entries"


def mark_outdated(session: Session, entity_type: str, entity_id: int, programme_id: int | None) -> None:
    """Have the words of an entity written anew right before the commit."""
    searchable = _FOUND_AS.get(entity_type, entity_type)
    if searchable in SEARCHABLE:
        outdated: _Outdated = session.info.setdefault(_OUTDATED, _Outdated())
        outdated.ids[searchable].add(entity_id)
        outdated.programme_ids.add(programme_id or _INSTALLATION)


@sa.event.listens_for(SealingSession, "before_commit", insert=True)
def _write_before_commit(session: Session) -> None:
    """Before the trace is sealed, which holds a lock that others wait for."""
    if not session.in_nested_transaction():
        write_outdated(session)


def write_outdated(session: Session) -> None:
    """Write the words of everything that this transaction changed, now; the commit does so by itself."""
    outdated: _Outdated | None = session.info.pop(_OUTDATED, None)
    if outdated is None:
        return
    if session.get_bind().dialect.name == "postgresql":  # two who change one thing read its words in turn
        for programme_id in sorted(outdated.programme_ids):
            session.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK, programme_id)))
    for entity_type, ids in outdated.ids.items():
        ordered = sorted(ids)
        for first in range(0, len(ordered), _IDS_AT_ONCE):
            _write(session, entity_type, ordered[first : first + _IDS_AT_ONCE])


@sa.event.listens_for(SealingSession, "after_rollback")
def _forget_outdated(session: Session) -> None:
    session.info.pop(_OUTDATED, None)


def rebuild(session: Session, programme_id: int) -> None:
    """Write the words of everything in a programme anew."""
    session.execute(sa.delete(SearchEntry).where(col(SearchEntry.programme_id) == programme_id))
    _insert(session, texts_of_programme(session, programme_id))


def build_missing(session: Session) -> int:
    """Write the words of programmes that have none, as after a migration; returns of how many."""
    entries = sa.select(col(SearchEntry.id)).where(col(SearchEntry.programme_id) == col(Programme.id))
    without_words = sa.select(col(Programme.id)).where(~entries.exists())
    programme_ids = [id for id in session.scalars(without_words) if id is not None]
    for programme_id in programme_ids:
        rebuild(session, programme_id)
    return len(programme_ids)


def _write(session: Session, entity_type: str, ids: Sequence[int]) -> None:
    kinds = DELIVERABLE_KINDS if entity_type == "deliverable" else (entity_type,)
    is_outdated = (col(SearchEntry.kind).in_(kinds), col(SearchEntry.thing_id).in_(ids))
    session.execute(sa.delete(SearchEntry).where(*is_outdated))
    _insert(session, texts_of(session, entity_type, Scope(ids=ids)))


def _insert(session: Session, texts: Iterable[SearchText]) -> None:
    rows = [
        {
            "programme_id": text.programme_id,
            "kind": text.kind,
            "thing_id": text.thing_id,
            "title": text.title,
            "text": text.text,
            "title_stems": " ".join(stem_words(text.title)),
            "text_stems": " ".join(stem_words(text.text)),
        }
        for text in texts
    ]
    if rows:
        session.execute(sa.insert(SearchEntry), rows)
