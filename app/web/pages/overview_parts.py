"""What stands around the time axis of an overview: the counts, the choices of the filter, the pages."""

from collections.abc import Mapping
from typing import NamedTuple

from app.domain.refusal import Message
from app.queries.overview import Overview
from app.queries.tally import Counts
from app.templating import translator
from app.templating.formats import day
from app.templating.vocabulary import word
from app.web.pages.overview_filter import KINDS, STANDS, STATUSES, AskedOverview
from app.web.responses import LANGUAGE
from app.web.urls import Paths

_WORDS = translator(LANGUAGE)


class Choices(NamedTuple):
    """The options of each field of the filter: pairs of value and text."""

    lines: list[tuple[str, str]]
    kinds: list[tuple[str, str]]
    statuses: list[tuple[str, str]]
    who: list[tuple[str, str]]
    windows: list[tuple[str, str]]


class CountItem(NamedTuple):
    """One count of the strip, which is a filter too."""

    number: int
    name: str
    note: str
    sign: str
    href: str
    signal: bool = False
    current: bool = False


def choices(found: Overview) -> Choices:
    """What can be chosen, from what the programme holds."""
    everyone, always = _WORDS.gettext("everyone"), _WORDS.gettext("all time")
    return Choices(
        [(line.code, f"{line.number} {line.title}".strip()) for line in found.lines],
        [(value, word(_WORDS, kind).lower()) for value, kind in KINDS.items()],
        [(value, word(_WORDS, status).lower()) for value, status in STATUSES.items()],
        [("", everyone), *((name, name) for name in found.everyone)],
        [("", always), *((str(half), str(half)) for half in found.windows)],
    )


def strip(
    counts: Counts,
    asked: AskedOverview,
    paths: Paths,
    here: Mapping[str, object],
    day_query: Mapping[str, object],
) -> list[CountItem]:
    """The counts, each with its sign, one detail, and the address that shows just these."""
    words = {value: key for key, value in STANDS.items()}

    def item(stand: str, number: int, name: str, note: str, sign: str) -> CountItem:
        chosen = asked.filter.stand == stand
        query = asked.query(stand="" if chosen else words[stand], **day_query)
        href = paths("overview.show", query, **here)
        return CountItem(number, _WORDS.gettext(name), note, sign, href, stand == "overdue", chosen)

    return [
        item("delivered", counts.delivered, _("delivered"), _undated(counts), "delivered"),
        item("due_now", counts.due_now, _("expected now"), _until(counts), "due_now"),
        item("overdue", counts.overdue, _("overdue"), "", "overdue"),
        item("moved", counts.moved, _("moved"), "", "moved"),
        item("coming", counts.coming, _("upcoming"), _soon(counts), "due_later"),
        item("decision", counts.decisions, _("decisions"), _taken(counts), "decision"),
        item("undated", counts.undated, _("without a date"), "", ""),
    ]


def pages(
    found: Overview,
    asked: AskedOverview,
    paths: Paths,
    here: Mapping[str, object],
    day_query: Mapping[str, object],
) -> list[tuple[str, int, bool]]:
    """The pages where there are more milestones than one page draws; none where they fit."""
    if found.pages == 1:
        return []
    return [
        (
            paths("overview.show", asked.query(bladzijde=number, **day_query), **here),
            number,
            number == asked.filter.page,
        )
        for number in range(1, found.pages + 1)
    ]


def _(msgid: str) -> str:
    """Marks a msgid for those who collect them."""
    return msgid


def _say(msgid: str, **values: object) -> str:
    return str(Message(_WORDS.gettext(msgid), values))


def _undated(counts: Counts) -> str:
    undated = counts.delivered_undated
    return _say(_("%(n)s of them without a date"), n=undated) if undated else ""


def _until(counts: Counts) -> str:
    until = counts.due_now_until
    return _say(_("first window closes %(day)s"), day=day(until, LANGUAGE)) if until else ""


def _soon(counts: Counts) -> str:
    soon = counts.coming_this_quarter
    return _say(_("%(n)s by the end of the next quarter"), n=soon) if soon else ""


def _taken(counts: Counts) -> str:
    if not counts.decisions:
        return ""
    open_ones = counts.decisions - counts.decisions_taken
    return _say(_("%(taken)s taken, %(open)s to take"), taken=counts.decisions_taken, open=open_ones)
