"""The parameters of version 1, each with how it is read."""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any

from app.domain.half_year import HalfYear
from app.domain.refusal import Invalid
from app.queries.address import addresses_in
from app.queries.programme import ProgrammeRow, action_lines, projects
from app.tables.columns import LARGEST_ID
from app.templating import LANGUAGES
from app.web.api.v1.asked import Parameter
from app.web.api.v1.door import Door

AT_ONCE, MOST_AT_ONCE = 50, 200
_WORD = r"[a-z0-9]+(-[a-z0-9]+)*"
_NUMBER = re.compile(r"[1-9][0-9]{0,9}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def one_of(name: str, words: type[StrEnum], description: str) -> Parameter:
    """A parameter that takes one word of an enumeration."""
    return choice(name, [word.value for word in words], description, words)


def choice(
    name: str, choices: list[str], description: str, make: Callable[[str], Any] = str, **more: Any
) -> Parameter:
    """A parameter that takes one of these words."""

    def read(text: str, _door: Door) -> Any:
        if text not in choices:
            raise Invalid.because(name, "Choose one of: %(choices)s.", choices=", ".join(choices))
        return make(text)

    return Parameter(name, description, {"type": "string", "enum": choices, **more}, read)


def number(name: str, most: int, description: str, *, place: str = "query", **more: Any) -> Parameter:
    """A parameter that takes a whole number from 1."""

    def read(text: str, _door: Door) -> int:
        if not _NUMBER.fullmatch(text) or int(text) > most:
            raise Invalid.because(name, "Give a whole number from 1 to %(most)s.", most=most)
        return int(text)

    schema = {"type": "integer", "minimum": 1, "maximum": most, **more}
    return Parameter(name, description, schema, read, place)


def word(name: str, description: str, read: Callable[[str, Door], Any], place: str = "query") -> Parameter:
    """A parameter that takes lower case letters, digits and hyphens."""

    def checked(text: str, door: Door) -> Any:
        if not re.fullmatch(_WORD, text) or len(text) > 60:
            raise Invalid.because(name, "Write it in lower case letters, digits and hyphens.")
        return read(text, door)

    schema = {"type": "string", "pattern": f"^{_WORD}$", "maxLength": 60}
    return Parameter(name, description, schema, checked, place)


def sort(*fields: str) -> Parameter:
    """The orders that a collection can be asked in; the first is its own."""
    both = [sign + field for field in fields for sign in ("", "-")]
    return choice("sort", both, "In which order; a minus turns it round.", default=fields[0])


def _read_day(text: str, door: Door) -> date:
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise Invalid.because("asOf", "“%(text)s” is no day. Write it as 2023-12-18.", text=text)
    if day > door.today:
        raise Invalid.because("asOf", "This day is still to come. Choose today or earlier.")
    return day


def _read_programme(text: str, door: Door) -> ProgrammeRow:
    for row in door.programmes.values():
        if row.slug == text:
            return row
    raise Invalid.because("programme", "There is no such programme.")


def _read_action_line(text: str, door: Door) -> str:
    every = (action_lines(door.session, programme, door.today) for programme in door.programmes)
    if not any(text == line.code for lines in every for line in lines):
        raise Invalid.because("actionLine", "There is no such action line.")
    return text


def _read_project(text: str, door: Door) -> int:
    project = int(PROJECT_ID.read(text, door))
    if not any(project == row.id for p in door.programmes for row in projects(door.session, p, door.today)):
        raise Invalid.because("project", "There is no such project.")
    return project


def _read_lead(text: str, door: Door) -> str:
    if text not in addresses_in(door.session, door.programmes):
        raise Invalid.because("lead", "There is nobody with this address.")
    return text


ID = number("id", LARGEST_ID, "The number of the thing.", place="path")
SLUG = word("slug", "The programme's slug.", lambda text, _: text, "path")
AS_OF = Parameter(
    "asOf",
    "The day as of which is asked; today without it, and no day after today.",
    {"type": "string", "format": "date"},
    _read_day,
)
PROGRAMME = word("programme", "Only of the programme with this slug.", _read_programme)
ACTION_LINE = word("actionLine", "Only of the action line with this code.", _read_action_line)
PROJECT_ID = number("project", LARGEST_ID, "Only of the project with this number.")
PROJECT = Parameter("project", PROJECT_ID.description, PROJECT_ID.schema, _read_project)
LEAD = Parameter(
    "lead",
    "Only what is led by who has this e-mail address.",
    {"type": "string", "maxLength": 254},
    _read_lead,
)
HALF_YEAR = Parameter(
    "halfYear",
    "Only what falls in this half-year, written as 2023-H2.",
    {"type": "string", "pattern": "^[0-9]{4}-H[12]$"},
    lambda text, _: HalfYear.parse(text),
)
LANGUAGE = choice("language", list(LANGUAGES), "The language of the report.", default=LANGUAGES[0])
LIMIT = number("limit", MOST_AT_ONCE, "How many at once.", default=AT_ONCE)
AFTER = word("after", "The cursor from the Link of the page before.", lambda text, _: text)
PAGING = (LIMIT, AFTER)
