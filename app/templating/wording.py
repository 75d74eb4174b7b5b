"""The words that the rules make sentences with, in each language of the interface."""

from datetime import date
from functools import partial

from app.domain.wording import Words
from app.templating.formats import day, number
from app.templating.translation import translator


def words_of(language: str, on: date | None = None) -> Words:
    """The words of one of `LANGUAGES`; `on` is the day of the text that they go into."""
    return Words(
        language,
        translator(language),
        partial(day, language=language),
        partial(number, language=language),
        on,
    )
