"""Numbers as people type them in Dutch: a comma before the decimals, a point between the thousands."""

import re
from decimal import Decimal

from app.domain.refusal import Message

_DUTCH = re.compile(r"(?P<sign>[-−]?)(?P<whole>[0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]+)(?:,(?P<decimals>[0-9]+))?")
MOST_DIGITS, MOST_DECIMALS = 14, 4
"""What a column of ours can hold."""


def read_amount(typed: str) -> Decimal | Message:
    """Return the number, or the message that says what is wrong. 1.234,5 is read, 1.5 is ambiguous."""
    match = _DUTCH.fullmatch(typed.strip().replace("\xa0", " "))
    if match is None:
        return Message("“%(typed)s” is no number. Write 1.234,5.", {"typed": typed.strip()[:40]})
    digits = match["whole"].replace(".", "").replace(" ", "")
    decimals = match["decimals"] or ""
    if len(digits) > MOST_DIGITS or len(decimals) > MOST_DECIMALS:
        values = {"digits": MOST_DIGITS, "decimals": MOST_DECIMALS}
        return Message("Write at most %(digits)s digits before the comma and %(decimals)s behind it.", values)
    sign = "-" if match["sign"] else ""
    return Decimal(f"{sign}{digits}.{decimals or 0}")


def write_amount(value: Decimal) -> str:
    """Return the number as it is written in Dutch, 1.234,5, without trailing zeros."""
    digits, _, decimals = f"{value:,f}".partition(".")
    decimals = decimals.rstrip("0")
    return digits.replace(",", ".") + (f",{decimals}" if decimals else "")


def shorten(value: Decimal) -> Decimal:
    """Return the number without the zeros that a column adds behind the comma."""
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()
