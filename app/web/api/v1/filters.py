"""The parameters of version 1: how each is written, checked and described.

A query is one model: FastAPI describes it, refuses what it does not know, and tells every fault at once.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Self

from fastapi import Path, Query
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PlainValidator,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import InitErrorDetails

from app.domain.half_year import HalfYear
from app.domain.refusal import Invalid, Message
from app.queries.programme import ProgrammeRow
from app.tables.columns import LARGEST_ID
from app.web.api.v1.access import KNOWN_NAMES, KnownNames, ProgrammesAccess
from app.web.faults import Unreadable

DEFAULT_LIMIT, LARGEST_LIMIT = 50, 200

_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_NUMBER = re.compile(r"[1-9][0-9]{0,9}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _whole_number(most: int) -> BeforeValidator:
    """Pydantic takes “1.0”, “+1” and “01” for a number; here a number has one spelling."""

    def check(text: object) -> object:
        if isinstance(text, str) and (not _NUMBER.fullmatch(text) or int(text) > most):
            raise Unreadable(Message("Give a whole number from 1 to %(most)s.", {"most": most}))
        return text

    return BeforeValidator(check)


def _known(names_of: Callable[[KnownNames], Any], msgid: str) -> AfterValidator:
    """Refuse a value that names nothing which the viewer may read."""

    def check(value: Any) -> Any:
        if value not in names_of(KNOWN_NAMES.get()):
            raise Unreadable(Message(msgid))
        return value

    return AfterValidator(check)


def _read_day(text: object) -> date:
    try:
        day = date.fromisoformat(str(text)) if _DAY.fullmatch(str(text)) else None
    except ValueError:
        day = None
    if day is None:
        raise Unreadable(Message("“%(text)s” is no day. Write it as 2023-12-18.", {"text": text}))
    if day > KNOWN_NAMES.get().today:
        raise Unreadable(Message("This day is still to come. Choose today or earlier."))
    return day


def _read_half_year(text: object) -> HalfYear:
    try:
        return HalfYear.parse(str(text))
    except Invalid as refusal:
        raise Unreadable(refusal.fields["halfYear"]) from refusal


Absent = SkipJsonSchema[None]
"""Of a parameter that is left out. Nobody can write null in an address, so it is not described."""

Number = Annotated[int, Field(ge=1, le=LARGEST_ID), _whole_number(LARGEST_ID)]
Slug = Annotated[str, Field(pattern=_SLUG, max_length=60)]
Id = Annotated[Number, Path(description="The number of the thing.")]
SlugInPath = Annotated[Slug, Path(description="The programme's slug.")]

Day = Annotated[date, BeforeValidator(_read_day)]
ProgrammeSlug = Annotated[Slug, _known(lambda names: names.programmes, "There is no such programme.")]
ActionLineCode = Annotated[Slug, _known(lambda names: names.action_lines, "There is no such action line.")]
ProjectId = Annotated[Number, _known(lambda names: names.projects, "There is no such project.")]
LeadAddress = Annotated[
    str, Field(max_length=254), _known(lambda names: names.leads, "There is nobody with this address.")
]
InHalfYear = Annotated[
    HalfYear,
    PlainValidator(_read_half_year),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-H[12]$"}),
]

AS_OF = "The day as of which is asked; today without it, and no day after today."
ACTION_LINE = "Only of the action line with this code."
PROJECT = "Only of the project with this number."
LEAD = "Only what is led by who has this e-mail address."
HALF_YEAR = "Only what falls in this half-year, written as 2023-H2."
SORT = "In which order; a minus turns it round."

_ONCE = Message("Give this once.")


class Parameters(BaseModel):
    """A query. Refuses parameters that it does not have, and any that is given twice."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="wrap")
    @classmethod
    def refuse_repeated(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Refuse repeated parameters together with all other faults; FastAPI itself takes the last value."""
        aliases = {field.alias or name for name, field in cls.model_fields.items()}
        repeated = sorted(aliases.intersection(KNOWN_NAMES.get().repeated))
        if not repeated:
            return handler(data)
        faults: list[InitErrorDetails] = [
            {"type": "value_error", "loc": (name,), "input": None, "ctx": {"error": Unreadable(_ONCE)}}
            for name in repeated
        ]
        try:
            handler(data)
        except ValidationError as error:
            faults += [
                {"type": fault["type"], "loc": fault["loc"], "input": None, "ctx": fault.get("ctx", {})}
                for fault in error.errors()
                if fault["loc"][0] not in repeated
            ]
        raise ValidationError.from_exception_data(cls.__name__, faults)


class AsOfFilter(Parameters):
    """The day as of which something is asked for."""

    as_of: Day | Absent = Field(None, alias="asOf", description=AS_OF)

    def day(self, access: ProgrammesAccess) -> date:
        """Return that day, today where none is given."""
        return self.as_of or access.today


class Paging(Parameters):
    """Which page of a collection is asked for."""

    limit: Annotated[int, _whole_number(LARGEST_LIMIT)] = Field(
        DEFAULT_LIMIT, ge=1, le=LARGEST_LIMIT, description="How many at once."
    )
    after: Slug | Absent = Field(None, description="The cursor from the Link of the page before.")


class ListFilters(AsOfFilter, Paging):
    """What every collection of a programme can be asked for."""

    programme: ProgrammeSlug | Absent = Field(None, description="Only of the programme with this slug.")

    def programmes(self, access: ProgrammesAccess) -> list[ProgrammeRow]:
        """Return the programmes to look in."""
        return access.matching(self.programme)

    def programme_ids(self, access: ProgrammesAccess) -> list[int]:
        """Return the ids of the programmes to look in."""
        return [programme.id for programme in self.programmes(access)]


AsOfQuery = Annotated[AsOfFilter, Query()]
