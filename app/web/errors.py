"""Every refusal as the answer that fits the asker: a page, a fragment of one, or problem+json."""

import logging
from http import HTTPStatus
from sqlite3 import OperationalError as SqliteError

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.exceptions import HTTPException

from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import (
    Busy,
    Conflict,
    Forbidden,
    Invalid,
    Message,
    NotFound,
    NotInvited,
    NotSignedIn,
    Refusal,
    Spent,
    Stale,
    TooMany,
    Unavailable,
    Unproven,
)
from app.templating import translator
from app.web.database_refusal import first_of, is_wrong_statement, refusal_of
from app.web.faults import faults_of
from app.web.refusal_log import keep_trace
from app.web.responses import allowed, is_partial, page, problem, spoken

STATUS: dict[type[Refusal], HTTPStatus] = {
    Invalid: HTTPStatus.BAD_REQUEST,
    NotFound: HTTPStatus.NOT_FOUND,
    Forbidden: HTTPStatus.FORBIDDEN,
    NotSignedIn: HTTPStatus.UNAUTHORIZED,
    Unproven: HTTPStatus.BAD_REQUEST,
    NotInvited: HTTPStatus.FORBIDDEN,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    Stale: HTTPStatus.CONFLICT,
    Conflict: HTTPStatus.CONFLICT,
    TooMany: HTTPStatus.TOO_MANY_REQUESTS,
    Busy: HTTPStatus.SERVICE_UNAVAILABLE,
}
API = "/api/"
TRY_AGAIN_AFTER = 5
"""Seconds, where the database is held by others or does not answer."""

_LOG = logging.getLogger("mijlpaal.web")


def install(app: FastAPI) -> None:
    """Answer every expected no, wherever it is raised."""
    app.add_exception_handler(Refusal, refused)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _unreadable)
    for unkept in (IntegrityError, DataError):
        app.add_exception_handler(unkept, _unkept)
    for trouble in (OperationalError, SqliteError, NoConnection):
        app.add_exception_handler(trouble, _out_of_reach)
    app.add_exception_handler(Exception, _broken)


def status_of(refusal: Refusal) -> HTTPStatus:
    """The status code of a refusal: that of the nearest class in the tree."""
    return next(STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS)


def answer(request: Request, status: int) -> Response:
    """The answer to what no action of ours refuses: no route, no method, a body that is too big."""
    return _answer(request, status, Message(_SAID.get(status, "This cannot be done.")))


def in_words(message: Message, language: str = DEFAULT_LANGUAGE) -> str:
    """A message in the language of whoever reads it."""
    said = translator(language).gettext(message.msgid)
    return said % message.values if message.values else said


async def refused(request: Request, refusal: Exception) -> Response:
    """The answer to an expected no."""
    assert isinstance(refusal, Refusal)
    status = status_of(refusal)
    if _leaves_a_trace(request, refusal):
        await keep_trace(request)
    if isinstance(refusal, NotSignedIn) and not _is_api(request) and not is_partial(request):
        # Part of a page stays where it is, with what was typed in it.
        return _to_sign_in(request)
    found = _answer(request, status, refusal.message, getattr(refusal, "fields", {}))
    return after(refusal.wait, found) if isinstance(refusal, TooMany | Busy) else found


def after(seconds: int, answer: Response) -> Response:
    """The answer, with word of after how many seconds it may be asked again (RFC 9110, 10.2.3)."""
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _leaves_a_trace(request: Request, refusal: Refusal) -> bool:
    """What an honest credentials hardly ever meets; a session that has ended is none of it."""
    if isinstance(refusal, NotSignedIn):
        return _is_api(request) and "authorization" in request.headers
    return isinstance(refusal, Forbidden | Spent)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    found = answer(request, error.status_code)
    found.headers.update(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        found.headers["Allow"] = allowed(request)
    return found


async def _unreadable(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    if _is_api(request):
        return _as_problem(request, 400, Message(_SAID[400]), faults_of(error))
    if any(e["loc"][0] == "path" for e in error.errors()):
        return _as_page(request, 404, Message(_SAID[404]))
    return _as_page(request, 400, Message(_SAID[400]))


async def _unkept(request: Request, error: Exception) -> Response:
    """No action foresaw it, but the database refused: nothing was kept, and who asked may mend it."""
    assert isinstance(error, DBAPIError)
    refusal = refusal_of(error)
    if refusal is None:
        raise error
    _LOG.warning("Refused by the database alone: %s", type(error.orig).__name__)
    return await refused(request, refusal)


async def _out_of_reach(request: Request, error: Exception) -> Response:
    """The database is held by others for too long, or is not there: whoever asks may do so again."""
    first = first_of(error)
    if is_wrong_statement(first):
        raise error  # that is a fault of ours
    _LOG.error("The database does not answer: %s", first)
    return after(TRY_AGAIN_AFTER, answer(request, 503))


async def _broken(request: Request, error: Exception) -> Response:
    return answer(request, 500)


_SAID = {
    400: "The request is not as it should be.",
    403: "You may not do this.",
    404: "There is nothing here, or not for you.",
    405: "This cannot be done here.",
    413: "That is too much at once.",
    414: "This address is too long.",
    431: "These headers are too long.",
    500: "Something went wrong on our side.",
    503: "The data cannot be reached at the moment. Try again in a moment.",
}


def _is_api(request: Request) -> bool:
    # The address of a request is made of its Host, which may be none.
    return str(request.scope["path"]).startswith(API)


def _answer(
    request: Request, status: int, message: Message, fields: dict[str, Message] | None = None
) -> Response:
    return (_as_problem if _is_api(request) else _as_page)(request, status, message, fields)


def _as_problem(
    request: Request, status: int, message: Message, fields: dict[str, Message] | None = None
) -> Response:
    language = spoken(request)
    errors = {name: in_words(said, language) for name, said in (fields or {}).items()}
    return problem(request, status, in_words(message, language), errors=errors)


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
