"""What a no looks like to another system: a problem as RFC 9457 writes it, in the language it asks for."""

from http import HTTPStatus

from fastapi import Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel
from starlette.routing import Match, Mount

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
