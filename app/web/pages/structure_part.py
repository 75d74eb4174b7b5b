"""The kinds of parts of a programme: what each needs to fill its form and run its actions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from app.actions.audit_log import AuditContext
from app.actions.history import StatementInput
from app.actions.mistake import retract_entity
from app.actions.structure import find_row
from app.tables.tracked import TrackedEntity
from app.web.forms import Choices, Typed
from app.web.views.related import RelatedField


@dataclass(frozen=True, slots=True)
class PartValues:
    """The present state of a part: `values` fill its form, `beside` holds what its template needs besides."""

    title: str
    values: Mapping[str, str]
    is_withdrawn: bool = False
    merged_into_id: int | None = None
    beside: Mapping[str, object] = field(default_factory=dict)

    @property
    def runs(self) -> bool:
        """Whether the part is neither withdrawn nor merged."""
        return not self.is_withdrawn and self.merged_into_id is None


PartAction = Callable[[Session, AuditContext, int, int, Typed], object]
"""An action on a part: session, context, id of the programme, id of the part, and what was typed."""


def open_own(
    session: Session, tracked: TrackedEntity, programme_id: int, id: int
) -> Mapping[str, Any] | None:
    """Return a part as it is now, none where the programme has no such part."""
    row = find_row(session, tracked, id)
    return None if row is None or row["programme_id"] != programme_id else row


def say_of(action: Callable[[Session, AuditContext, int, StatementInput], object]) -> PartAction:
    """Return an action that takes nothing but a statement: it is resumed."""
    return lambda session, act, _, id, typed: action(session, act, id, typed.statement)


def merge_into(
    action: Callable[[Session, AuditContext, int, int | None, StatementInput], object],
) -> PartAction:
    """Return a merging into the part that was chosen."""
    return lambda session, act, _, id, typed: action(session, act, id, typed.id("target"), typed.statement)


def withdraw_with_choice(action: Callable[..., object]) -> PartAction:
    """Return a withdrawal that takes what is below the part with it where the box is ticked."""
    return lambda session, act, _, id, typed: action(
        session, act, id, typed.statement, with_all=bool(typed["with_all"])
    )


def take_back(tracked: TrackedEntity) -> PartAction:
    """Return the taking back of a part that was made by mistake."""
    return lambda session, act, _, id, typed: retract_entity(session, act, tracked, id, typed.statement)


@dataclass(frozen=True, slots=True)
class PartKind:
    """One kind of part; an action that it does not have is None. `fields` is the template of its form."""

    word: str
    noun: str
    fields: str
    open: Callable[[Session, int, int], PartValues | None]
    choices: Callable[[Session, int, int | None], Choices]
    revise: PartAction
    add: Callable[[Session, AuditContext, int, Typed], int] | None = None
    merge: PartAction | None = None
    withdraw: PartAction | None = None
    resume: PartAction | None = None
    split: PartAction | None = None
    retract: PartAction | None = None
    """Taking back what was made by mistake."""
    related: tuple[RelatedField, ...] = ()
    """The fields in which deliverables are chosen."""
    keeps: Mapping[str, str] = field(default_factory=dict)
    """Which fields the form of the next one starts with, by the words under which an address names them."""
    is_said: bool = True
    """Whether a change of it is a statement: made on a day, with a reason, and open to correction."""
