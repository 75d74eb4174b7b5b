"""External dependencies: what others must bring, when they said so, and what waits for it."""

from dataclasses import replace
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Depends, Query
from fastapi.responses import Response
from pydantic import Field

from app.actions import external_dependency
from app.actions.external_dependency import ExternalDependencyInput
from app.domain.dutch_text import order_key
from app.domain.structure import ExternalState
from app.queries.external_dependency import ExternalDependencyRow, external_dependencies
from app.tables.tracked import EXTERNAL_DEPENDENCY
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies import ExternalDependencyChange, NewExternalDependency, Retraction
from app.web.api.v1.bodies.external_dependency import ExternalDependencyFacts
from app.web.api.v1.bodies.window import NO_WORDS, own_bounds
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import Changeable, IfMatch, answer_created
from app.web.api.v1.filters import SORT, Absent, AsOfQuery, Id, ListFilters, SortedBy
from app.web.api.v1.listing import list_page
from app.web.api.v1.pagination import Orders, require_one, require_row
from app.web.api.v1.part import PartAccess, require_steerable
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import ExternalDependency, Window, collection_of
from app.web.forms import act_on_day
from app.web.openapi import CHANGED, CREATED, GONE, PAGED

router = api_router("External dependencies")


ORDERS: Orders[ExternalDependencyRow] = {
    "position": lambda row: (row.programme_id, row.id),
    "title": lambda row: order_key(row.title),
    "latest": lambda row: row.window and row.window.latest,
    "id": lambda row: row.id,
}


class ExternalDependencyFilters(ListFilters):
    """Which external dependencies are asked for."""

    state: ExternalState | Absent = Field(None, description="Only in this state.")
    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("position", description=SORT)

    def match(self, row: ExternalDependencyRow) -> bool:
        """Return whether it is asked for."""
        return self.state in (None, row.state)


@router.get(
    "/external-dependencies",
    name="api.external_dependency.index",
    response_model=collection_of(ExternalDependency, tells_gone=True),
    responses=PAGED,
)
def index(filters: Annotated[ExternalDependencyFilters, Query()], access: ReadableProgrammes) -> Response:
    """List what others must bring, as it stood on a day."""

    def load() -> CachedResponse:
        day = filters.day(access)
        rows = external_dependencies(access.session, filters.programme_ids(access), day)
        page = list_page(access, rows, filters, ORDERS, "external_dependency")
        return write_page((_shape(row, access, day) for row in page.rows), page.after, page.gone)

    return respond(access, load)


@router.get(
    "/external-dependencies/{id}", name="api.external_dependency.show", response_model=ExternalDependency
)
def show(id: Id, filters: AsOfQuery, access: ReadableProgrammes) -> Response:
    """Get one thing that others must bring, as it stood on a day."""

    def load() -> CachedResponse:
        return require_row(_find(access, id, filters.day(access)))

    return respond(access, load)


def load_steerable_dependency(access: ReadableProgrammes, id: Id) -> PartAccess:
    """Load the dependency in the path. Refuses people who may not keep what its programme steers by."""
    row = require_one(external_dependencies(access.session, access.programme_ids, access.today, id))
    return require_steerable(access, EXTERNAL_DEPENDENCY, row, _find)


SteerableDependency = Annotated[PartAccess, Depends(load_steerable_dependency)]


@router.post(
    "/external-dependencies",
    name="api.external_dependency.create",
    status_code=HTTPStatus.CREATED,
    response_model=ExternalDependency,
    responses=CREATED,
)
def create(access: Changeable, body: NewExternalDependency) -> Response:
    """Add something that others must bring."""
    session, programme = access.session, access.require_steering(access.programme_called(body.programme).id)
    with body.faults():
        act = act_on_day(session, access.act, programme.id, body.said_on)
        new = ExternalDependencyInput(**_read_facts(body))
        made = external_dependency.add(session, act, programme.id, new)
    content = require_row(_find(access, made, access.today))
    return answer_created(access, "api.external_dependency.show", content, programme.id, id=made)


@router.patch(
    "/external-dependencies/{id}",
    name="api.external_dependency.update",
    response_model=ExternalDependency,
    responses=CHANGED,
)
def update(dependency: SteerableDependency, if_match: IfMatch, body: ExternalDependencyChange) -> Response:
    """Change something that others must bring, or correct what was said of it last."""
    access = dependency.programmes
    row = require_one(
        external_dependencies(access.session, [dependency.programme_id], access.today, dependency.id)
    )
    now = ExternalDependencyInput(
        title=row.title,
        owner_party_id=row.owner_party_id,
        description=row.description,
        phrase=row.phrase,
        own=own_bounds(row.window),
        firmness=row.firmness,
        confirmed_on=row.confirmed_on,
        state=row.state,
        delivered_on=row.delivered_on,
        deliverables=row.deliverables,
    )
    with body.faults(), dependency.judge(if_match) as version:
        new = replace(now, **_read_facts(body))
        statement = body.statement(version)
        external_dependency.change(
            access.session, access.act, dependency.id, new, statement, is_correction=body.is_correction
        )
    return dependency.answer()


@router.post(
    "/external-dependencies/{id}/_confirm",
    name="api.external_dependency.confirm",
    response_model=ExternalDependency,
    responses=CHANGED,
)
def confirm(_sent: Changeable, dependency: SteerableDependency, if_match: IfMatch) -> Response:
    """Say that they confirmed today that it comes as promised."""
    access = dependency.programmes
    with dependency.judge(if_match) as version:
        external_dependency.confirm(access.session, access.act, dependency.id, version)
    return dependency.answer()


@router.post(
    "/external-dependencies/{id}/_retract",
    name="api.external_dependency.retract",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=GONE,
)
def retract(
    _sent: Changeable, dependency: SteerableDependency, if_match: IfMatch, body: Retraction
) -> Response:
    """Take it back where it was made by mistake; it is shown on no day."""
    return dependency.retract(if_match, body)


@router.post(
    "/external-dependencies/{id}/_undo",
    name="api.external_dependency.undo",
    response_model=ExternalDependency,
    responses=GONE | CHANGED,
)
def undo(_sent: Changeable, dependency: SteerableDependency, if_match: IfMatch) -> Response:
    """Undo what was said last. It says again what it said before (200), or is gone where it was new (204)."""
    return dependency.undo(if_match)


def _read_facts(body: ExternalDependencyFacts) -> dict[str, Any]:
    """Return what a request says of it, by the names of the action."""
    facts = body.given("programme", "party", "window")
    if "party" in body.model_fields_set:
        facts["owner_party_id"] = body.party
    if "window" in body.model_fields_set:
        facts |= {"firmness": body.window.firmness} if body.window else {"firmness": None}
        facts |= body.window.facts("window") if body.window else NO_WORDS
    return facts


def _find(access: ProgrammesAccess, id: int, day: date) -> CachedResponse | None:
    """Write it as it stood on a day, none where it is not there."""
    rows = external_dependencies(access.session, access.programme_ids, day, id)
    return write_one(_shape(rows[0], access, day), rows[0].version) if rows else None


def _shape(row: ExternalDependencyRow, access: ProgrammesAccess, day: date) -> ExternalDependency:
    return ExternalDependency.of(
        row,
        programme=access.slug(row.programme_id),
        party=row.owner_party_id,
        window=Window.of(row.window, firmness=row.firmness) if row.window else None,
        stale=row.is_stale(day),
    )
