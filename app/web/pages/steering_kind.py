"""What a programme steers by beside its deliverables: how each kind is opened, typed and kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from app.actions.audit_log import AuditContext
from app.queries.lead import possible_leads
from app.web.deps.programme import ProgrammeDoor
from app.web.forms import Choice, Choices, Typed, meant, with_nothing


@dataclass(frozen=True, slots=True)
class StoredEntity:
    """A thing as it is now: `values` fill its form, `deliverables` are those that it is about, by id."""

    title: str
    values: Mapping[str, str]
    deliverables: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its word in the address, its thing in the code, and the template of its form."""

    word: str
    thing: str
    fields: str
    open: Callable[[ProgrammeDoor, int], StoredEntity | None]
    choices: Callable[[Session, int], Choices]
    add: Callable[[Session, AuditContext, int, Typed], int]
    change: Callable[[Session, AuditContext, int, int, Typed], None]
    begins: Mapping[str, str] = field(default_factory=dict)
    """What stands in an empty form."""

    @property
    def index(self) -> str:
        """The route of its list."""
        return f"{self.thing}.index"


def about(session: Session, programme_id: int, typed: Typed) -> tuple[int, ...]:
    """The deliverables that stay ticked, and those that are named, a line each. Refuses what is none."""
    named = (line for line in typed["deliverables"].splitlines() if line.strip())
    found = (*typed.chosen("about"), *(meant(session, programme_id, line, "deliverables") for line in named))
    return tuple(dict.fromkeys(found))


def owners(session: Session, programme_id: int) -> Sequence[Choice]:
    """Who can be answerable for it."""
    return with_nothing(possible_leads(session, [programme_id]))
