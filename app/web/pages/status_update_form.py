"""The form of a status update: what was typed, read field by field, and what the form shows around it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, NamedTuple, TypeVar
from uuid import uuid4

from fastapi import Query, Request

from app.actions.status_update import Said
from app.domain.firmness import Firmness
from app.domain.refusal import Invalid, Message
from app.domain.status import Confidence, Status, followers, needs_reason
from app.queries.deliverable import DeliverableState
from app.security import hashed
from app.templating import translator
from app.templating.vocabulary import word
from app.web.answer import LANGUAGE
from app.web.deps import day_from
from app.web.form import fields_sent, number, one_of
from app.web.pages.status_update_reading import Reading

T = TypeVar("T")
_WORDS = translator(LANGUAGE)


class Place(StrEnum):
    """From where somebody updates, and so what is answered: the word in the address."""

    DELIVERABLE = "product"
    PROJECT = "project"
    QUEUE = "mijn"


def place(van: str) -> Place:
    """Where the link stood; the page of the deliverable where that is not said."""
    return Place(van) if van in set(Place) else Place.DELIVERABLE


async def place_asked(van: Annotated[str, Query()] = "") -> Place:
    """The place that the address names."""
    return place(van)


@dataclass(frozen=True, slots=True)
class TypedUpdate:
    """What was typed, as it was typed."""

    status: str = ""
    confidence: str = ""
    text: str = ""
    phrase: str = ""
    firmness: str = ""
    reason: str = ""
    answer: str = ""
    delivered_on: str = ""
    version: str = ""
    submission: str = ""
    van: str = ""

    @property
    def place(self) -> Place:
        """Where the form stood."""
        return place(self.van)


async def typed_update(request: Request) -> TypedUpdate:
    """The form that was sent; a field that is not there counts as empty."""
    sent = await fields_sent(request)
    return TypedUpdate(**{name: sent[name] for name in TypedUpdate.__slots__ if name in sent})


def beginning(state: DeliverableState, where: Place) -> TypedUpdate:
    """The form as it opens: what was said last stands in it, but for the text and the words of the moment."""
    last, deadline = state.last, state.course.deadline
    return TypedUpdate(
        status=last.status if last else "",
        confidence=last.confidence or "" if last else "",
        firmness=deadline.firmness or "" if deadline else "",
        delivered_on=f"{last.delivered_on:%d-%m-%Y}" if last and last.delivered_on else "",
        version=str(state.version),
        submission=uuid4().hex,
        van=where,
    )


def read_form(typed: TypedUpdate, today: date) -> tuple[Said, dict[str, Message]]:
    """What is said, and what of it cannot be read, a message a field (that field is then left empty)."""
    wrong: dict[str, Message] = {}
    status = _tried(wrong, lambda: one_of(Status, typed.status, "status"))
    confidence = _tried(wrong, lambda: one_of(Confidence, typed.confidence, "confidence"))
    firmness = _tried(wrong, lambda: one_of(Firmness, typed.firmness, "firmness"))
    delivered_on = _tried(wrong, lambda: day_from(typed.delivered_on, "delivered_on"))
    if status is None:
        wrong.setdefault("status", Message("Choose how it stands."))
    said = Said(
        status=status or Status.PLANNED,
        version=number(typed.version),
        said_on=today,
        confidence=confidence,
        text=typed.text,
        reason=typed.reason,
        answer=typed.answer,
        delivered_on=delivered_on,
        phrase=typed.phrase,
        firmness=firmness,
        submission=_key_of(typed),
    )
    return said, wrong


def _tried(wrong: dict[str, Message], read: Callable[[], T | None]) -> T | None:
    try:
        return read()
    except Invalid as refused:
        wrong |= refused.fields
        return None


def _key_of(typed: TypedUpdate) -> str | None:
    """The key of a form and all that stands in it: gone back to and changed, it says something new."""
    if not typed.submission:
        return None
    return hashed("\0".join(getattr(typed, name) for name in TypedUpdate.__slots__))


class Choice(NamedTuple):
    """One of the cards to choose from."""

    value: str
    text: str
    sign: str = ""
    note: str = ""
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class UpdateForm:
    """The form as it is shown."""

    state: DeliverableState
    typed: TypedUpdate
    reading: Reading
    in_place: bool
    """Whether it stands inside another page, that htmx put it in."""
    errors: dict[str, Message] = field(default_factory=dict)
    is_stale: bool = False
    """Whether somebody else changed it since it was read: both texts are then shown."""

    @property
    def id(self) -> int:
        """Of the deliverable."""
        return self.state.id

    @property
    def place(self) -> Place:
        """Where the form stands."""
        return self.typed.place

    @property
    def prefix(self) -> str:
        """Before the ids of its fields, since more forms may stand on a page."""
        return f"d{self.state.id}-"

    @property
    def statuses(self) -> list[Choice]:
        """Every status; those that may not follow the present one say so and cannot be chosen."""
        old = self.state.course.status
        may = followers(old)
        return [
            Choice(s, word(_WORDS, s), note=_note(old, s, s in may), disabled=s not in may) for s in Status
        ]

    @property
    def confidences(self) -> list[Choice]:
        """The three degrees, with a sign and a word each."""
        signs = {Confidence.ON_TRACK: "full", Confidence.AT_RISK: "warn", Confidence.OFF_TRACK: "cross"}
        note = _WORDS.gettext("asks for a reason")
        return [
            Choice(c, word(_WORDS, c), signs[c], note if c is Confidence.OFF_TRACK else "")
            for c in Confidence
        ]

    @property
    def firmnesses(self) -> list[tuple[str, str]]:
        """From the firmest to the least firm; nothing chosen where nothing was said yet."""
        deadline = self.state.course.deadline
        empty = [] if deadline and deadline.firmness else [("", _WORDS.gettext("choose"))]
        return [*empty, *((f.value, word(_WORDS, f)) for f in Firmness)]


def _note(old: Status | None, status: Status, may: bool) -> str:
    if not may and old is not None:
        after = word(_WORDS, old).lower()
        return _WORDS.gettext("cannot follow “%(status)s”") % {"status": after}
    return _WORDS.gettext("asks for a reason") if needs_reason(old, status, None) else ""
