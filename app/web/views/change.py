"""Changes in a programme as sentences, by day, and the filter in the address."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from fastapi import Request
from starlette.datastructures import QueryParams

from app.domain.change_event import ChangeEvent, ChangeKind
from app.domain.language import DEFAULT_LANGUAGE, _
from app.domain.refusal import Message
from app.domain.wording import change_sentence
from app.queries.changes import ChangeFilter, ChangePage
from app.templating import translator
from app.templating.vocabulary import word
from app.templating.wording import words_of
from app.web.deps.session import AsOf, read_day
from app.web.state import app_state_of
from app.web.urls import Paths, thing_link

KINDS = {
    "moment": ChangeKind.MOMENT,
    "stand": ChangeKind.STATUS,
    "besluit": ChangeKind.DECISION,
    "risico": ChangeKind.RISK,
    "meting": ChangeKind.MEASUREMENT,
    "anderen": ChangeKind.OTHERS,
    "opzet": ChangeKind.STRUCTURE,
}
MOST_PAGES = 10_000


class ChangesQuery:
    """The filter read from the address; `wrong` names what was not understood, and is left out of it."""

    def __init__(self, asked: QueryParams, today: date) -> None:
        self.wrong: dict[str, Message] = {}
        kinds = [value for value in asked.getlist("soort") if value]
        lines = [code for code in asked.getlist("lijn") if code]
        sinds = asked.get("sinds", "").strip()
        self.typed: dict[str, object] = {"soort": kinds, "lijn": lines, "sinds": sinds}
        self.since = self._since(sinds, today)
        self.filter = ChangeFilter(
            kinds=frozenset(KINDS[value] for value in kinds if self._knows(value)),
            lines=frozenset(lines),
            page=self._page(asked.get("bladzijde", "")),
        )

    def query(self, **changed: object) -> dict[str, object]:
        """The filter as it goes into an address, with some of it changed."""
        return {**self.typed, **changed}

    def _since(self, typed: str, today: date) -> date | None:
        if not typed:
            return None
        day = read_day(typed)
        if day is None:
            self.wrong["sinds"] = Message("“%(typed)s” is no day. Write 18-12-2023.", {"typed": typed})
        elif day > today:
            self.wrong["sinds"] = Message("This day is still to come. Choose today or earlier.")
            return None
        return day

    def _knows(self, value: str) -> bool:
        if value not in KINDS:
            self.wrong["soort"] = Message("“%(value)s” is no choice here.", {"value": value})
        return value in KINDS

    def _page(self, value: str) -> int:
        if not value:
            return 1
        if value.isascii() and value.isdecimal() and 1 <= int(value[:6]) <= MOST_PAGES:
            return int(value[:6])
        self.wrong["bladzijde"] = Message("“%(value)s” is no choice here.", {"value": value})
        return 1


async def read_changes_query(request: Request) -> ChangesQuery:
    """What a request asks; a coroutine, so that no thread is asked for it."""
    return ChangesQuery(request.query_params, app_state_of(request).today())


class ChangeLine(NamedTuple):
    """One change: its sentence, and the page of what it is about."""

    one: ChangeEvent
    sentence: str
    href: str


def told(found: ChangePage, paths: Paths, slug: str, as_of: AsOf) -> dict[int | None, list[ChangeLine]]:
    """The sentences of each group on this page, by the id of its action line."""
    words = words_of(DEFAULT_LANGUAGE, as_of.day)
    codes = {line.id: line.code for line in found.lines}

    def tell(one: ChangeEvent) -> ChangeLine:
        text = change_sentence(one, words, lambda value: word(translator(), value))
        code = codes.get(one.id, "") if one.entity == "action_line" else ""
        return ChangeLine(one, text, thing_link(paths, one.entity, one.id, slug, as_of.query, code))

    return {
        group.line.id if group.line else None: [tell(one) for one in group.rows] for group in found.groups
    }


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of changes that can be asked for, each with its word."""
    return [(value, translator().gettext(_KINDS[kind])) for value, kind in KINDS.items()]


def pages(
    found: ChangePage,
    asked: ChangesQuery,
    paths: Paths,
    here: Mapping[str, object],
    day_query: Mapping[str, object],
) -> list[tuple[str, int, bool]]:
    """The pages where there are more changes than one page tells; none where they fit."""
    if found.pages == 1:
        return []
    query = {n: asked.query(bladzijde=n, **day_query) for n in range(1, found.pages + 1)}
    return [(paths("change.index", query[n], **here), n, n == asked.filter.page) for n in query]


_KINDS = {
    ChangeKind.MOMENT: _("moments"),
    ChangeKind.STATUS: _("status updates"),
    ChangeKind.DECISION: _("decisions taken"),
    ChangeKind.RISK: _("risks"),
    ChangeKind.MEASUREMENT: _("measurements"),
    ChangeKind.OTHERS: _("what others bring and parliament asks"),
    ChangeKind.STRUCTURE: _("the set-up"),
}
