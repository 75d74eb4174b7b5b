"""Answers: whole pages and their fragments, and problems for other systems."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from pydantic import BaseModel
from starlette.routing import Match, Mount

from app.domain.language import DEFAULT_LANGUAGE
from app.queries.person import Viewer
from app.security import form_token
from app.templating import render, render_block
from app.web.auth import cookie_of
from app.web.state import app_state_of


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
    whole = layout_context(request, viewer) | dict(context)
    if block and is_partial(request):
        text = render_block(template, block, whole, DEFAULT_LANGUAGE)
    else:
        text = render(template, whole, DEFAULT_LANGUAGE)
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
    text = render(template, layout_context(request, viewer) | dict(context), DEFAULT_LANGUAGE)
    return HTMLResponse(text, status_code, headers={"Vary": "HX-Request-Type"})


def is_partial(request: Request) -> bool:
    """Whether htmx asks for part of a page; a restored history entry asks for a whole one."""
    return request.headers.get("HX-Request-Type") == "partial"


def layout_context(request: Request, viewer: Viewer | None) -> dict[str, object]:
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


MEDIA_TYPE = "application/problem+json"
CHALLENGE = 'Bearer realm="Mijlpaal"'
"""What a 401 asks for (RFC 6750); a browser that is signed in comes in with its cookie too."""

_METHODS = ("DELETE", "GET", "PATCH", "POST", "PUT")


class FieldProblem(BaseModel):
    """What is wrong with one parameter or property."""

    field: str
    detail: str


class Problem(BaseModel):
    """Why it could not be done; `errors` names everything that is wrong, all together."""

    type: str = "about:blank"
    status: int
    title: str
    detail: str
    instance: str
    errors: list[FieldProblem] = []


def problem(
    request: Request,
    status: int,
    detail: str,
    *,
    errors: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """A problem with `errors` by field."""
    fields = [FieldProblem(field=field, detail=said) for field, said in (errors or {}).items()]
    body = Problem(
        status=status,
        title=HTTPStatus(status).phrase,
        detail=detail,
        instance=request.scope["path"],
        errors=fields,
    )
    shown = body.model_dump(exclude=None if fields else {"errors"})
    answer = JSONResponse(shown, status, headers, MEDIA_TYPE)
    if status == HTTPStatus.UNAUTHORIZED:
        was_given = request.headers.get("authorization", "").lower().startswith("bearer ")
        answer.headers["WWW-Authenticate"] = CHALLENGE + (', error="invalid_token"' if was_given else "")
    return answer


def spoken(request: Request) -> str:
    """Dutch where that is asked for first, else English."""
    return "nl" if request.headers.get("Accept-Language", "").lower().startswith("nl") else "en"


def allowed(request: Request) -> str:
    """Every method that may be used at this path, for `Allow`; a route by itself knows only its own."""
    routes = [route for route in request.app.router.routes if not isinstance(route, Mount)]
    found = {
        method
        for method in _METHODS
        if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in routes)
    } or {"GET"}
    if "GET" in found:
        found.add("HEAD")
    return ", ".join(sorted(found))
