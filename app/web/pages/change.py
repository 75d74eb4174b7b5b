"""What changed in a programme since a day, or since one was last here: in sentences, by action line."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from markupsafe import Markup

from app.domain.half_year import HalfYear
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.visit import is_new, last_here
from app.queries.changes import ChangePage, Since, changes_since
from app.queries.visit import visit_of
from app.templating import drawn
from app.web.auth import remember_visit
from app.web.deps.programme import ProgrammeDoor, ReadableProgramme
from app.web.deps.session import AsOf, AsOfDep
from app.web.responses import page
from app.web.views.change import ChangesQuery, kind_choices, pages, read_changes_query, told

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Beginning:
    """Since when changes are shown; `visit` where that is when the viewer was last here."""

    since: Since
    visit: datetime | None


@router.get("/programmas/{slug}/wijzigingen", name="change.index")
def index(
    request: Request,
    door: ReadableProgramme,
    as_of: AsOfDep,
    asked: Annotated[ChangesQuery, Depends(read_changes_query)],
) -> Response:
    """Everything that changed, the newest first."""
    begun = _begin(request, door, as_of, asked)
    programme = door.programme
    key = ("change", programme.id, programme.revision, as_of.is_past, begun.since, asked.filter)
    body = door.app_state.renders.get(key, lambda: _draw(request, door, as_of, asked, begun))
    context = {
        "programme": programme,
        "active_tab": "change.index",
        "as_of": as_of,
        "asked": asked,
        "wrong": asked.wrong,
        "begun": begun,
        "body": body,
        "kinds": kind_choices(),
    }
    status = 400 if asked.wrong else as_of.status_code
    return page(
        request, "change/index.html", context, block="changes", viewer=door.viewer, status_code=status
    )


def _begin(request: Request, door: ProgrammeDoor, as_of: AsOf, asked: ChangesQuery) -> Beginning:
    """The day that was asked for, else the last visit, else the beginning of the half-year."""
    now = door.app_state.now()
    visit = visit_of(door.session, door.viewer.id, door.programme.id)
    if is_new(visit, now) and not as_of.is_past:
        remember_visit(request, door.viewer.id, door.programme.id)
    before = last_here(visit, now)
    if asked.since is None and before is not None and not as_of.is_past:
        return Beginning(Since(as_of.day, moment=before), before)
    return Beginning(Since(as_of.day, asked.since or HalfYear.containing(as_of.day).starts_on), None)


def _draw(
    request: Request, door: ProgrammeDoor, as_of: AsOf, asked: ChangesQuery, begun: Beginning
) -> Markup:
    found: ChangePage = changes_since(door.session, door.programme.id, begun.since, asked.filter)
    paths, here = request.app.state.paths, {"slug": door.programme.slug}
    context: dict[str, Any] = {
        "path": paths,
        "programme": door.programme,
        "as_of": as_of,
        "asked": asked,
        "found": found,
        "told": told(found, paths, door.programme.slug, as_of),
        "pages": pages(found, asked, paths, here, as_of.query),
    }
    return drawn("change/_body.html", context, DEFAULT_LANGUAGE)
