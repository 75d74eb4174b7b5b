"""Projects of the action lines."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.domain.dutch_text import order_key
from app.queries.programme import ProjectRow, project_on, projects_of
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
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
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Project, collection_of
from app.web.openapi import PAGED

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

    def load() -> CachedResponse:
        row = require_row(project_on(access.session, access.programme_ids, filters.day(access), id))
        return write_one(_shape(row, access), row.version)

    return respond(access, load)


def _shape(row: ProjectRow, access: ProgrammesAccess) -> Project:
    return Project.of(
        row, programme=access.slug(row.programme_id), lead=row.lead_email, merged_into=row.merged_into_id
    )
