"""One action line: its projects, and every promise in them on a time axis."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup

from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import NotFound
from app.queries.overview import Overview, OverviewFilter, overview
from app.queries.programme import ActionLineRow, ProjectRow, action_lines, projects
from app.templating import drawn
from app.web.deps.programme import ProgrammeDoor, ReadableProgramme
from app.web.deps.session import AsOf, AsOfDep
from app.web.responses import render_page
from app.web.views.timeline import draw_timeline

router = APIRouter(include_in_schema=False)


@router.get("/programmas/{slug}/actielijnen/{code}", name="action_line.show")
def show(request: Request, door: ReadableProgramme, code: str, as_of: AsOfDep) -> Response:
    """Show an action line on a day. 404 for a code that the programme does not have."""
    key = ("action_line", door.programme.id, door.programme.revision, as_of.day, as_of.is_past, code)
    signs, body, title = door.app_state.renders.get(key, lambda: _draw(request, door, code, as_of))
    context = {
        "programme": door.programme,
        "active_tab": "overview.show",
        "as_of": as_of,
        "code": code,
        "signs": signs,
        "body": body,
        "title": title,
    }
    return render_page(
        request, "action_line/show.html", context, viewer=door.viewer, status_code=as_of.status_code
    )


def _draw(request: Request, door: ProgrammeDoor, code: str, as_of: AsOf) -> tuple[Markup, Markup, str]:
    line = _find_line(door, code, as_of)
    overview_of_line = overview(
        door.session, door.programme.id, as_of.day, OverviewFilter(lines=frozenset({code}))
    )
    all_projects = projects(door.session, door.programme.id, as_of.day)
    line_projects: list[ProjectRow] = [project for project in all_projects if project.action_line == code]
    context = _build_context(request, door, as_of, overview_of_line) | {
        "line": line,
        "projects": line_projects,
    }
    signs = drawn("overview/_signs.html", context, DEFAULT_LANGUAGE)
    return signs, drawn("action_line/_body.html", context, DEFAULT_LANGUAGE), line.title


def _find_line(door: ProgrammeDoor, code: str, as_of: AsOf) -> ActionLineRow:
    for line in action_lines(door.session, door.programme.id, as_of.day):
        if line.code == code:
            return line
    raise NotFound("There is no such action line.")


def _build_context(
    request: Request, door: ProgrammeDoor, as_of: AsOf, overview_of_line: Overview
) -> dict[str, object]:
    return {
        "path": request.app.state.paths,
        "programme": door.programme,
        "as_of": as_of,
        "found": overview_of_line,
        "timeline": draw_timeline(overview_of_line, as_of.day),
    }
