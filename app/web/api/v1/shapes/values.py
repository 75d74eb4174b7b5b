"""How the values of the contract are written in JSON and described in JSON Schema."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema
from pydantic.alias_generators import to_camel


def _or_null(schema_type: str, **more: str) -> Any:
    # Linters of government APIs do not look inside anyOf: a date there seems to have no format.
    return WithJsonSchema({"type": [schema_type, "null"], **more})


def _as_number(value: object) -> object:
    """A measured value as a JSON number, whole where it is whole."""
    if not isinstance(value, Decimal):
        return value
    whole = int(value)
    return whole if whole == value else float(value)


Day = Annotated[date | None, _or_null("string", format="date")]
Edtf = Annotated[str | None, _or_null("string", format="edtf")]
Text = Annotated[str | None, _or_null("string")]
Id = Annotated[int | None, _or_null("integer")]
Amount = Annotated[int | float, BeforeValidator(_as_number), WithJsonSchema({"type": "number"})]
AmountOrNone = Annotated[int | float | None, BeforeValidator(_as_number), _or_null("number")]


class Shape(BaseModel):
    """Written in camelCase; nothing more and nothing less than is declared."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        extra="forbid",
        frozen=True,
        serialize_by_alias=True,
    )


Item = TypeVar("Item", bound=Shape)


class Collection(BaseModel, Generic[Item]):
    """`{"items": […]}` of a shape, named for that."""

    items: tuple[Item, ...]

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """Return what the description calls it."""
        return f"{params[0].__name__}Collection"
