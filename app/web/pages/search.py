"""Searching in everything that one may see."""

from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.domain.language import _
from app.domain.refusal import Message
from app.domain.stem import excerpt, mark_terms, terms
from app.queries.search import AT_ONCE, SearchResult, search
from app.queries.search_text import DELIVERABLE_KINDS
from app.templating import translator
from app.templating.vocabulary import WORDS
from app.web.deps.session import SessionDep, ViewerDep
from app.web.responses import page
from app.web.urls import Paths, thing_link

router = APIRouter(include_in_schema=False)

LONGEST, MOST_PAGES = 200, 200


class SearchHit(NamedTuple):
    """One thing that was found, with the words that were looked for marked in its title and its text."""

    found: SearchResult
    kind: str
    href: str
    title: tuple[tuple[str, bool], ...]
    text: tuple[tuple[str, bool], ...]


@router.get("/zoeken", name="search.show")
def show(
    request: Request,
    session: SessionDep,
    viewer: ViewerDep,
    q: str = "",
    soort: str = "",
    bladzijde: str = "",
) -> Response:
    """What was found; a question without letters or digits is answered with how to ask."""
    asked, wrong = q.replace("\0", "").strip()[:LONGEST], _objected(soort, bladzijde)
    number = 1 if "bladzijde" in wrong else int(bladzijde or 1)
    kinds = KINDS.get(soort, ())
    looked_for = terms(asked)
    found = search(session, looked_for, viewer.rights.readable(), kinds=kinds, page=number)
    paths = request.app.state.paths
    query = {"q": asked, "soort": soort}
    context = {
        "active_page": "search.show",
        "asked": asked,
        "has_words": bool(looked_for),
        "kind": soort,
        "kinds": [("", translator().gettext("everything")), *((name, _kind(name)) for name in KINDS)],
        "wrong": wrong,
        "hits": [_hit(one, looked_for, paths) for one in found[:AT_ONCE]],
        "previous": paths("search.show", {**query, "bladzijde": number - 1}) if number > 1 else "",
        "next": paths("search.show", {**query, "bladzijde": number + 1}) if len(found) > AT_ONCE else "",
    }
    return page(
        request, "search/show.html", context, block="found", viewer=viewer, status_code=400 if wrong else 200
    )


def _objected(kind: str, number: str) -> dict[str, Message]:
    """What of the address is not understood; it is then left out."""
    wrong: dict[str, Message] = {}
    if kind and kind not in KINDS:
        wrong["soort"] = Message("“%(value)s” is no choice here.", {"value": kind})
    if number and not (number.isascii() and number.isdecimal() and 1 <= int(number[:4]) <= MOST_PAGES):
        wrong["bladzijde"] = Message("“%(value)s” is no choice here.", {"value": number})
    return wrong


def _hit(found: SearchResult, looked_for: tuple[str, ...], paths: Paths) -> SearchHit:
    thing = "deliverable" if found.kind in DELIVERABLE_KINDS else found.kind
    return SearchHit(
        found=found,
        kind=translator().gettext(_CALLED.get(found.kind) or WORDS[found.kind]),
        href=thing_link(paths, thing, found.thing_id, found.slug, code=found.code or ""),
        title=mark_terms(found.title, looked_for),
        text=mark_terms(excerpt(found.text, looked_for), looked_for) if found.text else (),
    )


def _kind(name: str) -> str:
    return translator().gettext(_CHOICES[name])


KINDS = {
    "producten": DELIVERABLE_KINDS,
    "besluiten": ("decision",),
    "opzet": ("programme", "action_line", "project"),
    "indicatoren": ("indicator",),
    "risicos": ("risk",),
    "raakvlakken": ("external_dependency",),
    "toezeggingen": ("parliamentary_commitment",),
    "partijen": ("party", "pilot_site"),
}
_CHOICES = {
    "producten": _("deliverables"),
    "besluiten": _("decisions to take and taken"),
    "opzet": _("programmes, action lines and projects"),
    "indicatoren": _("indicators"),
    "risicos": _("risks and issues"),
    "raakvlakken": _("external dependencies"),
    "toezeggingen": _("commitments to parliament"),
    "partijen": _("parties and pilot sites"),
}
_CALLED = {
    "programme": _("Programme"),
    "action_line": _("Action line"),
    "project": _("Project"),
    "indicator": _("Indicator"),
    "risk": _("Risk or issue"),
    "external_dependency": _("External dependency"),
    "parliamentary_commitment": _("Commitment to parliament"),
    "party": _("Party"),
    "pilot_site": _("Pilot site"),
}
