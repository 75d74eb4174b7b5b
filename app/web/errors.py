"""Exception handlers: every refusal becomes a page, a fragment of one, or problem+json."""

import logging
from collections.abc import Mapping
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
    Forbidden,
    FormOfAnother,
    Invalid,
    Message,
    NotMade,
    NotSignedIn,
    Refusal,
    Spent,
    TooMany,
)
from app.templating import translator
from app.templating.vocabulary import say
from app.web.api_address import is_for_programs
from app.web.auth import SAFE
from app.web.database_refusal import find_root_cause, is_wrong_statement, refusal_for
from app.web.faults import is_of_other_kind, list_faults, list_refused
from app.web.forms import read_fields
from app.web.idempotency import AlreadyAnswered, write_answer
from app.web.problem import render_problem
from app.web.problem_kinds import INVALID, WRONG_MEDIA_TYPE, find_kind, find_kind_of_status
from app.web.refusal_log import log_refusal
from app.web.responses import allowed_methods, is_partial, render_page, render_part
from app.web.sent_form import AlreadySent
from app.web.unsaved_form import RESUME, address_of_form, without_secrets

TRY_AGAIN_AFTER = 5
"""Seconds, where the database is held by others or does not answer."""

_LOG = logging.getLogger("mijlpaal.web")


def add_error_handlers(app: FastAPI) -> None:
    """Register the handlers of refusals, of errors of the database, and of faults in the code."""
    app.add_exception_handler(Refusal, answer_refusal)
    app.add_exception_handler(AlreadySent, _answer_already_sent)
    app.add_exception_handler(AlreadyAnswered, _answer_already_answered)
    app.add_exception_handler(HTTPException, _answer_http_error)
    app.add_exception_handler(RequestValidationError, _answer_unreadable)
    for refused in (IntegrityError, DataError):
        app.add_exception_handler(refused, _answer_database_refusal)
    for unreachable in (OperationalError, SqliteError, NoConnection):
        app.add_exception_handler(unreachable, _answer_unreachable_database)
    app.add_exception_handler(Exception, _answer_fault)


def get_status(refusal: Refusal) -> HTTPStatus:
    """Return the status code of a refusal."""
    return find_kind(refusal).status


def answer_status(request: Request, status: int) -> Response:
    """Answer what the framework refuses before any action: no route, no method, a body that is too big."""
    message = Message(_MESSAGES.get(status, "This cannot be done."))
    if is_for_programs(request.scope):
        return render_problem(request, find_kind_of_status(status), message)
    return _render_page(request, status, message)


def translate(message: Message, language: str = DEFAULT_LANGUAGE) -> str:
    """Return the text of a message in a language."""
    return say(translator(language), message)


async def answer_refusal(request: Request, refusal: Exception) -> Response:
    """Answer a refusal, and write it to the audit log where that matters."""
    assert isinstance(refusal, Refusal)
    if _is_logged(request, refusal):
        await log_refusal(request)
    nothing_filled_in = isinstance(refusal, Invalid) and request.method in SAFE
    message = Message(_MESSAGES[400]) if nothing_filled_in else refusal.message
    if is_for_programs(request.scope):
        members: Mapping[str, object] = getattr(refusal, "members", {})
        faults = list_refused(request, refusal)
        response = render_problem(request, find_kind(refusal), message, faults, **members)
    elif isinstance(refusal, NotSignedIn | FormOfAnother):
        return await _answer_unsaved(request, get_status(refusal), refusal)
    else:
        response = _render_page(request, get_status(refusal), message, getattr(refusal, "fields", {}))
    return (
        set_retry_after(refusal.wait, response) if isinstance(refusal, TooMany | Busy | NotMade) else response
    )


def set_retry_after(seconds: int, response: Response) -> Response:
    """Tell the client after how many seconds to try again (RFC 9110, 10.2.3)."""
    response.headers["Retry-After"] = str(seconds)
    return response


def _is_logged(request: Request, refusal: Refusal) -> bool:
    """Whether to log a refusal: only those that ordinary use hardly ever causes, not an expired session."""
    if isinstance(refusal, NotSignedIn):
        return is_for_programs(request.scope) and "authorization" in request.headers
    return isinstance(refusal, Forbidden | Spent)


async def _answer_already_sent(request: Request, sent: Exception) -> Response:
    """Lead to the page that answered the form the first time."""
    assert isinstance(sent, AlreadySent)
    if is_partial(request):
        return Response(headers={"HX-Location": sent.address})
    return RedirectResponse(sent.address, HTTPStatus.SEE_OTHER)


async def _answer_already_answered(_request: Request, answered: Exception) -> Response:
    """Answer a request of the API as the first time."""
    assert isinstance(answered, AlreadyAnswered)
    return write_answer(answered.answer)


async def _answer_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    response = answer_status(request, error.status_code)
    response.headers.update(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        response.headers["Allow"] = allowed_methods(request)
    return response


async def _answer_unreadable(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    if is_for_programs(request.scope):
        if is_of_other_kind(request, error):
            return render_problem(request, WRONG_MEDIA_TYPE, Message(WRONG_MEDIA_TYPE.remedy))
        return render_problem(request, INVALID, Message(_MESSAGES[400]), list_faults(error))
    if any(e["loc"][0] == "path" for e in error.errors()):
        return _render_page(request, 404, Message(_MESSAGES[404]))
    return _render_page(request, 400, Message(_MESSAGES[400]))


async def _answer_database_refusal(request: Request, error: Exception) -> Response:
    """Answer that a constraint of the database refused what no action had checked; nothing was saved."""
    assert isinstance(error, DBAPIError)
    refusal = refusal_for(error)
    if refusal is None:
        raise error
    _LOG.warning("Refused by the database alone: %s", type(error.orig).__name__)
    return await answer_refusal(request, refusal)


async def _answer_unreachable_database(request: Request, error: Exception) -> Response:
    """Answer that the database is locked for too long or unreachable, and when to try again."""
    first = find_root_cause(error)
    if is_wrong_statement(first):
        raise error  # a fault in our own SQL is answered with 500
    _LOG.error("The database does not answer: %s", first)
    return set_retry_after(TRY_AGAIN_AFTER, answer_status(request, 503))


async def _answer_fault(request: Request, error: Exception) -> Response:
    return answer_status(request, 500)


_MESSAGES = {
    400: "The request is not as it should be.",
    403: "You may not do this.",
    404: "There is nothing here, or not for you.",
    405: "This cannot be done here.",
    413: "That is too much at once.",
    414: "This address is too long.",
    421: "This is not the address of this installation.",
    431: "These headers are too long.",
    500: "Something went wrong on our side.",
    503: "The data cannot be reached at the moment. Try again in a moment.",
}


async def _answer_unsaved(request: Request, status: int, refusal: Refusal) -> Response:
    """Answer who is not signed in any more, or as somebody else, so that nothing is lost of what was typed.

    A part of a page stays as it is, with a message beside it. A whole form goes back with the answer.
    """
    context: dict[str, object] = {"is_of_another": isinstance(refusal, FormOfAnother)}
    if is_partial(request):
        response = render_part(request, "session/_ended.html", context, status_code=status)
        return _show_as_message(response)
    if request.method in SAFE:
        return _redirect_to_sign_in(request, address_of_form(request))
    try:
        fields = without_secrets(await read_fields(request))
    except HTTPException:  # no form of fields, such as an upload
        fields = {}
    if not fields:
        return _redirect_to_sign_in(request)
    context |= {"fields": fields, "action": address_of_form(request), "resume": RESUME}
    return render_page(request, "session/ended.html", context, status_code=status)


def _redirect_to_sign_in(request: Request, onward: str = "") -> Response:
    address = request.app.state.paths("session.new", {"verder": onward})
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)


def _show_as_message(response: Response) -> Response:
    """Let htmx show a response among the messages of the page, and leave the form that was sent as it is."""
    response.headers.update({"HX-Retarget": "#toasts", "HX-Reswap": "innerHTML"})
    return response


def _render_page(
    request: Request, status: int, message: Message, fields: dict[str, Message] | None = None
) -> Response:
    context = {"status": int(status), "message": message, "fields": fields or {}}
    if is_partial(request):
        return _show_as_message(
            render_page(request, "refusal.html", context, block="refusal", status_code=status)
        )
    return render_page(request, "refusal.html", context, status_code=status)
