"""Numbers that were measured, as JSON has them: kept to the digit."""

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from app.domain.amount import MOST_DECIMALS, MOST_DIGITS
from app.domain.refusal import Message
from app.web.api.v1.shapes.values import or_null
from app.web.faults import Unreadable


def _read_amount(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise Unreadable(Message("Give a number."))
    amount = Decimal(str(value))
    if not amount.is_finite():
        raise Unreadable(Message("Give a number."))
    decimals = max(0, -int(amount.as_tuple().exponent))
    if abs(amount) >= 10**MOST_DIGITS or decimals > MOST_DECIMALS:
        values = {"digits": MOST_DIGITS, "decimals": MOST_DECIMALS}
        raise Unreadable(
            Message("Write at most %(digits)s digits before the comma and %(decimals)s behind it.", values)
        )
    return amount


def _read_amount_or_none(value: object) -> Decimal | None:
    return None if value is None else _read_amount(value)


Amount = Annotated[Decimal, BeforeValidator(_read_amount), WithJsonSchema({"type": "number"})]
OptionalAmount = Annotated[Decimal | None, BeforeValidator(_read_amount_or_none), or_null("number")]
