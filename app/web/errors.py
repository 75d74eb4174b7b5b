"""Every refusal as the answer that fits the asker: a page, a fragment of one, or problem+json."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from app.domain.refusal import (
    Conflict,
    Forbidden,
    Invalid,
    Message,
    NotFound,
    NotSignedIn,
    Refusal,
    Stale,
)
from app.templating import translator
from app.web.answer import LANGUAGE, is_partial, page

STATUS: dict[type[Refusal], HTTPStatus] = {
    Invalid: HTTPStatus.BAD_REQUEST,
    NotFound: HTTPStatus.NOT_FOUND,
    Forbidden: HTTPStatus.FORBIDDEN,
    NotSignedIn: HTTPStatus.UNAUTHORIZED,
    Stale: HTTPStatus.CONFLICT,
    Conflict: HTTPStatus.CONFLICT,
}
API = "/api/"


def install(app: FastAPI) -> None:
    """Answer every expected no, wherever it is raised."""
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(Exception, _broken)


def status_of(refusal: Refusal) -> HTTPStatus:
    """The status code of a refusal: that of the nearest class in the tree."""
    return next(STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS)


def problem(
    status: int,
    detail: str,
    *,
    errors: list[dict[str, str]] | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """A problem as RFC 9457 asks; `errors` names every field that is wrong."""
    body: dict[str, object] = {
        "type": "about:blank",
        "status": int(status),
        "title": HTTPStatus(status).phrase,
        "detail": detail,
    }
    if errors:
        body["errors"] = errors
    return JSONResponse(body, status, headers=headers, media_type="application/problem+json")


def in_words(message: Message, language: str = LANGUAGE) -> str:
    """A message in the language of whoever reads it."""
    said = translator(language).gettext(message.msgid)
    return said % message.values if message.values else said


async def _refused(request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)
    status = status_of(refusal)
    if _is_api(request):
        fields = refusal.fields if isinstance(refusal, Invalid) else {}
        errors = [{"field": name, "detail": in_words(said, "en")} for name, said in fields.items()]
        return problem(status, in_words(refusal.message, "en"), errors=errors)
    if isinstance(refusal, NotSignedIn):
        return _to_sign_in(request)
    return _as_page(request, status, refusal.message, getattr(refusal, "fields", {}))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if _is_api(request):
        return problem(error.status_code, str(error.detail), headers=dict(error.headers or {}))
    answer = _as_page(
        request, error.status_code, Message(_SAID.get(error.status_code, "This cannot be done."))
    )
    answer.headers.update(error.headers or {})
    return answer


async def _unreadable(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [
        {"field": ".".join(str(part) for part in e["loc"][1:]), "detail": str(e["msg"])}
        for e in error.errors()
    ]
    if _is_api(request):
        return problem(400, "The request is not as it should be.", errors=errors)
    if any(e["loc"][0] == "path" for e in error.errors()):
        return _as_page(request, 404, Message(_SAID[404]))
    return _as_page(request, 400, Message(_SAID[400]))


async def _broken(request: Request, error: Exception) -> Response:
    if _is_api(request):
        return problem(500, "Something went wrong on our side.")
    return _as_page(request, 500, Message(_SAID[500]))


_SAID = {
    400: "The request is not as it should be.",
    403: "You may not do this.",
    404: "There is nothing here, or not for you.",
    405: "This cannot be done here.",
    413: "That is too much at once.",
    500: "Something went wrong on our side.",
}


def _is_api(request: Request) -> bool:
    return request.url.path.startswith(API)


def _to_sign_in(request: Request) -> Response:
    onward = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    asked = {"verder": onward} if request.method == "GET" else {}
    return RedirectResponse(request.app.state.paths("session.new", asked), HTTPStatus.SEE_OTHER)


def _as_page(
    request: Request, status: int, message: Message, fields: dict[str, Message] | None = None
) -> Response:
    context = {"status": int(status), "message": message, "fields": fields or {}}
    block = "refusal" if is_partial(request) else None
    return page(request, "refusal.html", context, block=block, status_code=status)
