"""What was signed and remarked of the sections of a report, and who wrote them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_all
from app.domain.sign_off import Signature
from app.tables import Comment, Person, SectionText, SignOff


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment on a section as it read, with the name of who made it."""

    id: int
    section_key: str
    section_hash: str
    answers_id: int | None
    text: str
    recorded_at: datetime
    author_id: int
    author: str


def signatures(session: Session, period_id: int) -> list[Signature]:
    """Return everything that was ever signed of a report, in the order in which it was. One query."""
    statement = (
        sa.select(*(col(getattr(SignOff, field.name)) for field in fields(Signature)))
        .where(col(SignOff.reporting_period_id) == period_id)
        .order_by(col(SignOff.id))
    )
    return fetch_all(session, statement, Signature)


def remarks(session: Session, period_id: int) -> list[Remark]:
    """Return the comments on a report, the oldest first. One query."""
    statement = (
        sa.select(col(Comment.id), col(Comment.section_key), col(Comment.section_hash))
        .add_columns(col(Comment.answers_id), col(Comment.text), col(Comment.recorded_at))
        .add_columns(col(Comment.author_id), col(Person.name).label("author"))
        .join(Person, col(Person.id) == col(Comment.author_id))
        .where(col(Comment.reporting_period_id) == period_id)
        .order_by(col(Comment.id))
    )
    return fetch_all(session, statement, Remark)


def writers(session: Session, period_id: int) -> Mapping[str, frozenset[int]]:
    """Return who wrote in each section of a report, in any version and language, by key. One query."""
    statement = (
        sa.select(col(SectionText.section_key), col(SectionText.author_id))
        .where(col(SectionText.reporting_period_id) == period_id)
        .distinct()
    )
    authors: dict[str, set[int]] = defaultdict(set)
    for row in session.execute(statement):
        authors[row.section_key].add(row.author_id)
    return {key: frozenset(ids) for key, ids in authors.items()}
