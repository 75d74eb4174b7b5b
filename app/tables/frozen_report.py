"""Reports as they were adopted: tree and hash for ever, the promises in them, and every file made of them."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.domain.firmness import Firmness
from app.domain.status import Status
from app.tables.columns import flag, key, moment, one_of
from app.tables.lengths import unbounded_text
from app.tables.vague_date import VagueDateColumns, window_check


class FrozenReport(SQLModel, table=True):
    """A report as adopted (`erratum` 0), or an erratum beside it.

    `tree` holds its editions as RFC 8785 JSON; `hash` is the SHA-256 of editions and `previous_hash`, which
    is that of the report adopted before. `chain_seq` and `chain_hash` are the head of the programme's audit
    trail as it stood before the adoption was recorded.
    """

    __tablename__ = "frozen_report"
    __table_args__ = (sa.UniqueConstraint("reporting_period_id", "erratum"),)

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    reporting_period_id: int = key("reporting_period.id")
    erratum: int = 0
    reason: str = ""
    """What an erratum puts right."""
    tree: str = unbounded_text()
    hash: str = Field(max_length=64)
    previous_hash: str = Field(default="", max_length=64)
    adopted_on: date
    chain_seq: int
    chain_hash: str = Field(max_length=64)
    recorded_at: datetime = moment()
    author_id: int = key("person.id")
    unverified: bool = flag()
    """Whether it came in with a file that nobody could verify here."""
    id_shifts: str = Field(default="", max_length=2000, sa_column_kwargs={"server_default": sa.text("''")})
    """What to add to the ids that its tree names, by type of record (JSON); empty where they are ours."""


class ReportedPromise(VagueDateColumns, table=True):
    """What a frozen report says of a deliverable: its status, and its promise where it had one."""

    __tablename__ = "reported_promise"
    __table_args__ = (window_check(), sa.Index("ix_reported_promise_deliverable", "deliverable_id"))

    frozen_report_id: int = key("frozen_report.id", primary_key=True)
    deliverable_id: int = key("deliverable.id", primary_key=True)
    programme_id: int = key("programme.id")
    status: Status | None = Field(default=None, sa_type=one_of(Status))
    deadline_id: int | None = key("deadline.id", default=None)
    # As long as any text: these two columns were made without a length of their own.
    phrase: str = ""
    edtf: str | None = None
    firmness: Firmness | None = Field(default=None, sa_type=one_of(Firmness))


class FileContent(SQLModel, table=True):
    """The bytes of a file, once, under the hash of them."""

    __tablename__ = "file_content"

    hash: str = Field(max_length=64, primary_key=True)
    content: bytes
    recorded_at: datetime = moment()


class ReportFile(SQLModel, table=True):
    """Which bytes a frozen report is in a format and a language; made once, served ever after."""

    __tablename__ = "report_file"

    frozen_report_id: int = key("frozen_report.id", primary_key=True)
    format: str = Field(max_length=10, primary_key=True)
    language: str = Field(max_length=2, primary_key=True)
    programme_id: int = key("programme.id")
    hash: str = key("file_content.hash", max_length=64)
    media_type: str = Field(max_length=100)
    recorded_at: datetime = moment()
