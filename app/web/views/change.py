"""Changes in a programme as sentences, and the filter of their page."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from fastapi import Request
from starlette.datastructures import QueryParams

from app.domain.change_digest import DigestKind, DigestLine
from app.domain.change_event import ChangeEvent, ChangeKind
from app.domain.day import read_day
from app.domain.language import DEFAULT_LANGUAGE, _
from app.domain.refusal import Message
from app.domain.wording import change_sentence
from app.domain.wording.change_digest import DIGEST_HEADINGS, digest_words
from app.queries.changes import ChangeFilter, ChangePage
from app.templating import translator
from app.templating.vocabulary import word
from app.templating.wording import words_of
from app.web.deps.session import AsOf
from app.web.state import get_app_state
from app.web.urls import Paths, address_of_entity

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
    """The filter in the address; values that were not understood are left out and explained in `wrong`."""

    def __init__(self, params: QueryParams, today: date) -> None:
        self.wrong: dict[str, Message] = {}
        kinds = [value for value in params.getlist("soort") if value]
        lines = [code for code in params.getlist("lijn") if code]
        sinds = params.get("sinds", "").strip()
        self.typed: dict[str, object] = {"soort": kinds, "lijn": lines, "sinds": sinds}
        self.since = self._since(sinds, today)
        self.filter = ChangeFilter(
            kinds=frozenset(KINDS[value] for value in kinds if self._knows(value)),
            lines=frozenset(lines),
            page=self._page(params.get("bladzijde", "")),
        )

    def query(self, **changed: object) -> dict[str, object]:
        """Return the query of an address with this filter, some of it changed."""
        return {**self.typed, **changed}

    def _since(self, typed: str, today: date) -> date | None:
        if not typed:
            return None
        day = read_day(typed, today)
        if isinstance(day, Message):
            self.wrong["sinds"] = day
            return None
        if day > today:
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
    """Return the filter of a request. A coroutine, because FastAPI runs plain functions in a thread."""
    return ChangesQuery(request.query_params, get_app_state(request).today())


class ChangeLine(NamedTuple):
    """One change with its sentence, and the address of the entity that changed."""

    event: ChangeEvent
    sentence: str
    href: str


def draw_change_lines(
    changes: ChangePage, paths: Paths, slug: str, as_of: AsOf
) -> dict[int | None, list[ChangeLine]]:
    """Return the changes on this page as sentences, by the id of their action line."""
    words = words_of(DEFAULT_LANGUAGE, as_of.day)
    codes = {line.id: line.code for line in changes.lines}

    def draw_line(event: ChangeEvent) -> ChangeLine:
        text = change_sentence(event, words, lambda value: word(translator(), value))
        code = codes.get(event.id, "") if event.entity == "action_line" else ""
        return ChangeLine(
            event, text, address_of_entity(paths, event.entity, event.id, slug, as_of.query, code)
        )

    return {
        group.line.id if group.line else None: [draw_line(event) for event in group.rows]
        for group in changes.groups
    }


class DigestRow(NamedTuple):
    """What became of one deliverable, in words behind its title."""

    line: DigestLine
    words: str
    href: str


class DigestGroup(NamedTuple):
    """The deliverables of which the same can be said."""

    kind: DigestKind
    title: str
    rows: list[DigestRow]


def draw_digest(digest: Iterable[DigestLine], paths: Paths, as_of: AsOf) -> list[DigestGroup]:
    """Return what became of each deliverable, by kind in the order of the digest."""
    words = words_of(DEFAULT_LANGUAGE, as_of.day)
    groups: dict[DigestKind, list[DigestRow]] = {}
    for line in digest:
        href = paths("deliverable.show", as_of.query, deliverable_id=line.id)
        groups.setdefault(line.kind, []).append(DigestRow(line, digest_words(line, words, as_of.day), href))
    say = translator().gettext
    return [DigestGroup(kind, say(DIGEST_HEADINGS[kind]), rows) for kind, rows in groups.items()]


def list_kind_choices() -> list[tuple[str, str]]:
    """Return the kinds of changes that can be chosen, with their words."""
    return [(value, translator().gettext(_KINDS[kind])) for value, kind in KINDS.items()]


_KINDS = {
    ChangeKind.MOMENT: _("moments"),
    ChangeKind.STATUS: _("status updates"),
    ChangeKind.DECISION: _("decisions taken"),
    ChangeKind.RISK: _("risks"),
    ChangeKind.MEASUREMENT: _("measurements"),
    ChangeKind.OTHERS: _("what others bring and parliament asks"),
    ChangeKind.STRUCTURE: _("the set-up"),
}
