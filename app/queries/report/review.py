"""A report in review, for who reads and signs it: its versions, what each sponsor said, and the remarks."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.db import Columns, fetch_all
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.report import Report, Section
from app.domain.round import name_proposal, name_review_version
from app.domain.sign_off import (
    Signature,
    Signatures,
    find_changed_sections,
    find_valid,
    find_voided,
    list_sections_to_sign,
)
from app.domain.structure import PeriodState
from app.queries.party import PartyRow, sponsors
from app.queries.reporting_period import PeriodRow, is_adopted
from app.renderers.frozen import thaw
from app.tables import Comment, FrozenReport, Person, ReportVersion, ReportVersionSection, RoundStep, SignOff


@dataclass(frozen=True, slots=True)
class ReviewVersion:
    """A version of a report; `hashes` are those of its sections, by key."""

    id: int
    number: int
    hash: str
    recorded_at: datetime
    author: str
    hashes: Mapping[str, str]
    on: date
    """The day of the move to review that it was made for, or on which it was proposed."""
    name: str
    """What it is called: 0.1."""
    erratum: int = 0
    """The number of the erratum that it proposes."""


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """Which version of a report went into review, and on which day."""

    id: int
    number: int
    on: date

    @property
    def name(self) -> str:
        """What it is called: 0.1."""
        return name_review_version(self.number)


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


@dataclass(frozen=True, slots=True)
class Review:
    """The last version that went into review; `changed` are the sections that read otherwise than before."""

    version: ReviewVersion
    before: ReviewVersion | None
    report: Report
    sponsors: Sequence[PartyRow]
    holds: Signatures
    void: Signatures
    changed: tuple[str, ...]
    remarks: Mapping[str, Sequence[Remark]]
    translations: Mapping[str, Report] = field(default_factory=dict)
    """The editions beside that in the language of the programme, by language: they are signed with it."""
    is_open: bool = True
    """Whether it can be signed still."""

    @property
    def sections(self) -> tuple[Section, ...]:
        """Return the sections that are signed, in the order of the report."""
        keys = list_sections_to_sign(self.version.hashes)
        return tuple(section for section in self.report.sections if section.key in keys)

    def section(self, key: str) -> Section | None:
        """Return the section of this key, where it is one that is signed."""
        return next((section for section in self.sections if section.key == key), None)

    def signature(self, party_id: int, key: str) -> Signature | None:
        """Return what a party says of a section as it reads."""
        return self.holds.get((party_id, key))

    def open_for(self, party_id: int) -> tuple[Section, ...]:
        """Return the sections of which a party has not said anything that holds."""
        return tuple(section for section in self.sections if not self.signature(party_id, section.key))


def review_of(session: Session, period: PeriodRow) -> Review | None:
    """Return the last version that went into review; none where none ever did. Seven queries."""
    versions = review_versions(session, period.id)
    if not versions:
        return None
    version, before = versions[-1], versions[-2] if len(versions) > 1 else None
    given_signatures, editions = signatures(session, period.id), thaw(version_tree(session, version.id))
    return Review(
        version=version,
        before=before,
        report=editions[DEFAULT_LANGUAGE],
        translations={
            language: report for language, report in editions.items() if language != DEFAULT_LANGUAGE
        },
        sponsors=sponsors(session, period.programme_id),
        holds=find_valid(given_signatures, version.hashes),
        void=find_voided(given_signatures, version.hashes),
        changed=find_changed_sections(before.hashes, version.hashes) if before else (),
        remarks=_by_section(remarks(session, period.id)),
        is_open=is_open_to_sign(session, period),
    )


def is_open_to_sign(session: Session, period: PeriodRow) -> bool:
    """Return whether a report is in review, or an erratum of it is proposed. At most two queries."""
    if not is_adopted(period):
        return period.state is PeriodState.REVIEW
    proposed = sa.select(sa.func.max(col(ReportVersion.erratum))).where(
        col(ReportVersion.reporting_period_id) == period.id
    )
    adopted = sa.select(sa.func.max(col(FrozenReport.erratum))).where(
        col(FrozenReport.reporting_period_id) == period.id
    )
    return (session.scalar(proposed) or 0) > (session.scalar(adopted) or 0)


def review_versions(session: Session, period_id: int) -> list[ReviewVersion]:
    """Return the versions of a report, the oldest first. Three queries."""
    statement = (
        sa.select(col(ReportVersion.id), col(ReportVersion.number), col(ReportVersion.hash))
        .add_columns(col(ReportVersion.recorded_at), col(Person.name).label("author"))
        .add_columns(col(ReportVersion.erratum), col(ReportVersion.proposed_on))
        .join_from(ReportVersion, Person, col(Person.id) == col(ReportVersion.author_id))
        .where(col(ReportVersion.reporting_period_id) == period_id)
        .order_by(col(ReportVersion.number))
    )
    rows = session.execute(statement).mappings().all()
    hashes = _hashes_by_version(session, period_id)
    days, proposals = iter(review_days(session, period_id)), Counter[int]()
    versions = []
    for row in rows:
        columns = {name: row[name] for name in ("id", "number", "hash", "recorded_at", "author", "erratum")}
        if row["erratum"]:
            proposals[row["erratum"]] += 1
            on, name = row["proposed_on"], name_proposal(row["erratum"], proposals[row["erratum"]])
        else:
            on, name = next(days), name_review_version(row["number"])
        versions.append(ReviewVersion(**columns, hashes=hashes.get(row["id"], {}), on=on, name=name))
    return versions


def last_version(session: Session, period_id: int, until: date = date.max) -> StoredVersion | None:
    """Return the newest version that went into review up to a day; none where none did. Two queries."""
    days = review_days(session, period_id)
    statement = (
        sa.select(col(ReportVersion.id), col(ReportVersion.number))
        .where(col(ReportVersion.reporting_period_id) == period_id, col(ReportVersion.erratum) == 0)
        .order_by(col(ReportVersion.number))
    )
    versions = [
        StoredVersion(row.id, row.number, day)
        for row, day in zip(session.execute(statement), days, strict=True)
        if day <= until
    ]
    return versions[-1] if versions else None


def find_seen_version(
    review: Review, versions: Sequence[ReviewVersion], parties: Collection[int], key: str
) -> ReviewVersion | None:
    """Return the version in which these parties last said something of a section, else the one before this.

    None where they have seen no earlier text of it.
    """
    signatures = [
        signature for (party, of), signature in review.void.items() if party in parties and of == key
    ]
    for version in reversed(versions[:-1]):
        if any(version.hashes.get(key) == signature.section_hash for signature in signatures):
            return version
    return review.before


def hashes_in_review(session: Session, period_id: int) -> Mapping[str, str]:
    """Return the hash of each section of the newest version, by its key; empty without one. One query."""
    rows = session.execute(_select_newest_hashes(), {"period_id": period_id})
    return {row.section_key: row.hash for row in rows}


@cache
def _select_newest_hashes() -> Columns:
    numbered = aliased(ReportVersion)
    period_id: sa.BindParameter[int] = sa.bindparam("period_id")
    newest = (
        sa.select(sa.func.max(col(numbered.number)))
        .where(col(numbered.reporting_period_id) == period_id)
        .scalar_subquery()
    )
    return (
        sa.select(col(ReportVersionSection.section_key), col(ReportVersionSection.hash))
        .join(ReportVersion, col(ReportVersion.id) == col(ReportVersionSection.report_version_id))
        .where(col(ReportVersion.reporting_period_id) == period_id, col(ReportVersion.number) == newest)
    )


def text_since(session: Session, period_id: int, key: str) -> date | None:
    """Return the day from which a section reads as it does now; none where it is not in review."""
    versions = review_versions(session, period_id)
    now = versions[-1].hashes.get(key) if versions else None
    since = None
    for version in reversed(versions):
        if now is None or version.hashes.get(key) != now:
            break
        since = version.on
    return since


def review_days(session: Session, period_id: int) -> list[date]:
    """Return the day of each move to review, in order: the nth made version 0.n. One query."""
    statement = (
        sa.select(col(RoundStep.taken_on))
        .where(col(RoundStep.reporting_period_id) == period_id, col(RoundStep.state) == PeriodState.REVIEW)
        .order_by(col(RoundStep.id))
    )
    return list(session.scalars(statement))


def version_tree(session: Session, version_id: int) -> str:
    """Return the editions of a version, as canonical JSON. One query."""
    return session.scalars(
        sa.select(col(ReportVersion.tree)).where(col(ReportVersion.id) == version_id)
    ).one()


def version_facts(session: Session, version_id: int) -> str | None:
    """Return the facts of a version as JSON; none where an earlier release stored it. One query."""
    return session.scalars(
        sa.select(col(ReportVersion.facts)).where(col(ReportVersion.id) == version_id)
    ).one()


def signatures(session: Session, period_id: int) -> list[Signature]:
    """Return everything that was ever signed of a report, in the order in which it was. One query."""
    return fetch_all(session, _select_signatures(), Signature, {"period_id": period_id})


@cache
def _select_signatures() -> Columns:
    return (
        sa.select(*(col(getattr(SignOff, field.name)) for field in fields(Signature)))
        .where(col(SignOff.reporting_period_id) == sa.bindparam("period_id"))
        .order_by(col(SignOff.id))
    )


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


def _hashes_by_version(session: Session, period_id: int) -> Mapping[int, Mapping[str, str]]:
    section = ReportVersionSection
    statement = (
        sa.select(col(section.report_version_id), col(section.section_key), col(section.hash))
        .join(ReportVersion, col(ReportVersion.id) == col(section.report_version_id))
        .where(col(ReportVersion.reporting_period_id) == period_id)
        .order_by(col(section.report_version_id), col(section.section_key))
    )
    hashes: dict[int, dict[str, str]] = {}
    for row in session.execute(statement):
        hashes.setdefault(row.report_version_id, {})[row.section_key] = row.hash
    return hashes


def _by_section(every: Sequence[Remark]) -> Mapping[str, Sequence[Remark]]:
    by_key: dict[str, list[Remark]] = {}
    for remark in every:
        by_key.setdefault(remark.section_key, []).append(remark)
    return by_key
