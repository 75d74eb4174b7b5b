"""Searching everything that the viewer may read."""

from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.domain.language import _
from app.domain.refusal import Message
from app.domain.stem import cut_excerpt, mark_terms, read_terms
from app.queries.search import PAGE_SIZE, SearchResult, search
from app.queries.search_text import DELIVERABLE_KINDS
from app.templating import translator
from app.templating.vocabulary import WORDS
from app.web.deps.session import SessionDep, ViewerDep
from app.web.responses import render_page
from app.web.urls import Paths, address_of_entity

router = APIRouter(include_in_schema=False)

LONGEST, MOST_PAGES = 200, 200


class SearchHit(NamedTuple):
    """One result, with the searched words marked in its title and text."""

    result: SearchResult
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
    """Show the results; a question without letters or digits gets instructions instead."""
    question, errors = q.replace("\0", "").strip()[:LONGEST], _find_errors(soort, bladzijde)
    number = 1 if "bladzijde" in errors else int(bladzijde or 1)
    kinds = KINDS.get(soort, ())
    searched_terms = read_terms(question)
    results = search(session, searched_terms, viewer.rights.readable(), kinds=kinds, page=number)
    paths = request.app.state.paths
    query = {"q": question, "soort": soort}
    context = {
        "active_page": "search.show",
        "question": question,
        "has_words": bool(searched_terms),
        "kind": soort,
        "kinds": [("", translator().gettext("everything")), *((name, _name_kind(name)) for name in KINDS)],
        "wrong": errors,
        "hits": [_build_hit(result, searched_terms, paths) for result in results[:PAGE_SIZE]],
        "previous": paths("search.show", {**query, "bladzijde": number - 1}) if number > 1 else "",
        "next": paths("search.show", {**query, "bladzijde": number + 1}) if len(results) > PAGE_SIZE else "",
    }
    return render_page(
        request, "search/show.html", context, block="found", viewer=viewer, status_code=400 if errors else 200
    )


def _find_errors(kind: str, number: str) -> dict[str, Message]:
    """Return messages about values in the address that are not understood, which are then ignored."""
    errors: dict[str, Message] = {}
    if kind and kind not in KINDS:
        errors["soort"] = Message("“%(value)s” is no choice here.", {"value": kind})
    if number and not (number.isascii() and number.isdecimal() and 1 <= int(number[:4]) <= MOST_PAGES):
        errors["bladzijde"] = Message("“%(value)s” is no choice here.", {"value": number})
    return errors


def _build_hit(result: SearchResult, searched_terms: tuple[str, ...], paths: Paths) -> SearchHit:
    entity = "deliverable" if result.kind in DELIVERABLE_KINDS else result.kind
    return SearchHit(
        result=result,
        kind=translator().gettext(_KIND_WORDS.get(result.kind) or WORDS[result.kind]),
        href=address_of_entity(paths, entity, result.thing_id, result.slug, code=result.code or ""),
        title=mark_terms(result.title, searched_terms),
        text=mark_terms(cut_excerpt(result.text, searched_terms), searched_terms) if result.text else (),
    )


def _name_kind(name: str) -> str:
    return translator().gettext(_CHOICE_WORDS[name])


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
_CHOICE_WORDS = {
    "producten": _("deliverables"),
    "besluiten": _("decisions to take and taken"),
    "opzet": _("programmes, action lines and projects"),
    "indicatoren": _("indicators"),
    "risicos": _("risks and issues"),
    "raakvlakken": _("external dependencies"),
    "toezeggingen": _("commitments to parliament"),
    "partijen": _("parties and pilot sites"),
}
_KIND_WORDS = {
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
