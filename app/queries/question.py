"""Questions about deliverables: those of one, with what was answered, and those that wait for an answer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.db import fetch_all
from app.domain.question import QuestionKind
from app.tables import Deliverable, DeliverableQuestion, Person, Project, QuestionAnswer, StatusUpdate


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question with its answer, if there is one; `update_said_on` is the day of the update it is about.

    `updated_on` is when another update was given after it, which answers a send-back.
    """

    id: int
    deliverable_id: int
    kind: QuestionKind
    text: str
    said_on: date
    asked_by: str
    asker: str
    """The e-mail address of who asked."""
    status_update_id: int | None
    update_said_on: date | None
    updated_on: date | None
    answer: str | None
    answered_on: date | None
    answered_by: str | None
    answerer: str | None
    """The e-mail address of who answered."""

    @property
    def is_open(self) -> bool:
        """Whether it still waits for its answer."""
        return self.answer is None and (self.kind is QuestionKind.QUESTION or self.updated_on is None)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that waits for whoever answers for its deliverable."""

    id: int
    programme_id: int
    deliverable_id: int
    title: str
    project: str
    kind: QuestionKind
    text: str
    said_on: date
    asked_by: str


def questions_of(session: Session, deliverable_id: int) -> list[QuestionRow]:
    """Return what was ever asked of a deliverable, the last first. One query."""
    asker, answerer = aliased(Person), aliased(Person)
    statement = (
        sa.select(
            *(col(getattr(DeliverableQuestion, name)) for name in ("id", "deliverable_id", "kind", "text")),
            col(DeliverableQuestion.said_on),
        )
        .add_columns(col(asker.name).label("asked_by"), col(asker.email).label("asker"))
        .add_columns(col(DeliverableQuestion.status_update_id))
        .add_columns(col(StatusUpdate.said_on).label("update_said_on"))
        .add_columns(_select_next_update().label("updated_on"), col(QuestionAnswer.text).label("answer"))
        .add_columns(col(QuestionAnswer.said_on).label("answered_on"))
        .add_columns(col(answerer.name).label("answered_by"), col(answerer.email).label("answerer"))
        .join_from(DeliverableQuestion, asker, col(asker.id) == col(DeliverableQuestion.author_id))
        .outerjoin(StatusUpdate, col(StatusUpdate.id) == col(DeliverableQuestion.status_update_id))
        .outerjoin(QuestionAnswer, col(QuestionAnswer.question_id) == col(DeliverableQuestion.id))
        .outerjoin(answerer, col(answerer.id) == col(QuestionAnswer.author_id))
        .where(col(DeliverableQuestion.deliverable_id) == deliverable_id)
        .order_by(col(DeliverableQuestion.id).desc())
    )
    return fetch_all(session, statement, QuestionRow)


def open_questions(session: Session, deliverable_ids: Collection[int]) -> list[OpenQuestion]:
    """Return the questions about these deliverables that wait for an answer, the oldest first. One query.

    `own_deliverables` knows who answers for which. Another update answers a send-back.
    """
    asker = aliased(Person)
    is_answered = sa.exists().where(col(QuestionAnswer.question_id) == col(DeliverableQuestion.id))
    is_sent_back = col(DeliverableQuestion.kind) == QuestionKind.SEND_BACK
    statement = (
        sa.select(
            *(col(getattr(DeliverableQuestion, name)) for name in ("id", "programme_id", "deliverable_id")),
            *(col(getattr(DeliverableQuestion, name)) for name in ("kind", "text", "said_on")),
        )
        .add_columns(col(Deliverable.title), col(Project.title).label("project"))
        .add_columns(col(asker.name).label("asked_by"))
        .join_from(DeliverableQuestion, asker, col(asker.id) == col(DeliverableQuestion.author_id))
        .join(Deliverable, col(Deliverable.id) == col(DeliverableQuestion.deliverable_id))
        .join(Project, col(Project.id) == col(Deliverable.project_id))
        .where(col(DeliverableQuestion.deliverable_id).in_(deliverable_ids), ~is_answered)
        .where(sa.not_(sa.and_(is_sent_back, _select_next_update().is_not(None))))
        .order_by(col(DeliverableQuestion.recorded_at), col(DeliverableQuestion.id))
    )
    return fetch_all(session, statement, OpenQuestion) if deliverable_ids else []


def questioned_deliverables(session: Session, programme_id: int) -> dict[int, tuple[int | None, int | None]]:
    """Return the deliverables of a programme about which anything was ever asked. One query.

    By id, the lead of each and that of its project.
    """
    statement: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            col(Deliverable.id), col(Deliverable.lead_id), col(Project.lead_id).label("project_lead_id")
        )
        .join_from(
            DeliverableQuestion, Deliverable, col(Deliverable.id) == col(DeliverableQuestion.deliverable_id)
        )
        .join(Project, col(Project.id) == col(Deliverable.project_id))
        .where(col(DeliverableQuestion.programme_id) == programme_id)
        .distinct()
    )
    return {row.id: (row.lead_id, row.project_lead_id) for row in session.execute(statement)}


def _select_next_update() -> sa.ScalarSelect[Any]:
    """When the first update was given after the one that a question is about, if it still counts."""
    later, again = aliased(StatusUpdate), aliased(StatusUpdate)
    is_taken_back = sa.exists().where(col(again.corrects_id) == col(later.id), col(again.retracts))
    return (
        sa.select(sa.func.min(col(later.said_on)))
        .where(col(later.deliverable_id) == col(DeliverableQuestion.deliverable_id))
        .where(
            col(later.id) > col(DeliverableQuestion.status_update_id),
            col(later.retracts).is_(False),
            ~is_taken_back,
        )
        .scalar_subquery()
    )
