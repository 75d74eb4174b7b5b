"""Questions about deliverables, and what was answered; append only, and never printed in a report."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.domain.question import QuestionKind
from app.tables.columns import key, moment, one_of


class DeliverableQuestion(SQLModel, table=True):
    """What somebody asks of a deliverable, or of one status update; a send-back asks for another update."""

    __tablename__ = "deliverable_question"
    __table_args__ = (
        sa.CheckConstraint("kind <> 'send_back' OR status_update_id IS NOT NULL", name="sends_back"),
        sa.Index("ix_deliverable_question_deliverable", "deliverable_id", "id"),
        sa.Index("ix_deliverable_question_programme", "programme_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    deliverable_id: int = key("deliverable.id")
    status_update_id: int | None = key("status_update.id", default=None)
    kind: QuestionKind = Field(sa_type=one_of(QuestionKind))
    text: str = Field(max_length=4000)
    said_on: date
    recorded_at: datetime = moment()
    author_id: int = key("person.id")


class QuestionAnswer(SQLModel, table=True):
    """What was answered to a question, once."""

    __tablename__ = "question_answer"

    question_id: int = key("deliverable_question.id", primary_key=True)
    programme_id: int = key("programme.id", index=True)
    text: str = Field(max_length=4000)
    said_on: date
    recorded_at: datetime = moment()
    author_id: int = key("person.id")
