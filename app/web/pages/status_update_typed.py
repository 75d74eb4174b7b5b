"""What is typed in the form of a status update: as it opens, as it was sent, and read field by field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, TypeVar
from uuid import uuid4

from fastapi import Depends, Query, Request

from app.actions.status_update import Said
from app.domain.firmness import Firmness
from app.domain.refusal import Invalid, Message
from app.domain.status import Confidence, Status
from app.queries.deliverable import DeliverableState
from app.security import hashed
from app.web.deps.session import day_from
from app.web.forms import fields_sent, number, one_of
from app.web.pages.status_update_reading import stands

T = TypeVar("T")


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
    answer_in_report: str = ""
    delivered_on: str = ""
    version: str = ""
    submission: str = ""
    van: str = ""
    stood: str = ""
    """The words of the moment as the form opened with them: left as they are, they are not read again."""
    concept: str = ""
    """Whether it was kept as a draft while it was typed."""

    @property
    def place(self) -> Place:
        """Where the form stood."""
        return place(self.van)


async def typed_update(request: Request) -> TypedUpdate:
    """The form that was sent; a field that is not there counts as empty."""
    sent = await fields_sent(request)
    return TypedUpdate(**{name: sent[name] for name in TypedUpdate.__slots__ if name in sent})


TypedUpdateDep = Annotated[TypedUpdate, Depends(typed_update)]


def beginning(state: DeliverableState, where: Place) -> TypedUpdate:
    """The form as it opens: what was said last stands in it."""
    last, deadline = state.last, state.course.deadline
    phrase = deadline.window.phrase if deadline else ""
    return TypedUpdate(
        text=last.text if last else "",
        phrase=phrase,
        stood=phrase,
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
        answer_in_report=bool(typed.answer_in_report),
        delivered_on=delivered_on,
        phrase="" if stands(typed.phrase, typed.stood) else typed.phrase,
        firmness=firmness,
        submission=_key_of(typed),
    )
    return said, wrong


def draft_place(deliverable_id: int) -> str:
    """The name under which a draft of this form is kept: one a deliverable, wherever the form stands."""
    return f"status_update:{deliverable_id}"


def drafted(kept: Mapping[str, str], where: Place) -> TypedUpdate:
    """The form as somebody left it."""
    fields = {name: kept[name] for name in TypedUpdate.__slots__ if name in kept}
    return TypedUpdate(**fields | {"van": where, "concept": "1", "submission": uuid4().hex})


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
