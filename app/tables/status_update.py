"""Status updates: how a deliverable stands, as said by a person on a day; append only."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.domain.status import Confidence, Status
from app.tables.columns import flag, key, moment, one_of
from app.tables.statement import retraction_check


class StatusUpdate(SQLModel, table=True):
    """One statement; `submission` keys what is sent again by itself, so that it is saved once.

    `answer` is what the lead says where they say “on track” and the rules disagree; it is printed in the
    report where they tick that. `retracts`: nothing was meant by the row that it corrects, and it says
    nothing itself.
    """

    __tablename__ = "status_update"
    __table_args__ = (
        sa.CheckConstraint(
            "delivered_on IS NULL OR status IN ('delivered', 'adopted')", name="delivered_day"
        ),
        sa.CheckConstraint("delivered_on IS NULL OR delivered_on <= said_on", name="delivered_when_said"),
        sa.CheckConstraint("answer = '' OR confidence = 'on_track'", name="answer_to_on_track"),
        sa.CheckConstraint("NOT answer_in_report OR answer <> ''", name="printed_where_answered"),
        retraction_check(),
        sa.Index(
            "ix_status_update_programme", "programme_id", "deliverable_id", "said_on", "recorded_at", "id"
        ),
        sa.Index("ix_status_update_deliverable", "deliverable_id", "said_on", "recorded_at", "id"),
        # Few rows correct another: the others have no place in this index.
        sa.Index(
            "ix_status_update_corrects_id",
            "corrects_id",
            unique=True,
            sqlite_where=sa.text("corrects_id IS NOT NULL"),
            postgresql_where=sa.text("corrects_id IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    deliverable_id: int = key("deliverable.id")
    status: Status = Field(sa_type=one_of(Status))
    confidence: Confidence | None = Field(default=None, sa_type=one_of(Confidence))
    text: str = ""
    reason: str = ""
    answer: str = ""
    answer_in_report: bool = False
    delivered_on: date | None = None
    said_on: date
    recorded_at: datetime = moment()
    author_id: int = key("person.id")
    corrects_id: int | None = key("status_update.id", default=None)
    retracts: bool = flag()
    submission: str | None = Field(default=None, unique=True, max_length=64)
