"""The versions of a report that went into review, and what was said and signed of their sections."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.domain.round import Verdict
from app.tables.columns import key, moment, one_of
from app.tables.lengths import unbounded_text


class ReportVersion(SQLModel, table=True):
    """A report as it went into review: `version` 0.1, 0.2 …, its editions as canonical JSON, and its facts.

    `erratum` is the number of the erratum that it proposes, 0 before adoption; `proposed_on` the day of that.
    """

    __tablename__ = "report_version"
    __table_args__ = (sa.UniqueConstraint("reporting_period_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    reporting_period_id: int = key("reporting_period.id")
    number: int
    erratum: int = Field(default=0, sa_column_kwargs={"server_default": sa.text("0")})
    proposed_on: date | None = None
    tree: str = unbounded_text()
    facts: str | None = unbounded_text(default=None)
    """As JSON; none in a version that an earlier release stored."""
    hash: str = Field(max_length=64)
    recorded_at: datetime = moment()
    author_id: int = key("person.id")


class ReportVersionSection(SQLModel, table=True):
    """The hash of one section of a version, over all its editions: what is signed."""

    __tablename__ = "report_version_section"

    report_version_id: int = key("report_version.id", primary_key=True)
    section_key: str = Field(max_length=60, primary_key=True)
    hash: str = Field(max_length=64)
    programme_id: int = key("programme.id")


class SignOff(SQLModel, table=True):
    """What a sponsor party says of a section as it read; the last of a party and a section holds.

    `document` and `given_on` where the office records what was given elsewhere.
    """

    __tablename__ = "sign_off"
    __table_args__ = (
        sa.Index("ix_sign_off_period", "reporting_period_id", "party_id", "section_key"),
        sa.CheckConstraint("verdict = 'agrees' OR text <> ''", name="reasoned"),
        sa.CheckConstraint("(document = '') = (given_on IS NULL)", name="given_elsewhere"),
    )

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    reporting_period_id: int = key("reporting_period.id")
    party_id: int = key("party.id")
    section_key: str = Field(max_length=60)
    section_hash: str = Field(max_length=64)
    verdict: Verdict = Field(sa_type=one_of(Verdict))
    text: str = ""
    document: str = ""
    given_on: date | None = None
    recorded_at: datetime = moment()
    author_id: int = key("person.id")


class Comment(SQLModel, table=True):
    """A remark on a section as it read, perhaps in answer to another."""

    __table_args__ = (
        sa.Index("ix_comment_period", "reporting_period_id", "section_key", "id"),
        sa.CheckConstraint("text <> ''", name="said"),
    )

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    reporting_period_id: int = key("reporting_period.id")
    section_key: str = Field(max_length=60)
    section_hash: str = Field(max_length=64)
    answers_id: int | None = key("comment.id", default=None)
    text: str
    recorded_at: datetime = moment()
    author_id: int = key("person.id")
