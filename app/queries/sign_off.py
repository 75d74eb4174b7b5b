"""What was signed and remarked of the sections of a report, and who wrote them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.sign_off import Signature
from app.prepared import Prepared
from app.tables import Comment, Person, SectionText, SignOff

_SIGN_OFF = SignOff.__table__  # type: ignore[attr-defined]
_COMMENT = Comment.__table__  # type: ignore[attr-defined]
_TEXT = SectionText.__table__  # type: ignore[attr-defined]
_PERSON = Person.__table__  # type: ignore[attr-defined]


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
    """Everything that was ever signed of a report, in the order in which it was. One query."""
    columns = [_SIGN_OFF.c[name] for name in Signature.__slots__]
    asked = sa.select(*columns).where(_SIGN_OFF.c.reporting_period_id == period_id)
    return [Signature(*row) for row in session.execute(asked.order_by(_SIGN_OFF.c.id))]


def remarks(session: Session, period_id: int) -> list[Remark]:
    """The comments on a report, the oldest first. One query."""
    columns = [_COMMENT.c[name] for name in Remark.__slots__ if name != "author"]
    asked = sa.select(*columns, _PERSON.c.name).join(_PERSON, _PERSON.c.id == _COMMENT.c.author_id)
    asked = asked.where(_COMMENT.c.reporting_period_id == period_id)
    return [Remark(*row) for row in session.execute(asked.order_by(_COMMENT.c.id))]


def writers(session: Session, period_id: int) -> Mapping[str, frozenset[int]]:
    """Who wrote in each section of a report, in any version and language, by key. One query."""
    found: dict[str, set[int]] = defaultdict(set)
    for key, author in _WRITERS.rows(session, {"period_id": period_id}):
        found[key].add(author)
    return {key: frozenset(authors) for key, authors in found.items()}


_WRITERS = Prepared(
    sa.select(_TEXT.c.section_key, _TEXT.c.author_id)
    .where(_TEXT.c.reporting_period_id == sa.bindparam("period_id"))
    .distinct()
)
