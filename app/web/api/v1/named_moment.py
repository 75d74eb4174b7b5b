"""The register of named moments, for administrators: when the recess is, and the budget debate."""

from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import Response
from pydantic import Field

from app.actions import named_moment
from app.actions.named_moment import NamedMomentInput
from app.domain.dutch_text import order_key
from app.domain.refusal import Forbidden
from app.queries.named_moment import RegisteredMoment, registered_moments
from app.queries.recorded_since import touched_since
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies.named_moment import NamedMomentChange, NewNamedMoment
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import Changeable, IfMatch, answer_changed, answer_created, answer_gone
from app.web.api.v1.filters import SORT, Absent, ChangedSince, Id, Number, Paging, Parameters, SortedBy
from app.web.api.v1.pagination import Orders, cut_page, require_one
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import NamedMoment, collection_of
from app.web.deps.people import require_allowed
from app.web.openapi import CHANGED, CREATED, GONE, PAGED

router = api_router("Named moments")


ORDERS: Orders[RegisteredMoment] = {
    "startsOn": lambda row: (row.first, row.id),
    "name": lambda row: order_key(row.name),
    "id": lambda row: row.id,
}


class NamedMomentFilters(ChangedSince, Paging):
    """Which named moments are asked for."""

    year: Number | Absent = Field(None, description="Only of this year.")
    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("startsOn", description=SORT)


@router.get(
    "/named-moments",
    name="api.named_moment.index",
    response_model=collection_of(NamedMoment, tells_gone=True),
    responses=PAGED,
)
def index(filters: Annotated[NamedMomentFilters, Query()], access: ReadableProgrammes) -> Response:
    """List the named moments with which promises are read, for administrators."""

    def load() -> CachedResponse:
        administers = access.viewer.rights.administers
        rows = registered_moments(access.session) if administers else []
        matching = [row for row in rows if filters.year in (None, row.year)]
        gone: Sequence[int] | None = None
        if filters.changed_since is not None:
            touched = touched_since(access.session, "named_moment", (), filters.changed_since).every
            matching = [row for row in matching if row.id in touched]
            gone = sorted(touched - {row.id for row in rows}) if administers and not filters.after else None
        page = cut_page(access, matching, filters, ORDERS)
        return write_page(map(_shape, page.rows), page.after, gone)

    return respond(access, load, keep=False)


async def require_administrator(access: ReadableProgrammes) -> None:
    """Refuse everybody but administrators."""
    require_allowed(
        access.viewer,
        access.viewer.rights.administers,
        Forbidden("Only an administrator keeps the named moments."),
    )


FOR_ADMINISTRATORS = [Depends(require_administrator)]


@router.get(
    "/named-moments/{id}",
    name="api.named_moment.show",
    response_model=NamedMoment,
    dependencies=FOR_ADMINISTRATORS,
)
def show(id: Id, parameters: Annotated[Parameters, Query()], access: ReadableProgrammes) -> Response:
    """Get a named moment, for administrators."""

    return respond(access, lambda: _write(access, id), keep=False)


@router.post(
    "/named-moments",
    name="api.named_moment.create",
    status_code=HTTPStatus.CREATED,
    response_model=NamedMoment,
    responses=CREATED,
    dependencies=FOR_ADMINISTRATORS,
)
def create(access: Changeable, body: NewNamedMoment) -> Response:
    """Record when a moment with a name is, for administrators."""
    with body.faults():
        moment = NamedMomentInput(body.name, body.starts_on, body.ends_on, body.year)
        moment_id = named_moment.add(access.session, access.act, moment)
    return answer_created(access, "api.named_moment.show", _write(access, moment_id), id=moment_id)


@router.patch(
    "/named-moments/{id}",
    name="api.named_moment.update",
    response_model=NamedMoment,
    responses=CHANGED,
    dependencies=FOR_ADMINISTRATORS,
)
def update(id: Id, access: ReadableProgrammes, if_match: IfMatch, body: NamedMomentChange) -> Response:
    """Record anew when a named moment is, for administrators; promises read before keep their days."""
    row = require_one(registered_moments(access.session, id))
    names = {"starts_on": "first", "ends_on": "last"}
    given = {names.get(name, name): value for name, value in body.given().items()}
    moment = replace(NamedMomentInput(row.name, row.first, row.last, row.year), **given)
    with body.faults(), if_match.judge(row.version, lambda: _write(access, id)) as version:
        named_moment.correct(access.session, access.act, id, version, moment)
    return answer_changed(access, _write(access, id))


@router.post(
    "/named-moments/{id}/_remove",
    name="api.named_moment.remove",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=GONE,
    dependencies=FOR_ADMINISTRATORS,
)
def remove(id: Id, access: Changeable, if_match: IfMatch) -> Response:
    """Remove a named moment that was recorded by mistake, for administrators."""
    row = require_one(registered_moments(access.session, id))
    with if_match.judge(row.version, lambda: _write(access, id)) as version:
        named_moment.remove(access.session, access.act, id, version)
    return answer_gone(access)


def _write(access: ProgrammesAccess, moment_id: int) -> CachedResponse:
    row = require_one(registered_moments(access.session, moment_id))
    return write_one(_shape(row), row.version)


def _shape(row: RegisteredMoment) -> NamedMoment:
    return NamedMoment.of(row, starts_on=row.first, ends_on=row.last)
