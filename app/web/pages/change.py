"""What changed in a programme since a day or since the last visit, in sentences by action line."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from markupsafe import Markup

from app.domain.half_year import HalfYear
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.visit import begins_visit, find_last_visit
from app.queries.changes import ChangePage, Since, changes_since
from app.queries.visit import visit_of
from app.templating import render_markup
from app.web.assessments import load_states
from app.web.auth import remember_visit
from app.web.deps.programme import ProgrammeAccess, ReadableProgramme
from app.web.deps.session import AsOf, AsOfDep
from app.web.responses import render_page
from app.web.views.change import (
    ChangesQuery,
    draw_change_lines,
    draw_digest,
    list_kind_choices,
    read_changes_query,
)
from app.web.views.page_links import list_page_links

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Beginning:
    """The moment since which changes are shown; `visit` if that is the viewer's last visit."""

    since: Since
    visit: datetime | None


@router.get("/programmas/{slug}/wijzigingen", name="change.index")
def index(
    request: Request,
    access: ReadableProgramme,
    as_of: AsOfDep,
    filters: Annotated[ChangesQuery, Depends(read_changes_query)],
) -> Response:
    """List everything that changed, the newest first."""
    beginning = _find_beginning(request, access, as_of, filters)
    programme = access.programme
    key = ("change", programme.id, programme.revision, as_of.is_past, beginning.since, filters.filter)
    body = access.app_state.renders.get(
        key,
        lambda: _draw(request, access, as_of, filters, beginning),
        keep=not filters.wrong and not as_of.wrong,
    )
    context = {
        "programme": programme,
        "active_tab": "change.index",
        "as_of": as_of,
        "filters": filters,
        "wrong": filters.wrong,
        "begun": beginning,
        "body": body,
        "kinds": list_kind_choices(),
    }
    status = 400 if filters.wrong else as_of.status_code
    return render_page(
        request, "change/index.html", context, block="changes", viewer=access.viewer, status_code=status
    )


def _find_beginning(
    request: Request, access: ProgrammeAccess, as_of: AsOf, filters: ChangesQuery
) -> Beginning:
    """Return the day in the address, or else the last visit, or else the first day of the half-year."""
    now = access.app_state.now()
    visit = visit_of(access.session, access.viewer.id, access.programme.id)
    if begins_visit(visit, now) and not as_of.is_past:
        remember_visit(request, access.viewer.id, access.programme.id)
    before = find_last_visit(visit, now)
    if filters.since is None and before is not None and not as_of.is_past:
        return Beginning(Since(as_of.day, moment=before), before)
    return Beginning(Since(as_of.day, filters.since or HalfYear.containing(as_of.day).starts_on), None)


def _draw(
    request: Request, access: ProgrammeAccess, as_of: AsOf, filters: ChangesQuery, beginning: Beginning
) -> Markup:
    states = load_states(access.app_state, access.session, access.programme, as_of.day)
    changes: ChangePage = changes_since(
        access.session, access.programme.id, beginning.since, filters.filter, states
    )
    paths, route_params = request.app.state.paths, {"slug": access.programme.slug}
    context: dict[str, Any] = {
        "path": paths,
        "programme": access.programme,
        "as_of": as_of,
        "filters": filters,
        "changes": changes,
        "digest": draw_digest(changes.digest, paths, as_of),
        # Whoever asks for kinds, or for another page, asks for the changes themselves.
        "is_open": bool(filters.filter.kinds) or filters.filter.page > 1,
        "change_lines": draw_change_lines(changes, paths, access.programme.slug, as_of),
        "pages": list_page_links(
            paths,
            "change.index",
            route_params,
            filters,
            as_of,
            current=filters.filter.page,
            count=changes.pages,
        ),
    }
    return render_markup("change/_body.html", context, DEFAULT_LANGUAGE)
