"""What every kind of part of a programme can be asked to do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from app.actions.audit_log import AuditContext
from app.web.forms import Choices, Typed


@dataclass(frozen=True, slots=True)
class PartValues:
    """A part as it is now: `values` fill its form."""

    title: str
    values: Mapping[str, str]
    is_withdrawn: bool = False
    merged_into_id: int | None = None
    more: Mapping[str, object] = field(default_factory=dict)

    @property
    def runs(self) -> bool:
        """Whether it is neither withdrawn nor merged."""
        return not self.is_withdrawn and self.merged_into_id is None


Do = Callable[[Session, AuditContext, int, int, Typed], object]
"""What is done to a part of a programme, each by its id, with what was typed."""


@dataclass(frozen=True, slots=True)
class PartKind:
    """A kind of part; what it cannot be asked is none. `fields` is the template of its form."""

    word: str
    thing: str
    fields: str
    open: Callable[[Session, int, int], PartValues | None]
    choices: Callable[[Session, int, int | None], Choices]
    revise: Do
    add: Callable[[Session, AuditContext, int, Typed], int] | None = None
    merge: Do | None = None
    withdraw: Do | None = None
    resume: Do | None = None
    split: Do | None = None
    is_said: bool = True
    """Whether it is said on a day, with a reason, and can be corrected."""
