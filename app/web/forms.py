"""Forms of our own pages: that they are ours, and their values read field by field."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from http import HTTPStatus
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Request
from pydantic import AfterValidator, BaseModel, ConfigDict
from sqlmodel import Session

from app.actions.history import StatementInput
from app.domain.amount import read_amount
from app.domain.refusal import Forbidden, Invalid
from app.queries.structure import CANDIDATES, deliverables_by_title
from app.security import is_form_token
from app.tables import Deliverable
from app.tables.lengths import length_objections
from app.web.auth import cookie_of
from app.web.deps.session import read_day_field
from app.web.state import app_state_of

E = TypeVar("E", bound=StrEnum)

MOST_FIELDS, LONGEST_FIELD = 1000, 256 * 1024
"""A form with more fields, or more characters in a text, is none of ours."""

_URLENCODED = "application/x-www-form-urlencoded"

_NUMBER = re.compile(r"[0-9]{1,9}")  # what every database of ours can compare with


def without_nuls(typed: str) -> str:
    """PostgreSQL keeps no NUL in a text, and nobody types one."""
    return typed.replace("\0", "")


FormText = Annotated[str, AfterValidator(without_nuls)]
"""A field of a form as it was typed; it is read after that, so that a message stands beside it."""


class OwnForm(BaseModel):
    """A form of our own pages: what was typed, and the token of this browser. A field left out is empty."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    csrf_token: FormText = ""


async def require_own_form(request: Request) -> None:
    """Refuse a form that another site sent, or that does not carry this browser's token."""
    cookie = cookie_of(request)
    token = (await read_fields(request)).get("csrf_token") or request.headers.get("x-csrf-token", "")
    is_ours = bool(cookie) and is_form_token(app_state_of(request).key, cookie, token)
    if _is_from_elsewhere(request) or not is_ours:
        raise Forbidden("This form has expired. Go back, reload the page and send it again.")


async def read_fields(request: Request) -> dict[str, str]:
    """Return the fields of the form that was sent, without NULs. Refuses what no form of ours sends."""
    kind = request.headers.get("content-type", _URLENCODED).partition(";")[0].strip().lower()
    if kind != _URLENCODED:
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    sent = await request.form(max_fields=MOST_FIELDS)
    fields = {name: value for name, value in sent.items() if isinstance(value, str)}
    if max(map(len, [*fields, *fields.values()]), default=0) > LONGEST_FIELD:
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    return {name: without_nuls(value) for name, value in fields.items()}


def one_of(words: type[E], value: str, field: str) -> E | None:
    """Return a word of a list, None where nothing was chosen; refuses any other beside the field."""
    if not value:
        return None
    try:
        return words(value)
    except ValueError as unknown:
        raise Invalid.because(field, "Choose one of the given values.") from unknown


def number(typed: str) -> int:
    """Return a whole number as our own pages write it, 0 for anything else: no row has that number."""
    return int(typed) if _NUMBER.fullmatch(typed) else 0


def _is_from_elsewhere(request: Request) -> bool:
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin")
    try:
        return origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    except ValueError:  # no address at all
        return True


Choice = tuple[str, str]
Choices = Mapping[str, Sequence[Choice]]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, as it was typed; a field that is not there counts as empty."""

    values: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    def chosen(self, prefix: str) -> tuple[int, ...]:
        """The numbers of the boxes that were ticked, each a field `prefix-number` of its own.

        What is no number is 0, which belongs to nothing and is refused as such.
        """
        found = (name.removeprefix(f"{prefix}-") for name in self.values if name.startswith(f"{prefix}-"))
        return tuple(number(one) for one in found)

    def id(self, name: str) -> int | None:
        """What was chosen from a list, none where nothing was."""
        return number(self[name]) if self[name] else None

    def day(self, name: str) -> date | None:
        """A day, none where the field is empty."""
        return read_day_field(self[name], name)

    def place(self) -> int | None:
        """The place in the order, counted from 1; none leaves it where it stands."""
        if not self["place"].strip():
            return None
        if not number(self["place"].strip()):
            raise Invalid.because("place", "Write a whole number, counted from 1.")
        return number(self["place"].strip())

    def word(self, name: str, words: type[E]) -> E:
        """A word from a list. Refuses none, and any other."""
        found = one_of(words, self[name], name)
        if found is None:
            raise Invalid.because(name, "Choose one of the given values.")
        return found

    def amount(self, name: str) -> Decimal | None:
        """A number as it is written in Dutch, none where the field is empty."""
        if not self[name].strip():
            return None
        read = read_amount(self[name])
        if isinstance(read, Decimal):
            return read
        raise Invalid({name: read})

    @property
    def saying(self) -> StatementInput:
        """Which version was read, why it is said, and on which day."""
        return StatementInput(number(self["version"]), self["reason"], self.day("said_on"))

    @property
    def is_correction(self) -> bool:
        """Whether it takes the place of what was said last."""
        return bool(self["is_correction"])


async def typed_form(request: Request) -> Typed:
    """The form that was sent."""
    return Typed(await read_fields(request))


TypedDep = Annotated[Typed, Depends(typed_form)]


def meant(session: Session, programme_id: int, title: str, name: str) -> int:
    """The deliverable that is called so. Refuses what is none, and what fits more, naming those."""
    if wrong := length_objections(Deliverable, {"title": title.strip()}, beside=name):
        raise Invalid(wrong)
    found = deliverables_by_title(session, programme_id, title)
    if not found:
        raise Invalid.because(name, "Nothing in this programme is called “%(title)s”.", title=title.strip())
    if len(found) > 1:
        named = "; ".join(text for _, text in found[:CANDIDATES])
        raise Invalid.because(
            name, "“%(title)s” fits more than one: %(named)s.", title=title.strip(), named=named
        )
    return found[0][0]


def with_nothing(choices: Sequence[tuple[int, str]], nothing: str = "–") -> list[Choice]:
    """Choices by number, after one that chooses nothing."""
    return [("", nothing), *((str(key), text) for key, text in choices)]
