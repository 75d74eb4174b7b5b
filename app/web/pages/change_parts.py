"""What the changes are drawn from: a sentence each, where it leads, and the choices of the filter."""

from collections.abc import Mapping
from typing import NamedTuple

from app.domain.happening import Happening, HappeningKind
from app.domain.wording import happening_sentence
from app.queries.changes import ChangePage
from app.templating import translator
from app.templating.vocabulary import word
from app.templating.wording import words_of
from app.web.deps.session import AsOf
from app.web.pages.change_filter import KINDS, AskedChanges
from app.web.responses import LANGUAGE
from app.web.urls import Paths, thing_link

_WORDS = translator(LANGUAGE)


class Told(NamedTuple):
    """One change: its sentence, and the page of what it is about."""

    one: Happening
    sentence: str
    href: str


def told(found: ChangePage, paths: Paths, slug: str, as_of: AsOf) -> dict[int | None, list[Told]]:
    """The sentences of each group on this page, by the id of its action line."""
    words = words_of(LANGUAGE, as_of.day)
    codes = {line.id: line.code for line in found.lines}

    def tell(one: Happening) -> Told:
        text = happening_sentence(one, words, lambda value: word(_WORDS, value))
        code = codes.get(one.id, "") if one.thing == "action_line" else ""
        return Told(one, text, thing_link(paths, one.thing, one.id, slug, as_of.query, code))

    return {
        group.line.id if group.line else None: [tell(one) for one in group.rows] for group in found.groups
    }


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of changes that can be asked for, each with its word."""
    return [(value, _WORDS.gettext(_KINDS[kind])) for value, kind in KINDS.items()]


def pages(
    found: ChangePage,
    asked: AskedChanges,
    paths: Paths,
    here: Mapping[str, object],
    day_query: Mapping[str, object],
) -> list[tuple[str, int, bool]]:
    """The pages where there are more changes than one page tells; none where they fit."""
    if found.pages == 1:
        return []
    query = {n: asked.query(bladzijde=n, **day_query) for n in range(1, found.pages + 1)}
    return [(paths("change.index", query[n], **here), n, n == asked.filter.page) for n in query]


def _(msgid: str) -> str:
    """Marks a msgid for those who collect them."""
    return msgid


_KINDS = {
    HappeningKind.MOMENT: _("moments"),
    HappeningKind.STATUS: _("status updates"),
    HappeningKind.DECISION: _("decisions taken"),
    HappeningKind.RISK: _("risks"),
    HappeningKind.MEASUREMENT: _("measurements"),
    HappeningKind.OTHERS: _("what others bring and parliament asks"),
    HappeningKind.STRUCTURE: _("the set-up"),
}
