"""What was promised to parliament or asked by it, until when it is answered, and by what."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field

from app.domain.structure import CommitmentKind
from app.tables.columns import key, one_of
from app.tables.statement import Statement, said_of
from app.tables.vague_date import VagueDateColumns, window_check


class ParliamentaryCommitmentBase(VagueDateColumns):
    """What can be said of it; the window is that of the answer.

    `section` is the key of the section of the report that answers (domain/README.md, The report).
    """

    kind: CommitmentKind = Field(sa_type=one_of(CommitmentKind))
    text: str
    made_on: date
    reference: str = Field(default="", max_length=200)
    deliverable_id: int | None = key("deliverable.id", default=None)
    section: str = Field(default="", max_length=60)
    answered_on: date | None = None
    answered_in: str = Field(default="", max_length=300)
    withdrawn: bool = False


def _whole() -> tuple[sa.CheckConstraint, ...]:
    return (
        window_check(),
        sa.CheckConstraint("text <> ''", name="text_said"),
        sa.CheckConstraint("(answered_on IS NULL) = (answered_in = '')", name="answered_somewhere"),
        sa.CheckConstraint("made_on <= answered_on", name="answered_after"),
    )


class ParliamentaryCommitment(ParliamentaryCommitmentBase, table=True):
    """An undertaking of a minister, a motion, or a question."""

    __tablename__ = "parliamentary_commitment"
    __table_args__ = (*_whole(), sa.Index("ix_parliamentary_commitment_programme", "programme_id", "id"))

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    version: int = 1
    retracted_on: date | None = None
    """When it was said to have been made by mistake: it is shown on no day."""


class ParliamentaryCommitmentStatement(Statement, ParliamentaryCommitmentBase, table=True):
    """The same, as it was said to be."""

    __tablename__ = "parliamentary_commitment_statement"
    __table_args__ = (
        *_whole(),
        sa.CheckConstraint("made_on <= said_on", name="made_when_said"),
        sa.CheckConstraint("answered_on <= said_on", name="answered_when_said"),
        *said_of("parliamentary_commitment_statement", "parliamentary_commitment_id"),
    )

    parliamentary_commitment_id: int = key("parliamentary_commitment.id")
    corrects_id: int | None = key("parliamentary_commitment_statement.id", default=None, unique=True)
