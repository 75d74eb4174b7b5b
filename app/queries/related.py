"""Choosing deliverables to name elsewhere: those of one programme that have these words, a page at a time."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_all
from app.domain.dutch_text import order_key
from app.domain.stem import read_terms
from app.domain.structure import DeliverableKind
from app.queries.search import bind_terms, match_terms
from app.queries.search_text import DELIVERABLE_KINDS
from app.tables import Deliverable, Project, SearchEntry
from app.tables.columns import LARGEST_ID

PAGE_SIZE = 10


@dataclass(frozen=True, slots=True)
class RelatedDeliverable:
    """A deliverable to choose, with what tells it from others of nearly the same name."""

    id: int
    title: str
    kind: DeliverableKind
    project: str


def related_deliverables(
    session: Session, programme_id: int, ids: Collection[int]
) -> list[RelatedDeliverable]:
    """Return those of these deliverables that are of the programme, by title. One query, none for none."""
    known = [wanted_id for wanted_id in ids if 0 < wanted_id <= LARGEST_ID]
    if not known:
        return []
    statement = _select().where(col(Deliverable.programme_id) == programme_id, col(Deliverable.id).in_(known))
    rows = fetch_all(session, statement, RelatedDeliverable)
    return sorted(rows, key=lambda row: (order_key(row.title), row.id))


def find_related(
    session: Session,
    programme_id: int,
    query: str,
    *,
    without: Collection[int] = (),
    page: int = 1,
) -> list[RelatedDeliverable]:
    """Return a page of what has all these words, or words that begin so; one more, if there is more.

    First what has them in its title, in the middle of a word too: “kader” finds “Handelingskader”. Without
    words everything of the programme, by project. What was merged or taken back is left out, and so are
    those `without`. One query.
    """
    statement = (
        _select()
        .where(col(Deliverable.programme_id) == programme_id, col(Deliverable.merged_into_id).is_(None))
        .where(col(Deliverable.retracted_on).is_(None), col(Deliverable.id).not_in(without))
        .limit(PAGE_SIZE + 1)
        .offset((page - 1) * PAGE_SIZE)
    )
    terms = read_terms(query)
    if not terms:
        statement = statement.order_by(col(Project.position), col(Project.id))
        statement = statement.order_by(col(Deliverable.position), col(Deliverable.id))
        return fetch_all(session, statement, RelatedDeliverable)
    dialect = session.get_bind().dialect.name
    matches, in_title = match_terms(dialect)
    entry = sa.and_(
        col(SearchEntry.thing_id) == col(Deliverable.id), col(SearchEntry.kind).in_(DELIVERABLE_KINDS)
    )
    folded = sa.func.lower(col(Deliverable.title))
    within = sa.and_(*(folded.contains(word, autoescape=True) for word in query.lower().split()))
    statement = statement.join(SearchEntry, entry).where(sa.or_(matches, within))
    statement = statement.order_by(
        sa.case((sa.or_(in_title, within), 0), else_=1), col(SearchEntry.title_stems), col(Deliverable.id)
    )
    return fetch_all(session, statement, RelatedDeliverable, bind_terms(dialect, terms))


def _select() -> sa.Select[*tuple[Any, ...]]:
    columns = (col(Deliverable.id), col(Deliverable.title), col(Deliverable.kind))
    return sa.select(*columns, col(Project.title).label("project")).join_from(
        Deliverable, Project, col(Project.id) == col(Deliverable.project_id)
    )
