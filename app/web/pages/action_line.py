"""One action line: its projects, and every promise in them on a time axis."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup

from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import NotFound
from app.queries.overview import Overview, OverviewFilter, overview
from app.queries.programme import ActionLineRow, ProjectRow, action_lines, projects
from app.templating import render_markup
from app.web.deps.programme import ProgrammeAccess, ReadableProgramme
from app.web.deps.session import AsOf, AsOfDep
from app.web.responses import render_page
from app.web.views.first_step import FirstStep
from app.web.views.timeline import draw_timeline

router = APIRouter(include_in_schema=False)


@router.get("/programmas/{slug}/actielijnen/{code}", name="action_line.show")
def show(request: Request, access: ReadableProgramme, code: str, as_of: AsOfDep) -> Response:
    """Show an action line on a day. 404 for a code that the programme does not have."""
    key = ("action_line", access.programme.id, access.programme.revision, as_of.day, as_of.is_past, code)
    signs, body, line, first_step = access.app_state.renders.get(
        key, lambda: _draw(request, access, code, as_of), keep=not as_of.wrong
    )
    context = {
        "programme": access.programme,
        "active_tab": "overview.show",
        "as_of": as_of,
        "code": code,
        "signs": signs,
        "body": body,
        "title": line.title,
        "line": line,
        "first_step": first_step,
    }
    return render_page(
        request, "action_line/show.html", context, viewer=access.viewer, status_code=as_of.status_code
    )


def _draw(
    request: Request, access: ProgrammeAccess, code: str, as_of: AsOf
) -> tuple[Markup, Markup, ActionLineRow, FirstStep | None]:
    line = _find_line(access, code, as_of)
    overview_of_line = overview(
        access.session, access.programme.id, as_of.day, OverviewFilter(lines=frozenset({code}))
    )
    all_projects = projects(access.session, access.programme.id, as_of.day)
    line_projects: list[ProjectRow] = [project for project in all_projects if project.action_line == code]
    context = _build_context(request, access, as_of, overview_of_line) | {
        "line": line,
        "projects": line_projects,
    }
    signs = render_markup("overview/_signs.html", context, DEFAULT_LANGUAGE)
    body = render_markup("action_line/_body.html", context, DEFAULT_LANGUAGE)
    step = FirstStep.PROMISE if line_projects else FirstStep.PROJECT
    return signs, body, line, None if overview_of_line.matching else step


def _find_line(access: ProgrammeAccess, code: str, as_of: AsOf) -> ActionLineRow:
    for line in action_lines(access.session, access.programme.id, as_of.day):
        if line.code == code:
            return line
    raise NotFound("There is no such action line.")


def _build_context(
    request: Request, access: ProgrammeAccess, as_of: AsOf, overview_of_line: Overview
) -> dict[str, object]:
    return {
        "path": request.app.state.paths,
        "programme": access.programme,
        "as_of": as_of,
        "overview": overview_of_line,
        "timeline": draw_timeline(overview_of_line, as_of.day),
    }
