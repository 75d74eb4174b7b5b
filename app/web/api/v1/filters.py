"""The parameters of version 1: how each is written, checked and described.

A query is one model: FastAPI describes it, refuses what it does not know, and tells every fault at once.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from operator import attrgetter
from typing import Annotated, Any, NoReturn, Self, TypeVar

from fastapi import Path, Query
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    PlainValidator,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import CoreSchema, InitErrorDetails, core_schema

from app.domain.half_year import HalfYear
from app.domain.language import _
from app.domain.refusal import Invalid, Message
from app.queries.programme import ProgrammeRow
from app.tables.columns import LARGEST_ID
from app.web.api.v1.access import KNOWN_NAMES, KnownNames, ProgrammesAccess
from app.web.faults import Unreadable

Row = TypeVar("Row")

DEFAULT_LIMIT, LARGEST_LIMIT = 50, 200

_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_NUMBER = re.compile(r"[1-9][0-9]{0,9}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    _DAY.pattern + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})", re.ASCII
)
_CURSOR = re.compile(r"[A-Za-z0-9_-]+[.][A-Za-z0-9_-]{22}")
NO_CURSOR = _("This is no cursor of this list. Follow the Link of the page before, or begin again.")


def _whole_number(most: int) -> BeforeValidator:
    """Pydantic takes “1.0”, “+1” and “01” for a number; here a number has one spelling."""

    def check(text: object) -> object:
        if isinstance(text, str) and (not _NUMBER.fullmatch(text) or int(text) > most):
            raise Unreadable(Message("Give a whole number from 1 to %(most)s.", {"most": most}))
        return text

    return BeforeValidator(check)


def _require_known(names_of: Callable[[KnownNames], Any], msgid: str) -> AfterValidator:
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


def _read_moment(text: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(text)) if _MOMENT.fullmatch(str(text)) else None
        return moment.astimezone(UTC) if moment else _refuse_moment(text)
    except (ValueError, OverflowError):
        return _refuse_moment(text)


def _refuse_moment(text: object) -> NoReturn:
    raise Unreadable(
        Message("“%(text)s” is no moment. Write it as 2023-12-18T09:00:00Z.", {"text": text})
    ) from None


def _read_cursor(text: object) -> str:
    if not _CURSOR.fullmatch(str(text)):
        raise Unreadable(Message(NO_CURSOR))
    return str(text)


def _check_fields(text: str) -> str:
    """Refuse names of properties that the answer does not have."""
    properties = KNOWN_NAMES.get().properties
    if not properties:
        raise Unreadable(Message("There is no parameter of this name here."))
    unknown = sorted(set(text.split(",")) - set(properties))
    if unknown:
        values = {"names": ", ".join(unknown), "choices": ", ".join(properties)}
        raise Unreadable(Message("There is no “%(names)s” here. Choose from: %(choices)s.", values))
    return text


@dataclass(frozen=True, slots=True)
class SortedBy:
    """Of a text: names of orders with commas between them, each with a minus where it is turned round."""

    names: tuple[str, ...]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check the names."""
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Describe the text by a pattern, and what it can be by examples."""
        order = f"-?({'|'.join(self.names)})"
        examples = [sign + name for name in self.names for sign in ("", "-")]
        return {**handler(schema), "pattern": f"^{order}(,{order})*$", "examples": examples}

    def _check(self, text: str) -> str:
        names = [name.removeprefix("-") for name in text.split(",")]
        if not set(names) <= set(self.names) or len(set(names)) < len(names):
            choices = ", ".join(self.names)
            raise Unreadable(
                Message(
                    "Order by these, each once, with commas between them: %(choices)s.", {"choices": choices}
                )
            )
        return text


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
RoleId = Annotated[Number, Path(description="The number of the role.")]
TokenId = Annotated[Number, Path(description="The number of the token.")]
SlugInPath = Annotated[Slug, Path(description="The programme's slug.")]

Cursor = Annotated[
    str, PlainValidator(_read_cursor), WithJsonSchema({"type": "string", "pattern": f"^{_CURSOR.pattern}$"})
]
Day = Annotated[date, BeforeValidator(_read_day)]
ProgrammeSlug = Annotated[Slug, _require_known(lambda names: names.programmes, "There is no such programme.")]
ActionLineCode = Annotated[
    Slug, _require_known(lambda names: names.action_lines, "There is no such action line.")
]
ProjectId = Annotated[Number, _require_known(lambda names: names.projects, "There is no such project.")]
LeadAddress = Annotated[
    str,
    Field(max_length=254),
    _require_known(lambda names: names.leads, "There is nobody with this address."),
]
InHalfYear = Annotated[
    HalfYear,
    PlainValidator(_read_half_year),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-H[12]$"}),
]

Moment = Annotated[
    datetime,
    PlainValidator(_read_moment),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
FieldNames = Annotated[str, AfterValidator(_check_fields)]

AS_OF = "The day as of which is asked; today without it, and no day after today."
ACTION_LINE = "Only of the action line with this code."
PROJECT = "Only of the project with this number."
LEAD = "Only what is led by who has this e-mail address."
HALF_YEAR = "Only what falls in this half-year, written as 2023-H2."
SORT = "In which order, with commas between several; a minus turns it round."
FIELDS = "Only these properties, with commas between them."
RECORDED_SINCE = "Only what was recorded after this moment."
CHANGED_SINCE = "Only what changed after this moment; on the first page `gone` names what was taken back."

_ONCE = Message("Give this once.")


class Parameters(BaseModel):
    """A query. Refuses parameters that it does not have, and any that is given twice."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    only: FieldNames | Absent = Field(None, alias="fields", description=FIELDS)

    def question(self) -> str:
        """Return what is asked, but for how much of it at once: a cursor is of one question."""
        return repr(self.model_dump(exclude={"after", "limit", "only"}))

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
    after: Cursor | Absent = Field(None, description="The cursor from the Link of the page before.")


class ChangedSince(Parameters):
    """From which moment on something must have been recorded of what is asked for."""

    changed_since: Moment | Absent = Field(None, alias="changedSince", description=CHANGED_SINCE)


class RecordedSince(Parameters):
    """From which moment on something must have been recorded, in a list that only grows."""

    changed_since: Moment | Absent = Field(None, alias="changedSince", description=RECORDED_SINCE)

    def recorded_since(
        self, rows: Iterable[Row], moment: Callable[[Row], datetime] | None = None
    ) -> list[Row]:
        """Return what was recorded after that moment, everything where none is given."""
        since, recorded_at = self.changed_since, moment or attrgetter("recorded_at")
        return [row for row in rows if since is None or recorded_at(row) > since]


class Listed(AsOfFilter, ChangedSince, Paging):
    """What every collection of things that change can be asked for."""

    def match(self, row: Any) -> bool:
        """Return whether a row is asked for; every row where there are no filters."""
        return True

    def programme_ids(self, access: ProgrammesAccess) -> list[int]:
        """Return the ids of the programmes to look in."""
        return access.programme_ids


class ListFilters(Listed):
    """What every collection of a programme can be asked for."""

    programme: ProgrammeSlug | Absent = Field(None, description="Only of the programme with this slug.")

    def programmes(self, access: ProgrammesAccess) -> list[ProgrammeRow]:
        """Return the programmes to look in."""
        return access.matching(self.programme)

    def programme_ids(self, access: ProgrammesAccess) -> list[int]:
        """Return the ids of the programmes to look in."""
        return [programme.id for programme in self.programmes(access)]


AsOfQuery = Annotated[AsOfFilter, Query()]
