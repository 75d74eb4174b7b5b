"""How an assistant asks: the parameters of the API, by the same names and under the same checks."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from app.domain.change_event import ChangeKind
from app.web.api.v1.deliverable import DeliverableFilters
from app.web.api.v1.filters import (
    ACTION_LINE,
    Absent,
    ActionLineCode,
    AsOfFilter,
    InHalfYear,
    ListFilters,
    Number,
    Parameters,
    ProgrammeSlug,
)
from app.web.api.v1.filters import Day as DayAsked

Language = Literal["nl", "en"]
LANGUAGE = "The language of sentences and messages; Dutch where nothing else is asked."
OF_PROGRAMME = "The slug of the programme."
MOST_PAGES = 200


class Question(Parameters):
    """What every question may say besides: the language of its answer."""

    language: Language = Field("nl", description=LANGUAGE)


class DatedQuestion(AsOfFilter, Question):
    """A question that can be asked as of a past day."""


class PromisesQuestion(DeliverableFilters, Question):
    """Which promises are asked for."""


class ConflictsQuestion(ListFilters, Question):
    """Which conflicts are asked for."""

    only_contradicted: bool = Field(
        False,
        alias="onlyContradicted",
        description="Only where the lead says “on track” and the rules disagree.",
    )


class ChangesQuestion(DatedQuestion):
    """Which changes of a programme are asked for."""

    programme: ProgrammeSlug = Field(description=OF_PROGRAMME)
    since: DayAsked = Field(description="The first day of which changes are told.")
    action_line: ActionLineCode | Absent = Field(None, alias="actionLine", description=ACTION_LINE)
    kinds: frozenset[ChangeKind] = Field(frozenset(), description="Only changes of these kinds.")
    page: int = Field(1, ge=1, le=MOST_PAGES, description="Which page of the changes.")


class DeliverableQuestion(DatedQuestion):
    """Which deliverable."""

    id: Number = Field(description="The id of the deliverable.")


class ReportQuestion(DatedQuestion):
    """Which section of which report; without a section, which sections there are."""

    programme: ProgrammeSlug = Field(description=OF_PROGRAMME)
    half_year: InHalfYear = Field(alias="halfYear", description="The half-year, written as 2023-H2.")
    section: str | Absent = Field(
        None, max_length=100, description="The key of the section, such as “summary” or “action-line:1”."
    )


def remove_nul(text: object) -> object:
    """Return a text without the sign that PostgreSQL takes in no parameter."""
    return text.replace("\0", "") if isinstance(text, str) else text


class SearchQuestion(Question):
    """Which words. What is known today is searched: there is no search as of a past day."""

    words: Annotated[str, BeforeValidator(remove_nul)] = Field(
        max_length=200, description="Words that must all be there, by how they begin."
    )
    programme: ProgrammeSlug | Absent = Field(None, description="Only in the programme with this slug.")
    page: int = Field(1, ge=1, le=MOST_PAGES, description="Which page of the results.")


class InputSchema(GenerateJsonSchema):
    """The schema of a question. What may be left out has no default of null: null is not of its type."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Return the schema of a value with a default, without a default of null."""
        described = super().default_schema(schema)
        if described.get("default", ...) is None:
            del described["default"]
        return described


def describe_question(question: type[Question]) -> dict[str, Any]:
    """Return the JSON Schema of a question; an answer to it is whole, so that it names no `fields`."""
    schema = question.model_json_schema(schema_generator=InputSchema)
    del schema["properties"]["fields"]
    return schema
