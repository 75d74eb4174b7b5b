"""Responses: whole pages, fragments of them, and redirects to pages."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Match, Mount

from app.domain.language import DEFAULT_LANGUAGE
from app.queries.person import Viewer
from app.security import form_token
from app.templating import render, render_block
from app.web.auth import read_session_cookie
from app.web.sent_form import remember_answer
from app.web.state import get_app_state
from app.web.unsaved_form import is_resumed


def render_page(
    request: Request,
    template: str,
    context: Mapping[str, object],
    *,
    block: str | None = None,
    viewer: Viewer | None = None,
    status_code: int = 200,
) -> Response:
    """Return a whole page, or only its `block` when htmx asks for part of a page and the route names one."""
    full_context = build_layout_context(request, viewer) | dict(context)
    if block and is_partial(request):
        text = render_block(template, block, full_context, DEFAULT_LANGUAGE)
    else:
        text = render(template, full_context, DEFAULT_LANGUAGE)
    return HTMLResponse(text, status_code, headers={"Vary": "HX-Request-Type"})


def render_part(
    request: Request,
    template: str,
    context: Mapping[str, object],
    *,
    viewer: Viewer | None = None,
    status_code: int = 200,
) -> Response:
    """Return a template that pages share, such as a row, for htmx to put in its place."""
    text = render(template, build_layout_context(request, viewer) | dict(context), DEFAULT_LANGUAGE)
    return HTMLResponse(text, status_code, headers={"Vary": "HX-Request-Type"})


def redirect_to(
    request: Request,
    name: str,
    query: dict[str, object] | None = None,
    anchor: str = "",
    /,
    **route_params: object,
) -> Response:
    """Redirect to the page of a route, after a form was saved (303, so that the browser asks by GET)."""
    address = request.app.state.paths(name, query, **route_params)
    return redirect_saved(request, address + (f"#{anchor}" if anchor else ""))


def redirect_saved(request: Request, address: str) -> Response:
    """Redirect to an address after a form was saved, and do so again if the same form is sent again."""
    remember_answer(request, address)
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)


def is_partial(request: Request) -> bool:
    """Whether htmx asks for part of a page; it restores its history with a request for a whole page."""
    return request.headers.get("HX-Request-Type") == "partial"


def build_layout_context(request: Request, viewer: Viewer | None) -> dict[str, object]:
    """Return what the layout shows on every page."""
    app_state = get_app_state(request)
    cookie = read_session_cookie(request)
    return {
        "path": request.app.state.paths,
        "demo_today": app_state.day if app_state.is_demo else None,
        "today": app_state.today(),
        "person": viewer,
        "csrf_token": form_token(app_state.key, cookie, viewer.id if viewer else None) if cookie else "",
        "waiting_count": getattr(request.state, "waiting_count", None) if viewer else None,
        "theme_css": app_state.settings.theme_css,
        "is_resumed": is_resumed(request),
    }


_METHODS = ("DELETE", "GET", "PATCH", "POST", "PUT")


def allowed_methods(request: Request) -> str:
    """Return the `Allow` header of this path: all its methods, since each route knows only its own."""
    routes = [route for route in request.app.router.routes if not isinstance(route, Mount)]
    methods = {
        method
        for method in _METHODS
        if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in routes)
    } or {"GET"}
    if "GET" in methods:
        methods.add("HEAD")
    return ", ".join(sorted(methods))
