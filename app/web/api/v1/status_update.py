"""The status updates of a deliverable: everything that was ever said of how it stands."""

from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import Response
from pydantic import Field

from app.actions import status_correction, status_update
from app.actions.status_update import StatusUpdateInput
from app.domain.assessment import StatusRecord
from app.queries.address import authors_of
from app.queries.deliverable_records import statuses_said
from app.queries.scope import Scope
from app.tables import StatusUpdate as StatusUpdateRow
from app.web.api.v1.access import ReadableProgrammes
from app.web.api.v1.bodies.status_update import (
    NO_REASON,
    NewStatusUpdate,
    StatusCorrectionBody,
    TakingBack,
)
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import Changeable, IfMatch
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
from app.web.api.v1.shapes import Deliverable, StatusUpdate, collection_of
from app.web.openapi import CHANGED, CREATED, OUTDATED, PAGED

router = api_router("Deliverables")

SaidUpdate = Annotated[int, Depends(row_loader(StatusUpdateRow, "update"))]


ORDERS: Orders[StatusRecord] = {
    "saidOn": lambda row: (row.said_on, row.recorded_at, row.id),
    "id": lambda row: row.id,
}


class StatusUpdateFilters(AsOfFilter, RecordedSince, Paging):
    """How the status updates of a deliverable are asked for."""

    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("saidOn", description=SORT)


@router.get(
    "/deliverables/{id}/status-updates",
    name="api.status_update.index",
    response_model=collection_of(StatusUpdate),
    responses=PAGED,
)
def index(id: Id, filters: Annotated[StatusUpdateFilters, Query()], access: ReadableProgrammes) -> Response:
    """List the status updates of a deliverable, the first one first.

    In the order of (`saidOn`, `recordedAt`, `id`). A row that another names in `corrects` no longer counts.
    """

    def load() -> CachedResponse:
        programme_of(access, id)
        scope = Scope(ids=[id])
        updates = statuses_said(access.session, scope, filters.day(access), corrected=True)
        authors = authors_of(access.session, StatusUpdateRow, id)
        page = cut_page(access, filters.recorded_since(updates.get(id, [])), filters, ORDERS)
        return write_page((_shape(row, id, authors[row.id]) for row in page.rows), page.after)

    return respond(access, load)


@router.get(
    "/deliverables/{id}/status-updates/{update}",
    name="api.status_update.show",
    response_model=StatusUpdate,
)
def show(
    id: Id, update: Id, parameters: Annotated[Parameters, Query()], access: ReadableProgrammes
) -> Response:
    """Get a status update as it was said; its ETag changes with each change of the deliverable."""
    deliverable = find_deliverable(access, id)
    return respond(access, lambda: _write(deliverable, update))


@router.post(
    "/deliverables/{id}/status-updates",
    name="api.status_update.create",
    status_code=HTTPStatus.CREATED,
    response_model=StatusUpdate,
    responses=CREATED | OUTDATED,
)
def create(
    access: Changeable, deliverable: UpdatableDeliverable, if_match: IfMatch, body: NewStatusUpdate
) -> Response:
    """Say how a deliverable stands, with another deadline, evidence and a source where there is any."""
    today = deliverable.act.on
    with body.faults(), deliverable.judge(if_match) as version:
        new = StatusUpdateInput(version=version, said_on=body.said_on or today, **body.facts())
        update_id = status_update.submit(
            deliverable.session, deliverable.act, deliverable.id, new, today=today
        )
    return _answer_created(deliverable, update_id)


@router.post(
    "/deliverables/{id}/_confirm",
    name="api.status_update.confirm",
    status_code=HTTPStatus.CREATED,
    response_model=StatusUpdate,
    responses=CREATED | OUTDATED,
)
def confirm(access: Changeable, deliverable: UpdatableDeliverable, if_match: IfMatch) -> Response:
    """Say the last status update again as of today: nothing changed."""
    with deliverable.judge(if_match) as version:
        update_id = status_update.confirm(
            deliverable.session, deliverable.act, deliverable.id, version, today=deliverable.act.on
        )
    return _answer_created(deliverable, update_id)


@router.post(
    "/deliverables/{id}/status-updates/{update}/_correct",
    name="api.status_update.correct",
    status_code=HTTPStatus.CREATED,
    response_model=StatusUpdate,
    responses=CREATED | OUTDATED,
)
def correct(
    access: Changeable,
    deliverable: UpdatableDeliverable,
    update: SaidUpdate,
    if_match: IfMatch,
    body: StatusCorrectionBody,
) -> Response:
    """Say what should have stood in the place of a status update, on the same day."""
    with body.faults(), deliverable.judge(if_match) as version:
        new_id = status_correction.correct(
            deliverable.session, deliverable.act, update, body.correction(version)
        )
    return _answer_created(deliverable, new_id)


@router.post(
    "/deliverables/{id}/status-updates/{update}/_retract",
    name="api.status_update.retract",
    response_model=Deliverable,
    responses=CHANGED,
)
def retract(
    access: Changeable,
    deliverable: UpdatableDeliverable,
    update: SaidUpdate,
    if_match: IfMatch,
    body: TakingBack = NO_REASON,
) -> Response:
    """Take a status update back: nothing was meant. The answer is the deliverable as it is then."""
    with body.faults(), deliverable.judge(if_match) as version:
        status_correction.retract(deliverable.session, deliverable.act, update, version, reason=body.reason)
    return deliverable.answer()


@router.post(
    "/deliverables/{id}/status-updates/{update}/_undo",
    name="api.status_update.undo",
    response_model=Deliverable,
    responses=CHANGED,
)
def undo(
    access: Changeable, deliverable: UpdatableDeliverable, update: SaidUpdate, if_match: IfMatch
) -> Response:
    """Undo what was just said, with whatever was said in the same request.

    Of a correction, what it corrected is said again. The answer is the deliverable as it is then.
    """
    with deliverable.judge(if_match) as version:
        status_correction.undo(deliverable.session, deliverable.act, update, version)
    return deliverable.answer()


def _answer_created(deliverable: DeliverableAccess, update_id: int) -> Response:
    return deliverable.answer_created(
        "api.status_update.show", _write(deliverable, update_id), update=update_id
    )


def _write(deliverable: DeliverableAccess, update_id: int) -> CachedResponse:
    """Write a status update; its ETag has the version of the deliverable, which a change of it names."""
    return write_one(load_update(deliverable, update_id), deliverable.version)


def load_update(deliverable: DeliverableAccess, update_id: int) -> StatusUpdate:
    """Return a status update as it was said. Two queries. Refuses (`NotFound`) what was taken back."""
    by_deliverable = statuses_said(deliverable.session, Scope(ids=[deliverable.id]), date.max, corrected=True)
    row = require_row(
        next((row for row in by_deliverable.get(deliverable.id, ()) if row.id == update_id), None)
    )
    return _shape(
        row, deliverable.id, authors_of(deliverable.session, StatusUpdateRow, deliverable.id)[update_id]
    )


def _shape(row: StatusRecord, deliverable_id: int, author: str) -> StatusUpdate:
    return StatusUpdate.of(row, deliverable=deliverable_id, author=author)
