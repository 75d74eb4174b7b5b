"""What every kind of part of a programme can be asked to do, and what was typed about it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from fastapi import Request
from sqlmodel import Session

from app.actions.act import Act
from app.actions.frame import Saying
from app.domain.refusal import Invalid
from app.queries.structure import CANDIDATES, called
from app.web.deps import day_from
from app.web.form import fields_sent, number

Choice = tuple[str, str]
Choices = Mapping[str, Sequence[Choice]]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, as it was typed; a field that is not there counts as empty."""

    values: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    def chosen(self, prefix: str) -> tuple[int, ...]:
        """The numbers of the boxes that were ticked, each a field `prefix-number` of its own."""
        found = (name.removeprefix(f"{prefix}-") for name in self.values if name.startswith(f"{prefix}-"))
        return tuple(number(one) for one in found if number(one))

    def id(self, name: str) -> int | None:
        """What was chosen from a list, none where nothing was."""
        return number(self[name]) if self[name] else None

    def day(self, name: str) -> date | None:
        """A day, none where the field is empty."""
        return day_from(self[name], name)

    def place(self) -> int | None:
        """The place in the order, counted from 1; none leaves it where it stands."""
        if not self["place"].strip():
            return None
        if not number(self["place"].strip()):
            raise Invalid.because("place", "Write a whole number, counted from 1.")
        return number(self["place"].strip())

    @property
    def saying(self) -> Saying:
        """Which version was read, why it is said, and on which day."""
        return Saying(number(self["version"]), self["reason"], self.day("said_on"))

    @property
    def is_correction(self) -> bool:
        """Whether it takes the place of what was said last."""
        return bool(self["is_correction"])


async def typed_part(request: Request) -> Typed:
    """The form that was sent."""
    return Typed(await fields_sent(request))


@dataclass(frozen=True, slots=True)
class Opened:
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


Do = Callable[[Session, Act, int, int, Typed], object]
"""What is done to a part of a programme, each by its id, with what was typed."""


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of part; what it cannot be asked is none. `fields` is the template of its form."""

    word: str
    thing: str
    fields: str
    open: Callable[[Session, int, int], Opened | None]
    choices: Callable[[Session, int, int | None], Choices]
    revise: Do
    add: Callable[[Session, Act, int, Typed], int] | None = None
    merge: Do | None = None
    withdraw: Do | None = None
    resume: Do | None = None
    split: Do | None = None
    is_said: bool = True
    """Whether it is said on a day, with a reason, and can be corrected."""


def meant(session: Session, programme_id: int, title: str, name: str) -> int:
    """The deliverable that is called so. Refuses what is none, and what fits more, naming those."""
    found = called(session, programme_id, title)
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
