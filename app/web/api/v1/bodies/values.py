"""How the values of a body are read: strictly, as JSON has them, and every fault told at its pointer.

In a body that changes a thing, what is absent stays, and null empties.
"""

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    Strict,
    WithJsonSchema,
)
from pydantic.alias_generators import to_camel
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from app.actions.history import StatementInput
from app.domain.day import FIRST_DAY, YEARS_AHEAD
from app.domain.refusal import Message
from app.tables.columns import LARGEST_ID
from app.web.api.v1.access import KNOWN_NAMES
from app.web.api.v1.shapes.values import or_null
from app.web.faults import Unreadable, pointing
from app.web.forms import without_nuls

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _read_day(value: object) -> date | None:
    if value is None:
        return None
    try:
        day = date.fromisoformat(value) if isinstance(value, str) and _DAY.fullmatch(value) else None
    except ValueError:
        day = None
    if day is None:
        raise Unreadable(Message("“%(text)s” is no day. Write it as 2023-12-18.", {"text": value}))
    last_day = date(KNOWN_NAMES.get().today.year + YEARS_AHEAD, 12, 31)
    if not FIRST_DAY <= day <= last_day:
        years = {"typed": value, "first": FIRST_DAY.year, "last": last_day.year}
        raise Unreadable(
            Message("“%(typed)s” cannot be right: choose a day from %(first)s up to %(last)s.", years)
        )
    return day


def _read_given_day(value: object) -> date:
    day = _read_day(value)
    if day is None:
        raise Unreadable(Message("Fill in a day, as 2023-12-18."))
    return day


def _tidy(text: str) -> str:
    return without_nuls(text).strip()


def _or_empty(value: object) -> object:
    """A text that is emptied is kept as an empty one."""
    return "" if value is None else value


Title = Annotated[str, AfterValidator(_tidy)]
"""A text that cannot be emptied."""
Text = Annotated[str, AfterValidator(_tidy), BeforeValidator(_or_empty), or_null("string")]
Flag = Annotated[bool, Strict()]
Number = Annotated[int, Strict()]
Id = Annotated[int, Strict(), Field(ge=1, le=LARGEST_ID)]
Ids = tuple[Id, ...]
Day = Annotated[date | None, BeforeValidator(_read_day), or_null("string", format="date")]
Address = Annotated[
    Annotated[str, AfterValidator(_tidy)] | None,
    or_null("string", format="email"),
]
"""The e-mail address of a person."""
GivenDay = Annotated[
    date, BeforeValidator(_read_given_day), WithJsonSchema({"type": "string", "format": "date"})
]
"""A day that cannot be emptied."""
Code = Annotated[str | None, or_null("string")]
"""The code of an action line."""
OptionalIds = Annotated[Ids | None, Field(default=None)]
OptionalId = Annotated[Id | None, or_null("integer")]
OptionalNumber = Annotated[Number | None, or_null("integer")]


# Stripping makes Pydantic look at the characters of a text: else half a character (`\ud800`) would pass.
_AS_IN_JSON = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True, str_strip_whitespace=True)


class Body(BaseModel):
    """What a request sends. Refuses properties that it does not have."""

    model_config = _AS_IN_JSON

    pointers: ClassVar[Mapping[str, str]] = {}
    """Where it has what an action calls otherwise: the pointer of a property by the name of a field."""

    def given(self, *left_out: str) -> dict[str, Any]:
        """Return the properties that the request has, by name; without these, and those of the statement."""
        apart = {*left_out, *Change.model_fields}
        return {name: getattr(self, name) for name in self.model_fields_set if name not in apart}

    def faults(self, within: str = "") -> AbstractContextManager[None]:
        """Point at its properties what an action refuses in the block; `within` is its own pointer."""
        return pointing(self.pointers, within)


class Partial(Body):
    """What changes of a thing: what is absent stays."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe no defaults: what is absent stays as it is."""
        schema = handler.resolve_ref_schema(handler(core_schema))
        for described in schema.get("properties", {}).values():
            described.pop("default", None)
        return schema


class Saying(Body):
    """What is said on a day: today, unless the request names another one."""

    said_on: Day = None


class Change(Saying, Partial):
    """What changes of a thing; as a correction it takes the place of what was said last, and its day."""

    reason: Text = ""
    is_correction: Flag = False

    def statement(self, version: int) -> StatementInput:
        """Return the version that was read, why it changes, and the day on which that was said."""
        return StatementInput(version, self.reason, self.said_on)


class Retraction(Body):
    """Why a thing is taken back."""

    reason: Title
