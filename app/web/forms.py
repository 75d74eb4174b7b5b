"""Forms of our own pages: their CSRF check, reading them field by field, and refusing them whole."""

import re
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from http import HTTPStatus
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Request
from pydantic import AfterValidator, BaseModel, ConfigDict
from sqlmodel import Session

from app.actions.audit_log import AuditContext
from app.actions.correction import refuse_said_on
from app.actions.history import StatementInput
from app.domain.amount import read_amount
from app.domain.refusal import Forbidden, FormOfAnother, Invalid, Message, NotSignedIn
from app.domain.vague_date import BoundsBy, OwnBounds
from app.readers.table import LARGEST_FILE
from app.security import is_form_token, is_form_token_of, names_person
from app.web.auth import read_credentials, read_session_cookie
from app.web.deps.session import ONLY_SHOWN, read_day_field
from app.web.sent_form import remember_form
from app.web.state import AppState, get_app_state
from app.web.upload import keep_uploaded, takes_file

E = TypeVar("E", bound=StrEnum)

MOST_FIELDS, LONGEST_FIELD = 1000, 256 * 1024
"""Limits in fields and in characters of one field; none of our own forms comes near them."""

_EXPIRED = "This form has expired. Go back, reload the page and send it again."

_URLENCODED, _MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"

_NUMBER = re.compile(r"[0-9]{1,9}")  # nine digits fit an integer column of both databases


def without_nuls(typed: str) -> str:
    """Remove NUL characters, which PostgreSQL cannot store in text."""
    return typed.replace("\0", "")


FormText = Annotated[str, AfterValidator(without_nuls)]
"""A form field as it was typed. Pages convert it themselves, to show a message beside the field."""


class OwnForm(BaseModel):
    """Base of our forms: fields as they were typed, empty if absent, and the CSRF token of this browser."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    csrf_token: FormText = ""


async def require_own_form(request: Request) -> None:
    """Refuse a form that another site sent, or that was made for another browser and another person.

    The same person may have signed in again since the form was made. From here on the form is known, so that
    one that is sent twice saves once (`session_scope`).
    """
    fields = await read_fields(request)
    token = fields.get("csrf_token") or request.headers.get("x-csrf-token", "")
    if _is_from_elsewhere(request):
        raise Forbidden(_EXPIRED)
    cookie, app_state = read_session_cookie(request), get_app_state(request)
    if not (cookie and is_form_token(app_state.key, cookie, token)):
        await _require_form_of_viewer(request, app_state, token)
    remember_form(request, fields)


async def _require_form_of_viewer(request: Request, app_state: AppState, token: str) -> None:
    """Refuse a form from an earlier sign-in unless the viewer is the person that it was made for."""
    if not names_person(token):
        raise Forbidden(_EXPIRED)
    viewer = await app_state.read(read_credentials(request).find_viewer)
    if viewer is None:
        raise NotSignedIn("Sign in to see this.")
    if not is_form_token_of(app_state.key, viewer.id, token):
        raise FormOfAnother("This form was made by somebody else. Nothing was saved.")


def all_or_nothing(session: Session) -> AbstractContextManager[object]:
    """Undo what the block wrote when it refuses, before the page draws the refused form again.

    The request commits once its response is ready, and a form with errors is such a response: without
    this savepoint, whatever an action wrote before it refused would be saved. Refuses without a fault a form
    that is only to be shown again, as it was typed.
    """
    if session.info.get(ONLY_SHOWN):
        raise Invalid({})
    return session.begin_nested()


async def read_fields(request: Request) -> dict[str, str]:
    """Return the fields of the form in the request, without NULs. Answers 400 to anything else.

    Only where a table is taken in may a file come with them, and a field be as long as that.
    """
    kind = request.headers.get("content-type", _URLENCODED).partition(";")[0].strip().lower()
    with_table = takes_file(request.scope["path"])
    if kind != _URLENCODED and not (kind == _MULTIPART and with_table):
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    most = LARGEST_FILE if with_table else LONGEST_FIELD
    sent = await request.form(max_files=1, max_fields=MOST_FIELDS, max_part_size=most)
    if kind == _MULTIPART:
        await keep_uploaded(request, sent)
    fields = {name: value for name, value in sent.items() if isinstance(value, str)}
    if max(map(len, [*fields, *fields.values()]), default=0) > most:
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    return {name: without_nuls(value) for name, value in fields.items()}


def read_member(words: type[E], value: str, field: str) -> E | None:
    """Return the chosen member of an enumeration, None if the field is empty. Refuses other values."""
    if not value:
        return None
    try:
        return words(value)
    except ValueError as unknown:
        raise Invalid.because(field, "Choose one of the given values.") from unknown


def read_own_bounds(fields: Mapping[str, str], today: date) -> OwnBounds | None:
    """Return the bounds that a person gives their words, None if they give none.

    Refuses, all together, days that cannot be read, and days beside the choice for no date.
    """
    days, wrong = dict[str, date | None](), dict[str, Message]()
    for name in ("own_earliest", "own_latest"):
        try:
            days[name] = read_day_field(fields.get(name, ""), name, today)
        except Invalid as refused:
            wrong |= refused.fields
    if fields.get("own_undated") and (any(days.values()) or wrong):
        wrong["own_earliest"] = Message("Give the days, or choose “without a date”: not both.")
    if wrong:
        raise Invalid(wrong)
    own = OwnBounds(days["own_earliest"], days["own_latest"])
    return own if fields.get("own_undated") or own != OwnBounds() else None


def fill_own_bounds(bounds_by: BoundsBy, earliest: date | None, latest: date | None) -> dict[str, str]:
    """Return the fields of bounds that a person gave; empty where the rules read the words."""
    if bounds_by is BoundsBy.RULES:
        return {}
    days = {"own_earliest": earliest, "own_latest": latest}
    undated = {"own_undated": "" if earliest or latest else "on"}
    return {name: f"{day:%d-%m-%Y}" if day else "" for name, day in days.items()} | undated


def read_number(typed: str) -> int:
    """Return the number in an id or version field of our own pages; 0, which no row has, for other text."""
    return int(typed) if _NUMBER.fullmatch(typed) else 0


def _is_from_elsewhere(request: Request) -> bool:
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin")
    try:
        return origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    except ValueError:  # not a URL
        return True


Choice = tuple[str, str]
Choices = Mapping[str, Sequence[Choice]]


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields of a form as they were typed on a day; a field that is absent counts as empty."""

    values: Mapping[str, str] = field(default_factory=dict)
    today: date | None = None

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    def ticked_ids(self, prefix: str) -> tuple[int, ...]:
        """Return the ids of the ticked boxes, each of which is a field named `prefix-id`.

        Other text after the prefix gives 0, which no row has.
        """
        ids = (name.removeprefix(f"{prefix}-") for name in self.values if name.startswith(f"{prefix}-"))
        return tuple(read_number(id) for id in ids)

    def id(self, name: str) -> int | None:
        """Return the id chosen from a list, None if nothing was chosen."""
        return read_number(self[name]) if self[name] else None

    def day(self, name: str) -> date | None:
        """Return a day, None if the field is empty. Refuses other text."""
        assert self.today is not None, "only the form of a request is read"
        return read_day_field(self[name], name, self.today)

    def own_bounds(self) -> OwnBounds | None:
        """Return the bounds that a person gives their words, None if they give none. Refuses other text."""
        assert self.today is not None, "only the form of a request is read"
        return read_own_bounds(self.values, self.today)

    def place(self) -> int | None:
        """Return the place in the order, counted from 1; None, if empty, keeps the present place."""
        if not self["place"].strip():
            return None
        if not read_number(self["place"].strip()):
            raise Invalid.because("place", "Write a whole number, counted from 1.")
        return read_number(self["place"].strip())

    def word(self, name: str, words: type[E]) -> E:
        """Return the chosen member of an enumeration. Refuses an empty field and other values."""
        member = read_member(words, self[name], name)
        if member is None:
            raise Invalid.because(name, "Choose one of the given values.")
        return member

    def amount(self, name: str) -> Decimal | None:
        """Return a number written the Dutch way, None if the field is empty. Refuses other text."""
        if not self[name].strip():
            return None
        amount = read_amount(self[name])
        if isinstance(amount, Decimal):
            return amount
        raise Invalid({name: amount})

    @property
    def statement(self) -> StatementInput:
        """The version that was read, the reason for the change, and the day on which it was said."""
        return StatementInput(read_number(self["version"]), self["reason"], self.day("said_on"))

    @property
    def is_correction(self) -> bool:
        """Whether the change replaces the last statement instead of following it."""
        return bool(self["is_correction"])


async def read_typed(request: Request) -> Typed:
    """Return the form in the request."""
    return Typed(await read_fields(request), get_app_state(request).today())


TypedDep = Annotated[Typed, Depends(read_typed)]


def act_on_day(session: Session, act: AuditContext, programme_id: int, said_on: date | None) -> AuditContext:
    """Return the act as of the day on which it was said, today without one. Refuses a day that cannot be."""
    if said_on is None:
        return act
    refuse_said_on(session, programme_id, said_on, act.on)
    return replace(act, day=said_on)


def prepend_empty_choice(choices: Sequence[tuple[int, str]], text: str = "–") -> list[Choice]:
    """Return choices by id, after a first one that chooses nothing."""
    return [("", text), *((str(key), label) for key, label in choices)]
