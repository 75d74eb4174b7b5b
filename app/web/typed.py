"""A form as it was typed, read field by field; what cannot be read is refused beside its field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from sqlmodel import Session

from app.actions.frame import Saying
from app.domain.amount import read_amount
from app.domain.refusal import Invalid
from app.queries.structure import CANDIDATES, called
from app.tables import Deliverable
from app.tables.lengths import length_objections
from app.web.deps import day_from
from app.web.form import fields_sent, number, one_of

E = TypeVar("E", bound=StrEnum)
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
        return day_from(self[name], name)

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
    def saying(self) -> Saying:
        """Which version was read, why it is said, and on which day."""
        return Saying(number(self["version"]), self["reason"], self.day("said_on"))

    @property
    def is_correction(self) -> bool:
        """Whether it takes the place of what was said last."""
        return bool(self["is_correction"])


async def typed_form(request: Request) -> Typed:
    """The form that was sent."""
    return Typed(await fields_sent(request))


TypedDep = Annotated[Typed, Depends(typed_form)]


def meant(session: Session, programme_id: int, title: str, name: str) -> int:
    """The deliverable that is called so. Refuses what is none, and what fits more, naming those."""
    if wrong := length_objections(Deliverable, {"title": title.strip()}, beside=name):
        raise Invalid(wrong)
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
