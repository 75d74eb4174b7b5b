"""Answering with a whole page, or with the blocks of it that htmx asked for."""

from collections.abc import Mapping

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from app.queries.person import Viewer
from app.security import form_token
from app.templating import render, render_block
from app.web.auth import cookie_of
from app.web.state import app_state_of

LANGUAGE = "nl"


def page(
    request: Request,
    template: str,
    context: Mapping[str, object],
    *,
    block: str | None = None,
    viewer: Viewer | None = None,
    status_code: int = 200,
) -> Response:
    """A whole page; only `block` of it where htmx asks for part of a page and the route names one."""
    whole = surroundings(request, viewer) | dict(context)
    if block and is_partial(request):
        text = render_block(template, block, whole, LANGUAGE)
    else:
        text = render(template, whole, LANGUAGE)
    return HTMLResponse(text, status_code, headers={"Vary": "HX-Request-Type"})


def part(
    request: Request,
    template: str,
    context: Mapping[str, object],
    *,
    viewer: Viewer | None = None,
    status_code: int = 200,
) -> Response:
    """One part that pages share, such as a row, for the place in a page that htmx puts it in."""
    text = render(template, surroundings(request, viewer) | dict(context), LANGUAGE)
    return HTMLResponse(text, status_code, headers={"Vary": "HX-Request-Type"})


def is_partial(request: Request) -> bool:
    """Whether htmx asks for part of a page; a restored history entry asks for a whole one."""
    return request.headers.get("HX-Request-Type") == "partial"


def surroundings(request: Request, viewer: Viewer | None) -> dict[str, object]:
    """What the layout needs of every page."""
    app_state = app_state_of(request)
    cookie = cookie_of(request)
    return {
        "path": request.app.state.paths,
        "demo_today": app_state.day if app_state.is_demo else None,
        "today": app_state.today(),
        "person": viewer,
        "csrf_token": form_token(app_state.key, cookie) if cookie else "",
        "theme_css": app_state.settings.theme_css,
    }
