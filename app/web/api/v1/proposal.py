"""Proposals: promises in an existing report, judged one by one before they enter the programme."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from itertools import groupby
from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import Response
from pydantic import Field

from app.actions import report_reading
from app.actions.report_reading import ProposalRevision
from app.domain.proposal import ProposalOutcome
from app.domain.structure import DeliverableKind
from app.queries.proposal import (
    MatchRow,
    ProposalFilter,
    ProposalRow,
    find_proposal,
    list_proposals,
    matches_of,
)
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies import Body
from app.web.api.v1.bodies.proposal import (
    Acceptance,
    ProposalChange,
    ProposalMerging,
    ProposalRejection,
    ProposalSplitting,
)
from app.web.api.v1.bodies.window import own_bounds
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import Changeable, IfMatch, answer_changed, answer_made, name_action_line
from app.web.api.v1.filters import Absent, Id, Number, Paging, Parameters, ProgrammeSlug
from app.web.api.v1.pagination import read_cursor, require_row, write_cursor
from app.web.api.v1.read_report import structured_programmes
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Proposal, ProposalMatch, Window, collection_of
from app.web.openapi import CHANGED, MADE, OUTDATED, PAGED
from app.web.preconditions import ExpectedVersion

router = api_router("Proposals")


class ProposalFilters(Paging):
    """Which proposals are asked for; they come in the order of the text."""

    programme: ProgrammeSlug | Absent = Field(None, description="Only of the programme with this slug.")
    read_report: Number | Absent = Field(
        None, alias="readReport", description="Only of the report with this number."
    )
    outcome: ProposalOutcome | Absent = Field(None, description="Only those that were judged so.")
    kind: DeliverableKind | Absent = Field(None, description="Only of this kind.")
    not_understood: bool = Field(
        False, alias="notUnderstood", description="Only those of which the moment was not understood."
    )


@router.get("/proposals", name="api.proposal.index", response_model=collection_of(Proposal), responses=PAGED)
def index(filters: Annotated[ProposalFilters, Query()], access: ReadableProgrammes) -> Response:
    """List the proposals of the programmes that you structure, in the order of their reports' text."""

    def load() -> CachedResponse:
        listed = ProposalFilter(
            structured_programmes(access, filters.programme),
            filters.read_report,
            filters.outcome,
            filters.kind,
            not_understood=filters.not_understood,
        )
        after = None
        if filters.after is not None:
            report_id, position, proposal_id = (int(part or 0) for part in read_cursor(access, filters))
            after = report_id, position, proposal_id
        rows = list_proposals(access.session, listed, limit=filters.limit + 1, after=after)
        page, last = rows[: filters.limit], None
        if len(rows) > filters.limit:
            place = page[-1]
            last = write_cursor(access, filters, (place.read_report_id, place.position, place.id))
        return write_page(_shapes(access, page), last)

    return respond(access, load, keep=False)


@dataclass(frozen=True, slots=True)
class JudgedProposal:
    """A proposal for a programme whose structure the viewer may change."""

    access: ProgrammesAccess
    row: ProposalRow

    def show(self) -> CachedResponse:
        """Write it as it is by now."""
        row = require_row(find_proposal(self.access.session, self.row.id, [self.row.programme_id]))
        return write_one(next(iter(_shapes(self.access, [row]))), row.version)

    def run(self, if_match: ExpectedVersion, body: Body, action: Callable[[int], object]) -> Response:
        """Run an action on the version that the request names, and answer with the proposal as it is then."""
        with body.faults(), if_match.judge(self.row.version, self.show) as version:
            action(version)
        return answer_changed(self.access, self.show(), self.row.programme_id)


def load_judged_proposal(access: ReadableProgrammes, id: Id) -> JudgedProposal:
    """Load the proposal in the path. Refuses people who may not change what its programme is made of."""
    row = require_row(find_proposal(access.session, id, access.programme_ids))
    access.require_structure(row.programme_id)
    return JudgedProposal(access, row)


JudgedProposalDep = Annotated[JudgedProposal, Depends(load_judged_proposal)]


@router.get("/proposals/{id}", name="api.proposal.show", response_model=Proposal)
def show(judged: JudgedProposalDep, parameters: Annotated[Parameters, Query()]) -> Response:
    """Get a proposal, with the deliverables to which it may belong."""
    return respond(judged.access, judged.show, keep=False)


@router.patch("/proposals/{id}", name="api.proposal.update", response_model=Proposal, responses=CHANGED)
def update(judged: JudgedProposalDep, if_match: IfMatch, body: ProposalChange) -> Response:
    """Change what a proposal says, as long as it is open."""
    access, row = judged.access, judged.row

    def revise(version: int) -> None:
        revision = _read_revision(access, row, body)
        report_reading.revise_proposal(access.session, access.act, row.id, version, revision)

    return judged.run(if_match, body, revise)


@router.post(
    "/proposals/{id}/_accept", name="api.proposal.accept", response_model=Proposal, responses=CHANGED
)
def accept(_sent: Changeable, judged: JudgedProposalDep, if_match: IfMatch) -> Response:
    """Take a proposal over as a new deliverable; it is made when the reading is finished."""
    access, row = judged.access, judged.row
    return judged.run(
        if_match,
        Acceptance(),
        lambda version: report_reading.accept_proposal(access.session, access.act, row.id, version),
    )


@router.post("/proposals/{id}/_merge", name="api.proposal.merge", response_model=Proposal, responses=CHANGED)
def merge(_sent: Changeable, judged: JudgedProposalDep, if_match: IfMatch, body: ProposalMerging) -> Response:
    """Merge a proposal with a deliverable that is there: its moment and source go to that, when finished."""
    access, row = judged.access, judged.row
    return judged.run(
        if_match,
        body,
        lambda version: report_reading.merge_proposal(
            access.session, access.act, row.id, version, body.deliverable, body.reason
        ),
    )


@router.post(
    "/proposals/{id}/_reject", name="api.proposal.reject", response_model=Proposal, responses=CHANGED
)
def reject(
    _sent: Changeable, judged: JudgedProposalDep, if_match: IfMatch, body: ProposalRejection
) -> Response:
    """Reject a proposal, with a reason: it is no promise of this programme."""
    access, row = judged.access, judged.row
    return judged.run(
        if_match,
        body,
        lambda version: report_reading.reject_proposal(
            access.session, access.act, row.id, version, body.reason
        ),
    )


@router.post(
    "/proposals/{id}/_reopen", name="api.proposal.put_back", response_model=Proposal, responses=CHANGED
)
def put_back(_sent: Changeable, judged: JudgedProposalDep, if_match: IfMatch) -> Response:
    """Take the judgement of a proposal back, as long as the reading was not finished."""
    access, row = judged.access, judged.row
    return judged.run(
        if_match,
        Acceptance(),
        lambda version: report_reading.put_back_proposal(access.session, access.act, row.id, version),
    )


@router.post(
    "/proposals/{id}/_split",
    name="api.proposal.split",
    status_code=HTTPStatus.CREATED,
    response_model=collection_of(Proposal),
    responses=MADE | OUTDATED,
)
def split(
    _sent: Changeable, judged: JudgedProposalDep, if_match: IfMatch, body: ProposalSplitting
) -> Response:
    """Make several proposals of one sentence; the answer holds all of them, the one that was there first."""
    access, row = judged.access, judged.row
    with body.faults(), if_match.judge(row.version, judged.show) as version:
        ids = report_reading.split_proposal(access.session, access.act, row.id, version, body.titles)
    rows = [require_row(find_proposal(access.session, id, [row.programme_id])) for id in ids]
    return answer_made(access, write_page(_shapes(access, rows)), row.programme_id)


def _read_revision(access: ProgrammesAccess, row: ProposalRow, body: ProposalChange) -> ProposalRevision:
    """Return what the request makes of a proposal: what it does not name stays."""
    given = body.model_fields_set
    window, own, phrase, firmness = row.window, own_bounds(row.window), "", row.firmness
    if window is not None:
        phrase = window.phrase
    if "deadline" in given:
        phrase, own, firmness = "", None, None
        if body.deadline is not None:
            facts = body.deadline.facts("deadline")
            phrase, own, firmness = facts["phrase"], facts["own"], body.deadline.firmness or row.firmness
    line_id, project_id = row.action_line_id, row.project_id
    if "action_line" in given:
        line_id = name_action_line(access.session, row.programme_id, body.action_line)
        project_id = project_id if line_id == row.action_line_id else None
    return ProposalRevision(
        title=body.title if "title" in given else row.title,
        kind=body.kind if "kind" in given else row.kind,
        state=body.state if "state" in given else row.state,
        phrase=phrase,
        own=own,
        firmness=firmness,
        action_line_id=line_id,
        project_id=body.project if "project" in given else project_id,
    )


def _shapes(access: ProgrammesAccess, rows: Sequence[ProposalRow]) -> list[Proposal]:
    """Two queries for each report whose open proposals are among these."""
    matches: dict[int, tuple[MatchRow, ...]] = {}
    is_open = [row for row in rows if row.outcome is ProposalOutcome.OPEN]
    for (programme_id, _said_on), group in groupby(is_open, lambda row: (row.programme_id, row.said_on)):
        matches |= matches_of(access.session, programme_id, list(group))
    return [_shape(access, row, matches.get(row.id, ())) for row in rows]


def _shape(access: ProgrammesAccess, row: ProposalRow, matches: Sequence[MatchRow]) -> Proposal:
    return Proposal.of(
        row,
        programme=access.slug(row.programme_id),
        read_report=row.read_report_id,
        deadline=Window.of(row.window, firmness=row.firmness) if row.window else None,
        not_understood=row.not_understood or None,
        section=row.section or None,
        place=row.place or None,
        action_line=row.action_line_code,
        project=row.project_id,
        deliverable=row.deliverable_id,
        reason=row.reason or None,
        matches=tuple(
            ProposalMatch.of(
                match,
                deliverable=match.deliverable_id,
                likeness=round(match.likeness, 2),
                same_action_line=match.same_line,
            )
            for match in matches
        ),
    )
