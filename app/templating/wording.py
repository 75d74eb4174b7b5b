"""The words that the rules make sentences with, in each language of the interface."""

from datetime import date
from decimal import Decimal
from functools import partial

from babel.numbers import format_decimal

from app.domain.wording import Words
from app.templating.formats import day
from app.templating.translation import translator


def words_of(language: str, on: date | None = None) -> Words:
    """The words of one of `LANGUAGES`; `on` is the day of the text that they go into."""
    return Words(
        language,
        translator(language),
        partial(day, language=language),
        partial(_number, language=language),
        on,
    )


def _number(value: Decimal, language: str) -> str:
    """With as many decimals as it has: 4,0 stays 4,0."""
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    pattern = f"#,##0.{'0' * places}" if places else "#,##0"
    return format_decimal(value, format=pattern, locale=language)
