"""Projects of the action lines."""

from app.queries.programme import ProjectRow, projects
from app.web.api.v1.asked import Asked
from app.web.api.v1.door import Door, Made
from app.web.api.v1.listing import Listing, found
from app.web.api.v1.noun import Noun, collection, many, one
from app.web.api.v1.parameters import ACTION_LINE, AS_OF, ID, LEAD, PAGING, PROGRAMME, sort
from app.web.api.v1.shapes import Project

NOUN = Noun("project", "Projects")
LISTING: Listing[ProjectRow] = Listing(
    key=lambda row: str(row.id),
    fits={
        "actionLine": lambda row, code: row.action_line == code,
        "lead": lambda row, email: row.lead_email == email,
    },
    orders={"title": lambda row: row.title},
)
LISTED = (AS_OF, PROGRAMME, ACTION_LINE, LEAD, sort("position", "title"), *PAGING)


@NOUN.get("/projects", LISTED, collection(Project))
def index(door: Door, asked: Asked) -> Made:
    """List the projects of your programmes."""
    rows, after = LISTING.page(_rows(door, asked), asked)
    return many((_shape(door, row) for row in rows), after)


@NOUN.get("/projects/{id}", (ID, AS_OF), Project)
def show(door: Door, asked: Asked) -> Made:
    """Get a project."""
    row = found(_rows(door, asked), asked)
    return one(_shape(door, row), row.version)


def _rows(door: Door, asked: Asked) -> list[ProjectRow]:
    return [row for programme in asked.programmes for row in projects(door.session, programme.id, asked.day)]


def _shape(door: Door, row: ProjectRow) -> Project:
    return Project(
        id=row.id,
        programme=door.programmes[row.programme_id].slug,
        action_line=row.action_line,
        title=row.title,
        lead=row.lead_email,
        narrative=row.narrative,
        position=row.position,
    )
