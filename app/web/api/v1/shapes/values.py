"""How the values of the contract are written in JSON and described in JSON Schema."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema, create_model
from pydantic.alias_generators import to_camel


def or_null(schema_type: str, **keywords: str) -> Any:
    """Describe a value of a type that may be null."""
    # Linters of government APIs do not look inside anyOf: a date there seems to have no format.
    return WithJsonSchema({"type": [schema_type, "null"], **keywords})


def as_number(value: object) -> object:
    """A measured value as a JSON number, whole where it is whole."""
    if not isinstance(value, Decimal):
        return value
    whole = int(value)
    return whole if whole == value else float(value)


Day = Annotated[date | None, or_null("string", format="date")]
Moment = Annotated[datetime | None, or_null("string", format="date-time")]
Edtf = Annotated[str | None, or_null("string", format="edtf")]
Text = Annotated[str | None, or_null("string")]
Flag = Annotated[bool | None, or_null("boolean")]
Id = Annotated[int | None, or_null("integer")]
Amount = Annotated[int | float, BeforeValidator(as_number), WithJsonSchema({"type": "number"})]
AmountOrNone = Annotated[int | float | None, BeforeValidator(as_number), or_null("number")]


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

    @classmethod
    def of(cls, row: object, **values: Any) -> Self:
        """Return the shape of a row: these values, and its own for the fields that it has by the same name.

        Raises pydantic's `ValidationError` where a field is in neither.
        """
        own = cls.model_fields.keys() - values.keys()
        return cls(**{name: getattr(row, name) for name in own if hasattr(row, name)}, **values)


@cache
def collection_of(shape: type[Shape], *, tells_gone: bool = False) -> type[BaseModel]:
    """Return the shape of `{"items": […]}`; a generic class would be described as `Collection_Project_`.

    With `tells_gone` it has `gone` beside them, on the first page of what was recorded since a moment.
    """
    items: Any = (tuple[shape, ...], ...)  # type: ignore[valid-type]  # known only at run time
    gone: Any = (tuple[int, ...], ())
    return create_model(f"{shape.__name__}Collection", items=items, **({"gone": gone} if tells_gone else {}))
