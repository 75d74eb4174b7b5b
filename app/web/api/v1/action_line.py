"""Action lines, with the cross-cutting work and the governance."""

from datetime import date
from functools import partial
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import Response
from pydantic import Field

from app.actions import action_line
from app.actions.structure import get_row
from app.domain.dutch_text import order_key
from app.domain.structure import ActionLineKind
from app.queries.programme import ActionLineRow, action_line_on, action_lines_of
from app.tables.tracked import ACTION_LINE
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies import Retraction
from app.web.api.v1.bodies.action_line import ActionLineChange, NewActionLine
from app.web.api.v1.bodies.part import PartMerging, Step, Withdrawal
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import Changeable, IfMatch, answer_created
from app.web.api.v1.filters import SORT, Absent, AsOfQuery, Id, ListFilters, SortedBy
from app.web.api.v1.listing import list_page
from app.web.api.v1.pagination import Orders, require_row
from app.web.api.v1.part import PartAccess
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import ActionLine, collection_of
from app.web.openapi import CHANGED, CREATED, GONE, PAGED

router = api_router("Action lines")


ORDERS: Orders[ActionLineRow] = {
    "position": lambda row: (row.programme_id, row.position, row.id),
    "title": lambda row: order_key(row.title),
    "code": lambda row: order_key(row.code),
    "id": lambda row: row.id,
}


class ActionLineFilters(ListFilters):
    """Which action lines are asked for."""

    kind: ActionLineKind | Absent = Field(None, description="Only of this kind.")
    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("position", description=SORT)

    def match(self, row: ActionLineRow) -> bool:
        """Return whether it is asked for."""
        return self.kind in (None, row.kind)


@router.get(
    "/action-lines",
    name="api.action_line.index",
    response_model=collection_of(ActionLine, tells_gone=True),
    responses=PAGED,
)
def index(filters: Annotated[ActionLineFilters, Query()], access: ReadableProgrammes) -> Response:
    """List the action lines of your programmes."""

    def load() -> CachedResponse:
        rows = action_lines_of(access.session, filters.programme_ids(access), filters.day(access))
        page = list_page(access, rows, filters, ORDERS, "action_line")
        return write_page((_shape(row, access) for row in page.rows), page.after, page.gone)

    return respond(access, load)


@router.get("/action-lines/{id}", name="api.action_line.show", response_model=ActionLine)
def show(id: Id, filters: AsOfQuery, access: ReadableProgrammes) -> Response:
    """Get an action line."""
    return respond(access, lambda: require_row(_find(access, id, filters.day(access))))


def load_action_line(access: ReadableProgrammes, id: Id) -> PartAccess:
    """Load the action line in the path. Refuses people who may not change what its programme is made of."""
    row = require_row(action_line_on(access.session, access.programme_ids, date.max, id))
    access.require_structure(row.programme_id)
    find = partial(_find, access, id, date.max)
    return PartAccess(access, ACTION_LINE, id, row.programme_id, row.version, find)


ActionLineToChange = Annotated[PartAccess, Depends(load_action_line)]


@router.post(
    "/action-lines",
    name="api.action_line.create",
    status_code=HTTPStatus.CREATED,
    response_model=ActionLine,
    responses=CREATED,
)
def create(access: Changeable, body: NewActionLine) -> Response:
    """Add an action line, cross-cutting work or governance to a programme, behind the others."""
    session, programme = access.session, access.require_structure(access.programme_called(body.programme).id)
    with body.faults():
        line_id = action_line.make(
            session,
            access.act,
            programme.id,
            code=body.code,
            title=body.title,
            kind=body.kind,
            said_on=body.said_on,
        )
    content = require_row(_find(access, line_id, access.today))
    return answer_created(access, "api.action_line.show", content, programme.id, id=line_id)


@router.patch(
    "/action-lines/{id}", name="api.action_line.update", response_model=ActionLine, responses=CHANGED
)
def update(part: ActionLineToChange, if_match: IfMatch, body: ActionLineChange) -> Response:
    """Change an action line or its place, or correct what was said of it last."""
    row = get_row(part.programmes.session, ACTION_LINE, part.id)
    facts = {name: row[name] for name in ("code", "title", "kind")} | body.given("position")
    return part.run(
        if_match,
        body,
        lambda version: action_line.revise(
            part.programmes.session,
            part.programmes.act,
            part.id,
            body.statement(version),
            **facts,
            place=body.position,
            is_correction=body.is_correction,
        ),
    )


@router.post(
    "/action-lines/{id}/_merge",
    name="api.action_line.merge",
    response_model=ActionLine,
    responses=CHANGED,
)
def merge(_: Changeable, part: ActionLineToChange, if_match: IfMatch, body: PartMerging) -> Response:
    """Merge an action line into another; its projects move there, behind the others."""
    session, act = part.programmes.session, part.programmes.act
    return part.run(
        if_match,
        body,
        lambda version: action_line.merge(session, act, part.id, body.into, body.statement(version)),
    )


@router.post(
    "/action-lines/{id}/_withdraw",
    name="api.action_line.withdraw",
    response_model=ActionLine,
    responses=CHANGED,
)
def withdraw(_: Changeable, part: ActionLineToChange, if_match: IfMatch, body: Withdrawal) -> Response:
    """Withdraw an action line; with `withAll` every project that still runs in it too."""
    session, act = part.programmes.session, part.programmes.act
    return part.run(
        if_match,
        body,
        lambda version: action_line.withdraw(
            session, act, part.id, body.statement(version), with_all=body.with_all
        ),
    )


@router.post(
    "/action-lines/{id}/_resume",
    name="api.action_line.resume",
    response_model=ActionLine,
    responses=CHANGED,
)
def resume(_: Changeable, part: ActionLineToChange, if_match: IfMatch, body: Step) -> Response:
    """Take up an action line again that was withdrawn or merged; what went with it stays as it is."""
    session, act = part.programmes.session, part.programmes.act
    return part.run(
        if_match, body, lambda version: action_line.resume(session, act, part.id, body.statement(version))
    )


@router.post(
    "/action-lines/{id}/_retract",
    name="api.action_line.retract",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=GONE,
)
def retract(_: Changeable, part: ActionLineToChange, if_match: IfMatch, body: Retraction) -> Response:
    """Take back an action line that was made by mistake; it is shown on no day."""
    return part.retract(if_match, body)


@router.post(
    "/action-lines/{id}/_undo",
    name="api.action_line.undo",
    response_model=ActionLine,
    responses=GONE | CHANGED,
)
def undo(_: Changeable, part: ActionLineToChange, if_match: IfMatch) -> Response:
    """Undo what was said last. It says again what it said before (200), or is gone where it was new (204)."""
    return part.undo(if_match)


def _find(access: ProgrammesAccess, line_id: int, day: date) -> CachedResponse | None:
    row = action_line_on(access.session, access.programme_ids, day, line_id)
    return None if row is None else write_one(_shape(row, access), row.version)


def _shape(row: ActionLineRow, access: ProgrammesAccess) -> ActionLine:
    return ActionLine.of(row, programme=access.slug(row.programme_id), merged_into=row.merged_into_id)
