"""Projects of the action lines."""

from datetime import date
from functools import partial
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import Response
from pydantic import Field

from app.actions import project
from app.actions.structure import get_row
from app.domain.dutch_text import order_key
from app.queries.programme import ProjectRow, action_line_ids, project_on, projects_of
from app.tables import tracked
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies import Retraction
from app.web.api.v1.bodies.part import PartMerging, Step, Withdrawal
from app.web.api.v1.bodies.project import NewProject, ProjectChange
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import Changeable, IfMatch, answer_created, name_person
from app.web.api.v1.filters import (
    ACTION_LINE,
    LEAD,
    SORT,
    Absent,
    ActionLineCode,
    AsOfQuery,
    Id,
    LeadAddress,
    ListFilters,
    SortedBy,
)
from app.web.api.v1.listing import list_page
from app.web.api.v1.pagination import Orders, require_row
from app.web.api.v1.part import PartAccess
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Project, collection_of
from app.web.openapi import CHANGED, CREATED, GONE, PAGED

router = api_router("Projects")


ORDERS: Orders[ProjectRow] = {
    "position": lambda row: (row.programme_id, row.line_position, row.position, row.id),
    "title": lambda row: order_key(row.title),
    "id": lambda row: row.id,
}


class ProjectFilters(ListFilters):
    """Which projects are asked for."""

    action_line: ActionLineCode | Absent = Field(None, alias="actionLine", description=ACTION_LINE)
    lead: LeadAddress | Absent = Field(None, description=LEAD)
    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("position", description=SORT)

    def match(self, row: ProjectRow) -> bool:
        """Return whether it is asked for."""
        return self.action_line in (None, row.action_line) and self.lead in (None, row.lead_email)


@router.get(
    "/projects",
    name="api.project.index",
    response_model=collection_of(Project, tells_gone=True),
    responses=PAGED,
)
def index(filters: Annotated[ProjectFilters, Query()], access: ReadableProgrammes) -> Response:
    """List the projects of your programmes."""

    def load() -> CachedResponse:
        rows = projects_of(access.session, filters.programme_ids(access), filters.day(access))
        page = list_page(access, rows, filters, ORDERS, "project")
        return write_page((_shape(row, access) for row in page.rows), page.after, page.gone)

    return respond(access, load)


@router.get("/projects/{id}", name="api.project.show", response_model=Project)
def show(id: Id, filters: AsOfQuery, access: ReadableProgrammes) -> Response:
    """Get a project."""
    return respond(access, lambda: require_row(_find(access, id, filters.day(access))))


def load_project(access: ReadableProgrammes, id: Id) -> PartAccess:
    """Load the project in the path. Refuses people who may not change what its programme is made of."""
    row = require_row(project_on(access.session, access.programme_ids, date.max, id))
    access.require_structure(row.programme_id)
    find = partial(_find, access, id, date.max)
    return PartAccess(access, tracked.PROJECT, id, row.programme_id, row.version, find)


ProjectToChange = Annotated[PartAccess, Depends(load_project)]


@router.post(
    "/projects",
    name="api.project.create",
    status_code=HTTPStatus.CREATED,
    response_model=Project,
    responses=CREATED,
)
def create(access: Changeable, body: NewProject) -> Response:
    """Add a project to an action line, behind the others."""
    session, programme = access.session, access.require_structure(access.programme_called(body.programme).id)
    with body.faults():
        project_id = project.make(
            session,
            access.act,
            programme.id,
            action_line_ids(session, programme.id).get(body.action_line),
            title=body.title,
            narrative=body.narrative,
            lead_id=name_person(session, body.lead),
            said_on=body.said_on,
        )
    content = require_row(_find(access, project_id, access.today))
    return answer_created(access, "api.project.show", content, programme.id, id=project_id)


@router.patch("/projects/{id}", name="api.project.update", response_model=Project, responses=CHANGED)
def update(part: ProjectToChange, if_match: IfMatch, body: ProjectChange) -> Response:
    """Change a project or its place, move it to another action line, or correct what was said of it last."""
    session, row = part.programmes.session, get_row(part.programmes.session, tracked.PROJECT, part.id)
    now = {name: row[name] for name in ("title", "narrative", "lead_id", "action_line_id")}
    facts = now | body.given("lead", "action_line", "position")
    if "lead" in body.model_fields_set:
        facts["lead_id"] = name_person(session, body.lead)
    if "action_line" in body.model_fields_set:
        facts["action_line_id"] = action_line_ids(session, part.programme_id).get(body.action_line, 0)
    return part.run(
        if_match,
        body,
        lambda version: project.revise(
            session,
            part.programmes.act,
            part.id,
            body.statement(version),
            **facts,
            place=body.position,
            is_correction=body.is_correction,
        ),
    )


@router.post("/projects/{id}/_merge", name="api.project.merge", response_model=Project, responses=CHANGED)
def merge(_: Changeable, part: ProjectToChange, if_match: IfMatch, body: PartMerging) -> Response:
    """Merge a project into another; its deliverables move there, behind the others."""
    session, act = part.programmes.session, part.programmes.act
    return part.run(
        if_match,
        body,
        lambda version: project.merge(session, act, part.id, body.into, body.statement(version)),
    )


@router.post(
    "/projects/{id}/_withdraw", name="api.project.withdraw", response_model=Project, responses=CHANGED
)
def withdraw(_: Changeable, part: ProjectToChange, if_match: IfMatch, body: Withdrawal) -> Response:
    """Withdraw a project; with `withAll` every deliverable that still runs in it is cancelled too."""
    session, act = part.programmes.session, part.programmes.act
    return part.run(
        if_match,
        body,
        lambda version: project.withdraw(
            session, act, part.id, body.statement(version), with_all=body.with_all
        ),
    )


@router.post("/projects/{id}/_resume", name="api.project.resume", response_model=Project, responses=CHANGED)
def resume(_: Changeable, part: ProjectToChange, if_match: IfMatch, body: Step) -> Response:
    """Take up a project again that was withdrawn or merged; what went with it stays as it is."""
    session, act = part.programmes.session, part.programmes.act
    return part.run(
        if_match, body, lambda version: project.resume(session, act, part.id, body.statement(version))
    )


@router.post(
    "/projects/{id}/_retract",
    name="api.project.retract",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=GONE,
)
def retract(_: Changeable, part: ProjectToChange, if_match: IfMatch, body: Retraction) -> Response:
    """Take back a project that was made by mistake; it is shown on no day."""
    return part.retract(if_match, body)


@router.post(
    "/projects/{id}/_undo", name="api.project.undo", response_model=Project, responses=GONE | CHANGED
)
def undo(_: Changeable, part: ProjectToChange, if_match: IfMatch) -> Response:
    """Undo what was said last. It says again what it said before (200), or is gone where it was new (204)."""
    return part.undo(if_match)


def _find(access: ProgrammesAccess, project_id: int, day: date) -> CachedResponse | None:
    row = project_on(access.session, access.programme_ids, day, project_id)
    return None if row is None else write_one(_shape(row, access), row.version)


def _shape(row: ProjectRow, access: ProgrammesAccess) -> Project:
    return Project.of(
        row, programme=access.slug(row.programme_id), lead=row.lead_email, merged_into=row.merged_into_id
    )
