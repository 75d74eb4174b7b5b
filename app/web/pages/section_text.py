"""Writing a section of a report: its text, how that will look, what the check finds, how it came to be."""

from http import HTTPStatus
from itertools import pairwise
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import RedirectResponse, Response

from app.actions import finding_answer, section_text
from app.domain.refusal import Conflict, Invalid, Stale
from app.domain.word_diff import word_diff
from app.queries.report.section_text import current_texts, section_versions
from app.tables import SectionText
from app.tables.lengths import length_objections
from app.templating import LANGUAGES
from app.web.deps.report import RoundDoor, RunRound
from app.web.errors import in_words
from app.web.forms import TypedDep, number, require_own_form
from app.web.pages.section_text_page import Filled, desk, finding_in, preview, section_page
from app.web.responses import LANGUAGE, page, part

router = APIRouter(
    include_in_schema=False, prefix="/programmas/{slug}/rapportages/{half_year}/hoofdstukken/{key}"
)
OURS = [Depends(require_own_form)]
Key = Annotated[str, Path(max_length=60)]
FindingKey = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]


def language_asked(taal: str = LANGUAGE) -> str:
    """The language in which is written; the main one for any that a report does not have."""
    return taal if taal in LANGUAGES else LANGUAGE


Language = Annotated[str, Depends(language_asked)]


@router.get("", name="section_text.edit")
def edit(request: Request, door: RunRound, key: Key, taal: Language, bewaard: str = "") -> Response:
    """The section on the desk."""
    return section_page(request, door, desk(door, key), taal, saved=bool(bewaard))


@router.post("", name="section_text.update", dependencies=OURS)
def update(request: Request, door: RunRound, key: Key, taal: Language, typed: TypedDep) -> Response:
    """Save a version; where somebody else did so first, both texts are shown and none is lost."""
    found = desk(door, key)
    place = section_text.Place(door.period_id, key, taal)
    try:
        section_text.write(door.session, door.act, place, typed["text"], read=number(typed["number"]))
    except Invalid as refused:
        filled = Filled(
            typed["text"],
            number(typed["number"]),
            errors=refused.fields,
            status=HTTPStatus.BAD_REQUEST,
        )
        return section_page(request, door, found, taal, filled)
    except Stale:
        now = current_texts(door.session, door.period_id).get((key, taal))
        read = now.number if now else 0
        filled = Filled(typed["text"], read, now=now, status=HTTPStatus.CONFLICT)
        return section_page(request, door, found, taal, filled)
    return _back(request, door, key, taal)


@router.post("/voorbeeld", name="section_text.preview", dependencies=OURS)
def look(request: Request, door: RunRound, key: Key, typed: TypedDep) -> Response:
    """How what was typed will look; nothing is saved. What is too long to save is not drawn at every key."""
    wrong = length_objections(SectionText, {"text": typed["text"].strip()})
    text = in_words(wrong["text"]) if wrong else typed["text"]
    shown = {"preview": preview(text, desk(door, key))}
    return part(request, "section_text/_preview.html", shown, viewer=door.viewer)


@router.post("/bevindingen/{finding}", name="finding.answer", dependencies=OURS)
def answer(
    request: Request, door: RunRound, key: Key, finding: FindingKey, taal: Language, typed: TypedDep
) -> Response:
    """Say why it is left as it is."""
    found = desk(door, key)
    finding_in(found, finding)
    try:
        finding_answer.answer(door.session, door.act, door.period_id, finding, typed["reason"])
    except Invalid as refused:
        filled = Filled(
            reason=typed["reason"], about=finding, errors=refused.fields, status=HTTPStatus.BAD_REQUEST
        )
        return section_page(request, door, found, taal, filled)
    return _back(request, door, key, taal)


@router.post("/bevindingen/{finding}/overnemen", name="finding.mend", dependencies=OURS)
def mend(request: Request, door: RunRound, key: Key, finding: FindingKey, taal: Language) -> Response:
    """Put the words of the data in the place of what was said."""
    one = finding_in(desk(door, key), finding).finding
    if one.text.source.type != "section_text" or not one.instead:
        raise Conflict(
            "Here no words of the data can take the place of what was written. Change it yourself."
        )
    now = current_texts(door.session, door.period_id)[key, LANGUAGE]
    place = section_text.Place(door.period_id, key)
    section_text.write(door.session, door.act, place, one.mended, read=now.number)
    return _back(request, door, key, taal)


@router.get("/versies", name="section_text.history")
def history(request: Request, door: RunRound, key: Key, taal: Language) -> Response:
    """Every version of the text, the last first, each with what it changed."""
    found = desk(door, key)
    said = [one for one in section_versions(door.session, door.period_id, key) if one.language == taal]
    texts = [*(one.text for one in said), ""]
    context = {
        **door.asked.reports.surroundings,
        "period": door.asked.period,
        "section": found.section,
        "language": taal,
        "versions": [
            (one, word_diff(before, text)) for one, (text, before) in zip(said, pairwise(texts), strict=True)
        ],
    }
    return page(request, "section_text/history.html", context, viewer=door.viewer)


def _back(request: Request, door: RoundDoor, key: str, language: str) -> Response:
    query = {"bewaard": 1} | ({"taal": language} if language != LANGUAGE else {})
    address = request.app.state.paths("section_text.edit", query, **door.places, key=key)
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)
