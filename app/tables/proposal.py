"""Reports that were read, and the promises in them that a person judges before they enter the tracker."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.domain.firmness import Firmness
from app.domain.proposal import ProposalOutcome, ProposalState
from app.domain.structure import DeliverableKind
from app.tables.columns import key, moment, one_of
from app.tables.lengths import unbounded_text
from app.tables.vague_date import VagueDateColumns, window_check


class ReadReport(SQLModel, table=True):
    """A report that was read for a programme; `said_on` is its day, on which its promises were said.

    `paragraphs` (JSON) holds its text, so that every proposal can be seen where it stands.
    """

    __tablename__ = "read_report"
    __table_args__ = (sa.UniqueConstraint("programme_id", "said_on", "sha256"),)

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    title: str = Field(max_length=300)
    file_name: str = Field(default="", max_length=255)
    sha256: str = Field(max_length=64)
    """Of the file, or of the text where there was none: the same report is not read twice."""
    said_on: date
    paragraphs: str = unbounded_text()
    recorded_at: datetime = moment()
    author_id: int = key("person.id")
    finished_at: datetime | None = moment(default=None)
    version: int = 1
    """Counts on with each judgement too: whoever finishes has seen them all."""


class Proposal(VagueDateColumns, table=True):
    """A promise of a report, as it would enter the tracker; at `not_understood` nothing was guessed.

    `deliverable_id` is the one with which it is merged, or that it became once the reading was finished.
    """

    __table_args__ = (
        window_check(),
        sa.CheckConstraint("outcome <> 'merged' OR deliverable_id IS NOT NULL", name="merged_with"),
        sa.CheckConstraint("outcome <> 'rejected' OR reason <> ''", name="rejected_because"),
        sa.Index("ix_proposal_read_report", "read_report_id", "position", "id"),
        sa.Index("ix_proposal_programme", "programme_id", "read_report_id", "position", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    read_report_id: int = key("read_report.id")
    position: int
    """In the order of the text, from 1; what was split off shares that of what it was split from."""
    title: str = Field(max_length=300)
    kind: DeliverableKind = Field(sa_type=one_of(DeliverableKind))
    state: ProposalState = Field(sa_type=one_of(ProposalState))
    firmness: Firmness | None = Field(default=None, sa_type=one_of(Firmness))
    not_understood: str = Field(default="", max_length=200)
    quote: str
    section: str = Field(default="", max_length=240)
    place: str = Field(default="", max_length=120)
    action_line_id: int | None = key("action_line.id", default=None)
    project_id: int | None = key("project.id", default=None)
    outcome: ProposalOutcome = Field(
        default=ProposalOutcome.OPEN,
        sa_type=one_of(ProposalOutcome),
        sa_column_kwargs={"server_default": "open"},
    )
    deliverable_id: int | None = key("deliverable.id", default=None)
    reason: str = Field(default="", max_length=2000)
    """Why it was rejected, or why the moment of the other one moves."""
    version: int = 1
