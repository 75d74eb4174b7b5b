"""Reports that were read, their proposals, and what each of these may belong to."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_all, fetch_one
from app.domain.deadline_change import WindowChange, compare_windows, count_slip_days
from app.domain.firmness import Firmness
from app.domain.promise_extraction import Paragraph, ReportText
from app.domain.promise_extraction.matching import (
    DeliverableNames,
    KnownDeliverable,
    KnownLine,
    KnownProject,
    Match,
)
from app.domain.proposal import ProposalOutcome, ProposalState
from app.domain.structure import DeliverableKind
from app.domain.vague_date import VagueDate
from app.queries.deliverable_records import deadlines_said
from app.queries.scope import Scope
from app.tables import ActionLine, Deliverable, Person, Project, Proposal, ReadReport
from app.tables.vague_date import VagueDateBundle


@dataclass(frozen=True, slots=True)
class ReadReportRow:
    """A report that was read, and how far its proposals were judged; `finished_at` is None until then."""

    id: int
    programme_id: int
    title: str
    file_name: str
    sha256: str
    said_on: date
    recorded_at: datetime
    author: str
    author_email: str
    finished_at: datetime | None
    version: int
    open: int
    accepted: int
    merged: int
    rejected: int
    not_understood: int
    """Those open whose moment was not understood."""

    @property
    def proposals(self) -> int:
        """How many there are."""
        return self.open + self.accepted + self.merged + self.rejected


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal, with the names of what it points at."""

    id: int
    programme_id: int
    read_report_id: int
    position: int
    title: str
    kind: DeliverableKind
    state: ProposalState
    window: VagueDate | None
    firmness: Firmness | None
    not_understood: str
    quote: str
    section: str
    place: str
    action_line_id: int | None
    action_line_code: str | None
    action_line: str | None
    project_id: int | None
    project: str | None
    outcome: ProposalOutcome
    deliverable_id: int | None
    deliverable: str | None
    reason: str
    version: int
    said_on: date
    """The day of its report."""
    finished_at: datetime | None
    """When the reading of its report was finished: nothing of it changes any more."""


@dataclass(frozen=True, slots=True)
class ProposalFilter:
    """Which proposals are listed."""

    programme_ids: Collection[int]
    read_report_id: int | None = None
    outcome: ProposalOutcome | None = None
    kind: DeliverableKind | None = None
    action_line_id: int | None = None
    not_understood: bool = False
    """Only those whose moment was not understood."""


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A deliverable to which a proposal may belong, and how its moment would move."""

    deliverable_id: int
    title: str
    likeness: float
    """1 where it is called the same, word for word."""
    same_line: bool
    window: VagueDate | None
    """What was promised of it up to the day of the report."""
    change: WindowChange | None
    """None where the proposal has no moment, so that nothing moves."""
    slip_days: int | None


Place = tuple[int, int, int]
"""Read report, position and id: where a walk through proposals is."""


def list_read_reports(session: Session, programme_ids: Collection[int]) -> list[ReadReportRow]:
    """Return the reports that were read for these programmes, the last one first. One query."""
    statement = _select_reports().where(col(ReadReport.programme_id).in_(programme_ids))
    return fetch_all(session, statement.order_by(col(ReadReport.id).desc()), ReadReportRow)


def find_read_report(
    session: Session, read_report_id: int, programme_ids: Collection[int]
) -> ReadReportRow | None:
    """Return one report that was read, None where it is not of these programmes. One query."""
    is_it = col(ReadReport.id) == read_report_id, col(ReadReport.programme_id).in_(programme_ids)
    return fetch_one(session, _select_reports().where(*is_it), ReadReportRow)


def find_report_read_before(
    session: Session, programme_id: int, said_on: date, sha256: str
) -> ReadReportRow | None:
    """Return the reading of the same report of the same day for this programme. One query."""
    is_same = (
        col(ReadReport.programme_id) == programme_id,
        col(ReadReport.said_on) == said_on,
        col(ReadReport.sha256) == sha256,
    )
    return fetch_one(session, _select_reports().where(*is_same), ReadReportRow)


def read_text(session: Session, read_report_id: int) -> ReportText:
    """Return the text of a report that was read."""
    row = session.get_one(ReadReport, read_report_id)
    return ReportText(row.title, tuple(Paragraph(*values) for values in json.loads(row.paragraphs)))


def list_proposals(
    session: Session,
    listed: ProposalFilter,
    *,
    limit: int,
    after: Place | None = None,
    offset: int = 0,
) -> list[ProposalRow]:
    """Return so many proposals in the order of their reports, from behind a place. One query."""
    order = (col(Proposal.read_report_id), col(Proposal.position), col(Proposal.id))
    statement = _select_proposals().where(*_conditions(listed))
    if after is not None:
        statement = statement.where(sa.tuple_(*order) > sa.tuple_(*map(sa.literal, after)))
    return fetch_all(session, statement.order_by(*order).limit(limit).offset(offset), ProposalRow)


def count_before(session: Session, listed: ProposalFilter, place: Place) -> int:
    """Return how many of the listed proposals stand before a place. One query."""
    order = (col(Proposal.read_report_id), col(Proposal.position), col(Proposal.id))
    is_before = sa.tuple_(*order) < sa.tuple_(*map(sa.literal, place))
    statement = sa.select(sa.func.count()).select_from(Proposal).where(*_conditions(listed), is_before)
    count: int = session.execute(statement).scalar_one()
    return count


def count_proposals(session: Session, listed: ProposalFilter) -> int:
    """Return how many proposals are listed. One query."""
    statement = sa.select(sa.func.count()).select_from(Proposal).where(*_conditions(listed))
    count: int = session.execute(statement).scalar_one()
    return count


def find_proposal(session: Session, proposal_id: int, programme_ids: Collection[int]) -> ProposalRow | None:
    """Return one proposal, None where it is not of these programmes. One query."""
    is_it = col(Proposal.id) == proposal_id, col(Proposal.programme_id).in_(programme_ids)
    return fetch_one(session, _select_proposals().where(*is_it), ProposalRow)


def find_project_before(session: Session, row: ProposalRow) -> int | None:
    """Return the project of the last proposal before this one in the same section. One query."""
    order = (col(Proposal.position), col(Proposal.id))
    statement = (
        sa.select(col(Proposal.project_id))
        .where(col(Proposal.read_report_id) == row.read_report_id, col(Proposal.section) == row.section)
        .where(col(Proposal.project_id).is_not(None))
        .where(sa.tuple_(*order) < sa.tuple_(sa.literal(row.position), sa.literal(row.id)))
        .order_by(*(column.desc() for column in order))
        .limit(1)
    )
    project_id: int | None = session.scalar(statement)
    return project_id


def matches_of(
    session: Session, programme_id: int, proposals: Sequence[ProposalRow]
) -> Mapping[int, tuple[MatchRow, ...]]:
    """Return what each of these proposals of one report may belong to, by id. Two queries."""
    if not proposals:
        return {}
    known = {deliverable.id: deliverable for deliverable in list_known_deliverables(session, programme_id)}
    names = DeliverableNames(known.values())
    matches = {row.id: names.find_matches(row.title, row.action_line_id) for row in proposals}
    ids = {match.deliverable_id for of_one in matches.values() for match in of_one}
    windows = _windows(session, ids, proposals[0].said_on)
    return {
        row.id: tuple(
            _match(match, known, windows.get(match.deliverable_id), row) for match in matches[row.id]
        )
        for row in proposals
    }


def describe_targets(
    session: Session, programme_id: int, proposal: ProposalRow, ids: Collection[int]
) -> tuple[MatchRow, ...]:
    """Return how the moment of these deliverables would move with this proposal. Two queries."""
    known = {deliverable.id: deliverable for deliverable in list_known_deliverables(session, programme_id)}
    wanted = [id for id in dict.fromkeys(ids) if id in known]
    windows = _windows(session, wanted, proposal.said_on)
    return tuple(
        _match(
            Match(id, 0, known[id].action_line_id == proposal.action_line_id),
            known,
            windows.get(id),
            proposal,
        )
        for id in wanted
    )


def list_known_deliverables(session: Session, programme_id: int) -> list[KnownDeliverable]:
    """Return the deliverables with which a proposal can be merged. One query."""
    statement = (
        sa.select(
            col(Deliverable.id), col(Deliverable.title), col(Deliverable.aliases), col(Project.action_line_id)
        )
        .join(Project, col(Project.id) == col(Deliverable.project_id))
        .where(col(Deliverable.programme_id) == programme_id)
        .where(col(Deliverable.merged_into_id).is_(None), col(Deliverable.retracted_on).is_(None))
        .order_by(col(Deliverable.id))
    )
    return [
        KnownDeliverable(row.id, row.title, row.action_line_id, tuple(filter(None, row.aliases.splitlines())))
        for row in session.execute(statement)
    ]


def list_known_places(session: Session, programme_id: int) -> tuple[list[KnownLine], list[KnownProject]]:
    """Return the action lines and the projects that still run, in order. Two queries."""
    lines = (
        sa.select(col(ActionLine.id), col(ActionLine.code), col(ActionLine.title))
        .where(*_runs(ActionLine, programme_id))
        .order_by(col(ActionLine.position), col(ActionLine.id))
    )
    projects = (
        sa.select(col(Project.id), col(Project.action_line_id), col(Project.title))
        .where(*_runs(Project, programme_id))
        .order_by(col(Project.position), col(Project.id))
    )
    return fetch_all(session, lines, KnownLine), fetch_all(session, projects, KnownProject)


def _runs(entity: type[ActionLine] | type[Project], programme_id: int) -> Sequence[sa.ColumnElement[bool]]:
    return (
        col(entity.programme_id) == programme_id,
        col(entity.withdrawn).is_(False),
        col(entity.merged_into_id).is_(None),
        col(entity.retracted_on).is_(None),
    )


def _windows(session: Session, ids: Collection[int], as_of: date) -> Mapping[int, VagueDate]:
    if not ids:
        return {}
    said_of = deadlines_said(session, Scope(ids=sorted(ids)), as_of)
    return {deliverable_id: records[-1].window for deliverable_id, records in said_of.items() if records}


def _match(
    match: Match, known: Mapping[int, KnownDeliverable], window: VagueDate | None, row: ProposalRow
) -> MatchRow:
    moment = row.window
    return MatchRow(
        match.deliverable_id,
        known[match.deliverable_id].title,
        match.likeness,
        match.same_line,
        window,
        compare_windows(window, moment) if moment else None,
        count_slip_days(window, moment),
    )


def _conditions(listed: ProposalFilter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = [col(Proposal.programme_id).in_(listed.programme_ids)]
    wanted = {
        Proposal.read_report_id: listed.read_report_id,
        Proposal.outcome: listed.outcome,
        Proposal.kind: listed.kind,
        Proposal.action_line_id: listed.action_line_id,
    }
    conditions += [col(column) == value for column, value in wanted.items() if value is not None]
    return [*conditions, col(Proposal.not_understood) != ""] if listed.not_understood else conditions


def _select_reports() -> sa.Select[*tuple[Any, ...]]:
    def count(condition: sa.ColumnElement[bool], name: str) -> sa.Label[int]:
        of_it = sa.select(sa.func.count()).select_from(Proposal).where(condition)
        return of_it.where(col(Proposal.read_report_id) == col(ReadReport.id)).scalar_subquery().label(name)

    is_open = col(Proposal.outcome) == ProposalOutcome.OPEN
    names = ("id", "programme_id", "title", "file_name", "sha256", "said_on", "recorded_at", "finished_at")
    return sa.select(
        *(col(getattr(ReadReport, name)) for name in (*names, "version")),
        col(Person.name).label("author"),
        col(Person.email).label("author_email"),
        *(count(col(Proposal.outcome) == outcome, outcome.value) for outcome in ProposalOutcome),
        count(sa.and_(is_open, col(Proposal.not_understood) != ""), "not_understood"),
    ).join(Person, col(Person.id) == col(ReadReport.author_id))


def _select_proposals() -> sa.Select[*tuple[Any, ...]]:
    names = (
        *("id", "programme_id", "read_report_id", "position", "title", "kind", "state", "firmness"),
        *("not_understood", "quote", "section", "place", "action_line_id", "project_id", "outcome"),
        *("deliverable_id", "reason", "version"),
    )
    return (
        sa.select(
            *(col(getattr(Proposal, name)) for name in names),
            VagueDateBundle(Proposal),
            col(ActionLine.code).label("action_line_code"),
            col(ActionLine.title).label("action_line"),
            col(Project.title).label("project"),
            col(Deliverable.title).label("deliverable"),
            col(ReadReport.said_on),
            col(ReadReport.finished_at),
        )
        .join(ReadReport, col(ReadReport.id) == col(Proposal.read_report_id))
        .outerjoin(ActionLine, col(ActionLine.id) == col(Proposal.action_line_id))
        .outerjoin(Project, col(Project.id) == col(Proposal.project_id))
        .outerjoin(Deliverable, col(Deliverable.id) == col(Proposal.deliverable_id))
    )
