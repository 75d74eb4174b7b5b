"""How days, moments, numbers and running text look in a language; the filters of the templates."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

import nh3
from babel.dates import format_datetime, get_month_names
from babel.numbers import format_decimal
from markdown_it import MarkdownIt
from markupsafe import Markup

from app.domain.time_zone import AMSTERDAM

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
_TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "h3", "h4"}


def day(value: date, language: str) -> str:
    """18 december 2023, 18 December 2023."""
    return f"{value.day} {_months(language)[value.month]} {value.year}"


def day_short(value: date, language: str) -> str:
    """18 dec 2023; without the full stop that Dutch puts after a month cut short."""
    return f"{value.day} {_months_short(language)[value.month]} {value.year}"


def day_of_year(value: date, language: str) -> str:
    """18 december, where the year is plain."""
    return f"{value.day} {_months(language)[value.month]}"


def day_brief(value: date, language: str) -> str:
    """18 dec, above an axis."""
    return f"{value.day} {_months_short(language)[value.month]}"


def month_short(value: date, language: str) -> str:
    """jan 2024 in January, feb in the months after it: the words above an axis of months."""
    name = _months_short(language)[value.month]
    return f"{name} {value.year}" if value.month == 1 else name


def month(value: date, language: str) -> str:
    """december 2023."""
    return f"{_months(language)[value.month]} {value.year}"


def date_input(value: date | None, language: str) -> str:
    """18-12-2023, as it is typed in either language; nothing for no day."""
    return "" if value is None else f"{value:%d-%m-%Y}"


@lru_cache(maxsize=4096)
def moment(value: datetime, language: str) -> str:
    """18 december 2023 14:32, on the clock of Amsterdam; the value is aware."""
    return format_datetime(value.astimezone(AMSTERDAM), "d MMMM y HH:mm", locale=language)


def clock(value: datetime, language: str) -> str:
    """14:32 in either language, on the clock of Amsterdam; the value is aware."""
    return f"{value.astimezone(AMSTERDAM):%H:%M}"


@lru_cache(maxsize=4096)
def number(value: int | float | Decimal, language: str) -> str:
    """1.234,5 in Dutch, 1,234.5 in English."""
    return format_decimal(value, locale=language)


def file_size(value: int, language: str) -> str:
    """312 kB, 2,1 MB; what is smaller than a kilobyte counts as one."""
    kilobytes = max(1, round(value / 1000))
    if kilobytes < 1000:
        return f"{kilobytes} kB"
    return f"{number(round(value / 1_000_000, 1), language)} MB"


@lru_cache(maxsize=1024)
def markdown(text: str, language: str) -> Markup:
    """What a person wrote, as paragraphs; no HTML of their own, no pictures, links that give nothing away."""
    html = nh3.clean(_MARKDOWN.render(text), tags=_TAGS, url_schemes={"https", "http", "mailto"})
    return Markup(html)  # nosec B704 # nh3 leaves the tags and schemes named here, and nothing that runs


# Babel knows the names; it is asked once, since asking it anew for each day costs more than the row.


@cache
def _months(language: str) -> Mapping[int, str]:
    return dict(get_month_names("wide", locale=language))


@cache
def _months_short(language: str) -> Mapping[int, str]:
    return {n: name.rstrip(".") for n, name in get_month_names("abbreviated", locale=language).items()}


FILTERS: Mapping[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        day, day_short, day_of_year, day_brief, month, month_short, date_input, moment, clock, number,
        file_size, markdown,
    )
}  # fmt: skip
