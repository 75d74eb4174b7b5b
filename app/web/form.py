"""Forms come from our own pages, and a value that cannot be read is told beside its field."""

import re
from enum import StrEnum
from http import HTTPStatus
from typing import TypeVar
from urllib.parse import parse_qsl, urlsplit

from fastapi import HTTPException, Request

from app.domain.refusal import Forbidden, Invalid
from app.security import is_form_token
from app.web.auth import cookie_of
from app.web.state import app_state_of

E = TypeVar("E", bound=StrEnum)

MOST_FIELDS, LONGEST_FIELD = 1000, 256 * 1024
"""A form with more fields, or more characters in a name or a text, is none of ours."""

_URLENCODED = "application/x-www-form-urlencoded"

_NUMBER = re.compile(r"[0-9]{1,9}")  # what every database of ours can compare with


async def from_our_form(request: Request) -> None:
    """Refuses a form that another site sent, or that does not carry this browser's token."""
    cookie = cookie_of(request)
    token = (await fields_sent(request)).get("csrf_token") or request.headers.get("x-csrf-token", "")
    if _from_elsewhere(request) or not cookie or not is_form_token(app_state_of(request).key, cookie, token):
        raise Forbidden("This form has expired. Go back, reload the page and send it again.")


async def fields_sent(request: Request) -> dict[str, str]:
    """The fields of the form that was sent, without NULs. Refuses what no form of ours sends."""
    known: dict[str, str] | None = getattr(request.state, "fields", None)
    if known is None:
        known = request.state.fields = await _read(request)
    return known


async def _read(request: Request) -> dict[str, str]:
    """As browsers send a form without files (URL Standard, application/x-www-form-urlencoded)."""
    body = (await request.body()).decode("latin-1")
    kind = request.headers.get("content-type", _URLENCODED).partition(";")[0].strip().lower()
    if body and kind != _URLENCODED:
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    try:
        sent = dict(parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError as too_many:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from too_many
    if max(map(len, [*sent, *sent.values()]), default=0) > LONGEST_FIELD:
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    return {name: text.replace("\0", "") for name, text in sent.items()}


def one_of(words: type[E], value: str, field: str) -> E | None:
    """A word from a list, none where nothing was chosen; refuses any other beside the field."""
    if not value:
        return None
    try:
        return words(value)
    except ValueError as unknown:
        raise Invalid.because(field, "Choose one of the given values.") from unknown


def number(typed: str) -> int:
    """A whole number as our own pages write it, 0 for anything else: no row has that number."""
    return int(typed) if _NUMBER.fullmatch(typed) else 0


def _from_elsewhere(request: Request) -> bool:
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin")
    try:
        return origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    except ValueError:  # no address at all
        return True
