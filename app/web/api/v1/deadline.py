"""The deadlines of a deliverable: every one that was ever said and what it changed, and saying another."""

from collections.abc import Sequence
from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import Response
from pydantic import Field
from sqlmodel import Session

from app.actions import deadline as deadlines
from app.actions import status_update
from app.actions.status_update import StatusUpdateInput
from app.domain.lifeline import DeadlineStatement, trace_lifeline
from app.domain.status import Status
from app.queries.address import authors_of
from app.queries.deliverable_records import deadlines_said, last_status_said
from app.queries.scope import Scope
from app.tables import Deadline
from app.web.api.v1.access import ReadableProgrammes
from app.web.api.v1.bodies.status_update import (
    NO_REASON,
    DeadlineCorrectionBody,
    NewDeadline,
    TakingBack,
)
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import Changeable, IfMatch, answer_changed
from app.web.api.v1.deliverable import programme_of
from app.web.api.v1.deliverable_access import (
    DeliverableAccess,
    UpdatableDeliverable,
    find_deliverable,
    row_loader,
)
from app.web.api.v1.filters import SORT, AsOfFilter, Id, Paging, Parameters, RecordedSince, SortedBy
from app.web.api.v1.pagination import Orders, cut_page, require_row
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import DeadlineSaid, Deliverable, collection_of
from app.web.openapi import CHANGED, CREATED, OUTDATED, PAGED

router = api_router("Deliverables")

SaidDeadline = Annotated[int, Depends(row_loader(Deadline, "deadline"))]


ORDERS: Orders[DeadlineStatement] = {
    "saidOn": lambda row: (row.deadline.said_on, row.deadline.recorded_at, row.deadline.id),
    "id": lambda row: row.deadline.id,
}


class DeadlineFilters(AsOfFilter, RecordedSince, Paging):
    """How the deadlines of a deliverable are asked for."""

    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("saidOn", description=SORT)


@router.get(
    "/deliverables/{id}/deadlines",
    name="api.deadline.index",
    response_model=collection_of(DeadlineSaid),
    responses=PAGED,
)
def index(id: Id, filters: Annotated[DeadlineFilters, Query()], access: ReadableProgrammes) -> Response:
    """List the deadlines of a deliverable, the first one first.

    In the order of (`saidOn`, `recordedAt`, `id`). A row that another names in `corrects` no longer counts.
    """

    def load() -> CachedResponse:
        programme_of(access, id)
        authors = authors_of(access.session, Deadline, id)
        statements = _statements(access.session, id, filters.day(access))
        page = cut_page(
            access,
            filters.recorded_since(statements, lambda row: row.deadline.recorded_at),
            filters,
            ORDERS,
            lambda row: row.deadline.id,
        )
        return write_page((_shape(row, authors[row.deadline.id]) for row in page.rows), page.after)

    return respond(access, load)


@router.get("/deliverables/{id}/deadlines/{deadline}", name="api.deadline.show", response_model=DeadlineSaid)
def show(
    id: Id, deadline: Id, parameters: Annotated[Parameters, Query()], access: ReadableProgrammes
) -> Response:
    """Get a deadline as it was said; its ETag changes with each change of the deliverable."""
    deliverable = find_deliverable(access, id)
    return respond(access, lambda: _write(deliverable, deadline))


@router.post(
    "/deliverables/{id}/deadlines",
    name="api.deadline.create",
    status_code=HTTPStatus.CREATED,
    response_model=DeadlineSaid,
    responses=CREATED | CHANGED | {200: CHANGED[200] | {"model": DeadlineSaid}},
)
def create(
    access: Changeable, deliverable: UpdatableDeliverable, if_match: IfMatch, body: NewDeadline
) -> Response:
    """Say when a deliverable comes, in words; how it stands is confirmed with it.

    Where it was said so already that stands, and is answered (200).
    """
    session, act = deliverable.session, deliverable.act
    said_on = body.said_on or act.on
    last = last_status_said(session, Scope(ids=[deliverable.id]), said_on).get(deliverable.id)
    before = {row.deadline.id for row in _statements(session, deliverable.id, date.max)}
    with body.faults(), deliverable.judge(if_match) as version:
        update = StatusUpdateInput(
            status=last.status if last else Status.PLANNED,
            version=version,
            said_on=said_on,
            confidence=last.confidence if last else None,
            reason=body.reason,
            answer=body.answer or (last.answer if last else ""),
            answer_in_report=body.answer_in_report or bool(last and last.answer_in_report),
            delivered_on=last.delivered_on if last else None,
            firmness=body.firmness,
            **body.facts(""),
        )
        status_update.submit(session, act, deliverable.id, update, today=act.on)
    statements = [row.deadline for row in _statements(session, deliverable.id, date.max)]
    new = next((row for row in statements if row.id not in before), None)
    if new is None:
        standing = [row for row in statements if row.said_on <= said_on][-1]
        return answer_changed(access, _write(deliverable, standing.id), deliverable.programme.id)
    return _answer_created(deliverable, new.id)


@router.post(
    "/deliverables/{id}/deadlines/{deadline}/_correct",
    name="api.deadline.correct",
    status_code=HTTPStatus.CREATED,
    response_model=DeadlineSaid,
    responses=CREATED | OUTDATED,
)
def correct(
    access: Changeable,
    deliverable: UpdatableDeliverable,
    deadline: SaidDeadline,
    if_match: IfMatch,
    body: DeadlineCorrectionBody,
) -> Response:
    """Say what should have stood in the place of a deadline, on the same day."""
    with body.faults(), deliverable.judge(if_match) as version:
        new_id = deadlines.correct(deliverable.session, deliverable.act, deadline, body.correction(version))
    return _answer_created(deliverable, new_id)


@router.post(
    "/deliverables/{id}/deadlines/{deadline}/_retract",
    name="api.deadline.retract",
    response_model=Deliverable,
    responses=CHANGED,
)
def retract(
    access: Changeable,
    deliverable: UpdatableDeliverable,
    deadline: SaidDeadline,
    if_match: IfMatch,
    body: TakingBack = NO_REASON,
) -> Response:
    """Take a deadline back: nothing was meant. The answer is the deliverable as it is then."""
    with body.faults(), deliverable.judge(if_match) as version:
        deadlines.retract(deliverable.session, deliverable.act, deadline, version, reason=body.reason)
    return deliverable.answer()


@router.post(
    "/deliverables/{id}/deadlines/{deadline}/_undo",
    name="api.deadline.undo",
    response_model=Deliverable,
    responses=CHANGED,
)
def undo(
    access: Changeable, deliverable: UpdatableDeliverable, deadline: SaidDeadline, if_match: IfMatch
) -> Response:
    """Undo what was just said: a deadline is taken back, and what a correction corrected is said again.

    The answer is the deliverable as it is then.
    """
    with deliverable.judge(if_match) as version:
        deadlines.undo(deliverable.session, deliverable.act, deadline, version)
    return deliverable.answer()


def _answer_created(deliverable: DeliverableAccess, deadline_id: int) -> Response:
    return deliverable.answer_created(
        "api.deadline.show", _write(deliverable, deadline_id), deadline=deadline_id
    )


def _statements(session: Session, deliverable_id: int, day: date) -> Sequence[DeadlineStatement]:
    """Return every deadline that was said up to a day, what was corrected too, with what each changed."""
    by_deliverable = deadlines_said(session, Scope(ids=[deliverable_id]), day, corrected=True)
    return trace_lifeline(by_deliverable.get(deliverable_id, []))


def _write(deliverable: DeliverableAccess, deadline_id: int) -> CachedResponse:
    """Write a deadline; its ETag has the version of the deliverable, which a change of it names."""
    statements = _statements(deliverable.session, deliverable.id, date.max)
    row = require_row(next((row for row in statements if row.deadline.id == deadline_id), None))
    authors = authors_of(deliverable.session, Deadline, deliverable.id)
    return write_one(_shape(row, authors[deadline_id]), deliverable.version)


def _shape(row: DeadlineStatement, author: str) -> DeadlineSaid:
    deadline = row.deadline
    return DeadlineSaid.of(
        deadline,
        phrase=deadline.window.phrase,
        edtf=deadline.window.edtf,
        earliest=deadline.window.earliest,
        latest=deadline.window.latest,
        bounds_by=deadline.window.bounds_by,
        author=author,
        change=row.change,
        firmness_change=row.firmness_change,
    )
