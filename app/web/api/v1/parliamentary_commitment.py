"""Commitments to parliament: undertakings, motions and questions, and whether they have been answered."""

from dataclasses import replace
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Depends, Query
from fastapi.responses import Response
from pydantic import Field

from app.actions import parliamentary_commitment
from app.actions.parliamentary_commitment import CommitmentInput
from app.domain.parliamentary_commitment import AnswerState
from app.domain.structure import CommitmentKind
from app.queries.parliamentary_commitment import CommitmentRow, commitments
from app.tables.tracked import PARLIAMENTARY_COMMITMENT
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies import CommitmentChange, NewCommitment, Retraction
from app.web.api.v1.bodies.parliamentary_commitment import CommitmentFacts
from app.web.api.v1.bodies.window import NO_WORDS, own_bounds
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import Changeable, IfMatch, answer_created
from app.web.api.v1.filters import SORT, Absent, AsOfQuery, Id, ListFilters, SortedBy
from app.web.api.v1.listing import list_page
from app.web.api.v1.pagination import Orders, require_one, require_row
from app.web.api.v1.part import PartAccess, require_steerable
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import ParliamentaryCommitment, Window, collection_of
from app.web.forms import act_on_day
from app.web.openapi import CHANGED, CREATED, GONE, PAGED

router = api_router("Commitments to parliament")


ORDERS: Orders[CommitmentRow] = {
    "position": lambda row: (row.programme_id, row.made_on, row.id),
    "madeOn": lambda row: row.made_on,
    "id": lambda row: row.id,
}


class ParliamentaryCommitmentFilters(ListFilters):
    """Which commitments are asked for."""

    kind: CommitmentKind | Absent = Field(None, description="Only of this kind.")
    answer: AnswerState | Absent = Field(None, description="Only those whose answer stands so.")
    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("position", description=SORT)

    def match_on(self, row: CommitmentRow, day: date) -> bool:
        """Return whether it is asked for."""
        return self.kind in (None, row.kind) and self.answer in (None, row.answer(day))


@router.get(
    "/parliamentary-commitments",
    name="api.parliamentary_commitment.index",
    response_model=collection_of(ParliamentaryCommitment, tells_gone=True),
    responses=PAGED,
)
def index(
    filters: Annotated[ParliamentaryCommitmentFilters, Query()], access: ReadableProgrammes
) -> Response:
    """List commitments to parliament, as they stood on a day."""

    def load() -> CachedResponse:
        day = filters.day(access)
        rows = commitments(access.session, filters.programme_ids(access), day)
        page = list_page(
            access,
            rows,
            filters,
            ORDERS,
            "parliamentary_commitment",
            match=lambda row: filters.match_on(row, day),
        )
        return write_page((_shape(row, access, day) for row in page.rows), page.after, page.gone)

    return respond(access, load)


@router.get(
    "/parliamentary-commitments/{id}",
    name="api.parliamentary_commitment.show",
    response_model=ParliamentaryCommitment,
)
def show(id: Id, filters: AsOfQuery, access: ReadableProgrammes) -> Response:
    """Get a commitment to parliament, as it stood on a day."""

    def load() -> CachedResponse:
        return require_row(_find(access, id, filters.day(access)))

    return respond(access, load)


def load_steerable_commitment(access: ReadableProgrammes, id: Id) -> PartAccess:
    """Load the commitment in the path. Refuses people who may not keep what its programme steers by."""
    row = require_one(commitments(access.session, access.programme_ids, access.today, id))
    return require_steerable(access, PARLIAMENTARY_COMMITMENT, row, _find)


SteerableCommitment = Annotated[PartAccess, Depends(load_steerable_commitment)]


@router.post(
    "/parliamentary-commitments",
    name="api.parliamentary_commitment.create",
    status_code=HTTPStatus.CREATED,
    response_model=ParliamentaryCommitment,
    responses=CREATED,
)
def create(access: Changeable, body: NewCommitment) -> Response:
    """Add a commitment to parliament."""
    session, programme = access.session, access.require_steering(access.programme_called(body.programme).id)
    with body.faults():
        act = act_on_day(session, access.act, programme.id, body.said_on)
        new = CommitmentInput(**_read_facts(body))
        made = parliamentary_commitment.add(session, act, programme.id, new)
    content = require_row(_find(access, made, access.today))
    return answer_created(access, "api.parliamentary_commitment.show", content, programme.id, id=made)


@router.patch(
    "/parliamentary-commitments/{id}",
    name="api.parliamentary_commitment.update",
    response_model=ParliamentaryCommitment,
    responses=CHANGED,
)
def update(commitment: SteerableCommitment, if_match: IfMatch, body: CommitmentChange) -> Response:
    """Change a commitment to parliament, or correct what was said of it last."""
    access = commitment.programmes
    row = require_one(commitments(access.session, [commitment.programme_id], access.today, commitment.id))
    plain = {*CommitmentInput.__slots__} - {"own"}
    now = CommitmentInput(**{name: getattr(row, name) for name in plain}, own=own_bounds(row))
    with body.faults(), commitment.judge(if_match) as version:
        new = replace(now, **_read_facts(body))
        statement = body.statement(version)
        parliamentary_commitment.change(
            access.session, access.act, commitment.id, new, statement, is_correction=body.is_correction
        )
    return commitment.answer()


@router.post(
    "/parliamentary-commitments/{id}/_retract",
    name="api.parliamentary_commitment.retract",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=GONE,
)
def retract(
    _sent: Changeable, commitment: SteerableCommitment, if_match: IfMatch, body: Retraction
) -> Response:
    """Take it back where it was made by mistake; it is shown on no day."""
    return commitment.retract(if_match, body)


@router.post(
    "/parliamentary-commitments/{id}/_undo",
    name="api.parliamentary_commitment.undo",
    response_model=ParliamentaryCommitment,
    responses=GONE | CHANGED,
)
def undo(_sent: Changeable, commitment: SteerableCommitment, if_match: IfMatch) -> Response:
    """Undo what was said last. It says again what it said before (200), or is gone where it was new (204)."""
    return commitment.undo(if_match)


def _read_facts(body: CommitmentFacts) -> dict[str, Any]:
    """Return what a request says of it, by the names of the action."""
    facts = body.given("programme", "deliverable", "deadline")
    if "deliverable" in body.model_fields_set:
        facts["deliverable_id"] = body.deliverable
    if "deadline" in body.model_fields_set:
        facts |= body.deadline.facts("deadline") if body.deadline else NO_WORDS
    return facts


def _find(access: ProgrammesAccess, id: int, day: date) -> CachedResponse | None:
    """Write it as it stood on a day, none where it is not there."""
    rows = commitments(access.session, access.programme_ids, day, id)
    return write_one(_shape(rows[0], access, day), rows[0].version) if rows else None


def _shape(row: CommitmentRow, access: ProgrammesAccess, day: date) -> ParliamentaryCommitment:
    return ParliamentaryCommitment.of(
        row,
        programme=access.slug(row.programme_id),
        deadline=Window.of(row, firmness=None) if row.phrase else None,
        answer=row.answer(day),
        deliverable=row.deliverable_id,
    )
