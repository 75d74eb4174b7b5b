"""Deadlines: one statement each of when, said on a day, and why; append only."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from app.domain.firmness import Firmness
from app.tables.columns import flag, key, moment, one_of
from app.tables.statement import retraction_check
from app.tables.vague_date import VagueDateColumns, window_check


class Deadline(VagueDateColumns, table=True):
    """What was said and what it can mean; both bounds open only where it is undated.

    `retracts`: nothing was meant by the row that it corrects, and it says nothing itself.
    """

    __table_args__ = (
        window_check(),
        retraction_check(),
        sa.CheckConstraint("phrase <> ''", name="phrase_said"),
        sa.Index("ix_deadline_programme", "programme_id", "deliverable_id", "said_on", "recorded_at", "id"),
        sa.Index("ix_deadline_deliverable", "deliverable_id", "said_on", "recorded_at", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    deliverable_id: int = key("deliverable.id")
    firmness: Firmness | None = Field(default=None, sa_type=one_of(Firmness))
    reason: str = ""
    said_on: date
    recorded_at: datetime = moment()
    author_id: int = key("person.id")
    corrects_id: int | None = key("deadline.id", default=None, unique=True)
    retracts: bool = flag()
