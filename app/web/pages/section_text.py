"""Writing a section of a report: preview, versions, and what the editorial check finds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from itertools import pairwise
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Form, Path, Request
from fastapi.responses import Response
from markupsafe import Markup

from app.actions.report import draft
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import Conflict, Invalid, Message, NotFound, Stale
from app.domain.report import Block, Report, Section
from app.domain.report.chapter import moment_in_words
from app.domain.report.facts import DeliverableFacts, Facts
from app.domain.report.grouping import broken_promise
from app.domain.report.tree import Record, paragraph
from app.domain.structure import PeriodState
from app.domain.timeliness import Timeliness
from app.domain.word_diff import word_diff
from app.queries.report.adoption import adopted_before
from app.queries.report.archive import frozen_tree
from app.queries.report.draft import CheckedFinding, check_draft, compose_draft, draft_facts
from app.queries.report.section_text import SectionVersion, current_texts, section_versions
from app.readers.written import blocks
from app.renderers import html
from app.renderers.frozen import thaw
from app.tables import SectionText
from app.tables.lengths import length_objections
from app.templating import LANGUAGES, translator
from app.templating.wording import words_of
from app.web.deps.report import RoundDoor, RoundToRun
from app.web.errors import translate
from app.web.forms import FormText, OwnForm, number, require_own_form
from app.web.responses import page, part, redirect_to

router = APIRouter(
    include_in_schema=False, prefix="/programmas/{slug}/rapportages/{half_year}/hoofdstukken/{key}"
)
OURS = [Depends(require_own_form)]
Key = Annotated[str, Path(max_length=60)]
FindingKey = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]


def language_asked(taal: str = DEFAULT_LANGUAGE) -> str:
    """The language in which is written; the main one for any that a report does not have."""
    return taal if taal in LANGUAGES else DEFAULT_LANGUAGE


Language = Annotated[str, Depends(language_asked)]


class AnswerForm(OwnForm):
    """Why a finding is left as it is."""

    reason: FormText = ""


class SectionTextForm(OwnForm):
    """The text of a section, and the number of the version that was read."""

    text: FormText = ""
    number: FormText = ""


@router.get("", name="section_text.edit")
def edit(request: Request, door: RoundToRun, key: Key, taal: Language, bewaard: str = "") -> Response:
    """The section on the desk."""
    return section_page(request, door, desk(door, key), taal, saved=bool(bewaard))


@router.post("", name="section_text.update", dependencies=OURS)
def update(
    request: Request, door: RoundToRun, key: Key, taal: Language, form: Annotated[SectionTextForm, Form()]
) -> Response:
    """Save a version; where somebody else did so first, both texts are shown and none is lost."""
    found = desk(door, key)
    place = draft.TextPlace(door.period_id, key, taal)
    try:
        draft.write_section(door.session, door.act, place, form.text, read=number(form.number))
    except Invalid as refused:
        filled = SectionForms(
            form.text,
            number(form.number),
            errors=refused.fields,
            status=HTTPStatus.BAD_REQUEST,
        )
        return section_page(request, door, found, taal, filled)
    except Stale:
        now = current_texts(door.session, door.period_id).get((key, taal))
        read = now.number if now else 0
        filled = SectionForms(form.text, read, now=now, status=HTTPStatus.CONFLICT)
        return section_page(request, door, found, taal, filled)
    return _back(request, door, key, taal)


@router.post("/voorbeeld", name="section_text.preview", dependencies=OURS)
def look(request: Request, door: RoundToRun, key: Key, form: Annotated[SectionTextForm, Form()]) -> Response:
    """How what was typed will look; nothing is saved. What is too long to save is not drawn at every key."""
    wrong = length_objections(SectionText, {"text": form.text.strip()})
    text = translate(wrong["text"]) if wrong else form.text
    shown = {"preview": preview(text, desk(door, key))}
    return part(request, "section_text/_preview.html", shown, viewer=door.viewer)


@router.post("/bevindingen/{finding}", name="finding.answer", dependencies=OURS)
def answer(
    request: Request,
    door: RoundToRun,
    key: Key,
    finding: FindingKey,
    taal: Language,
    form: Annotated[AnswerForm, Form()],
) -> Response:
    """Say why it is left as it is."""
    found = desk(door, key)
    finding_in(found, finding)
    try:
        draft.answer_finding(door.session, door.act, door.period_id, finding, form.reason)
    except Invalid as refused:
        filled = SectionForms(
            reason=form.reason, about=finding, errors=refused.fields, status=HTTPStatus.BAD_REQUEST
        )
        return section_page(request, door, found, taal, filled)
    return _back(request, door, key, taal)


@router.post("/bevindingen/{finding}/overnemen", name="finding.mend", dependencies=OURS)
def mend(request: Request, door: RoundToRun, key: Key, finding: FindingKey, taal: Language) -> Response:
    """Put the words of the data in the place of what was said."""
    one = finding_in(desk(door, key), finding).finding
    if one.text.source.type != "section_text" or not one.instead:
        raise Conflict(
            "Here no words of the data can take the place of what was written. Change it yourself."
        )
    now = current_texts(door.session, door.period_id)[key, DEFAULT_LANGUAGE]
    place = draft.TextPlace(door.period_id, key)
    draft.write_section(door.session, door.act, place, one.mended, read=now.number)
    return _back(request, door, key, taal)


@router.get("/versies", name="section_text.history")
def history(request: Request, door: RoundToRun, key: Key, taal: Language) -> Response:
    """Every version of the text, the last first, each with what it changed."""
    found = desk(door, key)
    said = [one for one in section_versions(door.session, door.period_id, key) if one.language == taal]
    texts = [*(one.text for one in said), ""]
    context = {
        **door.reports.layout_context,
        "period": door.period,
        "section": found.section,
        "language": taal,
        "versions": [
            (one, word_diff(before, text)) for one, (text, before) in zip(said, pairwise(texts), strict=True)
        ],
    }
    return page(request, "section_text/history.html", context, viewer=door.viewer)


def _back(request: Request, door: RoundDoor, key: str, language: str) -> Response:
    query: dict[str, object] = {"bewaard": 1} | ({"taal": language} if language != DEFAULT_LANGUAGE else {})
    return redirect_to(request, "section_text.edit", query, **door.route_params, key=key)


WRITABLE = (PeriodState.PLANNED, PeriodState.OPEN, PeriodState.EDITING)


@dataclass(frozen=True, slots=True)
class SectionForms:
    """What stands in the forms, and what is wrong; `now` is what somebody else saved meanwhile."""

    text: str | None = None
    number: int | None = None
    reason: str = ""
    about: str = ""
    """The key of the finding that a refused answer was about."""
    errors: Mapping[str, Message] = field(default_factory=dict)
    now: SectionVersion | None = None
    status: HTTPStatus = HTTPStatus.OK


class TextPiece(NamedTuple):
    """A stretch of the written text; `found` is what the check finds in it."""

    text: str
    found: CheckedFinding | None = None


class Fact(NamedTuple):
    """How a deliverable stood on the reference date, its moment in the words of the report."""

    id: int
    title: str
    moment: str
    timeliness: Timeliness
    is_moved: bool
    """Whether it was promised sooner in the report before."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One section on the desk: the facts of the report, its draft, and what the check finds in all of it."""

    facts: Facts
    report: Report
    section: Section
    findings: tuple[CheckedFinding, ...]

    @property
    def own(self) -> tuple[CheckedFinding, ...]:
        """The findings of this section."""
        return tuple(one for one in self.findings if one.finding.section_key == self.section.key)

    @property
    def stood(self) -> tuple[Fact, ...]:
        """The deliverables that this section tells of, in the order of the structure."""
        records = {record for block in self.section.blocks for record in block.records}
        named = {record.id for record in records if record.type == "deliverable"}
        return tuple(_fact(one, self.facts) for one in self.facts.deliverables() if one.id in named)

    def open_in(self, key: str) -> int:
        """How many findings of a section are still open."""
        return sum(one.finding.section_key == key and one.answer is None for one in self.findings)


def desk(door: RoundDoor, key: str) -> Desk:
    """The section of this key. There is none of a report that was adopted: that says what it says."""
    period = door.period
    if period.state in (PeriodState.ADOPTED, PeriodState.PUBLISHED):
        raise NotFound("This report has been adopted: nothing in it changes any more.")
    facts = draft_facts(door.session, door.programme, period)
    report = compose_draft(facts, DEFAULT_LANGUAGE)
    section = next((one for one in report.sections if one.key == key), None)
    if section is None:
        raise NotFound("There is no such section in the report.")
    return Desk(facts, report, section, check_draft(door.session, facts))


def finding_in(found: Desk, key: str) -> CheckedFinding:
    """The finding of this key in the section. Refuses one that is not there any more."""
    one = next((one for one in found.own if one.finding.key == key), None)
    if one is None:
        raise Conflict("This is not found any more: the text or the data have changed.")
    return one


def section_page(
    request: Request,
    door: RoundDoor,
    found: Desk,
    language: str,
    filled: SectionForms | None = None,
    saved: bool = False,
) -> Response:
    """The page as it stands now, with what was typed still in it."""
    filled, key, period = filled or SectionForms(), found.section.key, door.period
    written = current_texts(door.session, door.period_id).get((key, language))
    text = filled.text if filled.text is not None else (written.text if written else "")
    context = {
        **door.reports.layout_context,
        "period": period,
        "desk": found,
        "section": found.section,
        "language": language,
        "languages": LANGUAGES,
        "is_open": period.state in WRITABLE,
        "text": text,
        "number": filled.number if filled.number is not None else (written.number if written else 0),
        "pieces": list(pieces(written.text if written else "", found.own)),
        "preview": preview(text, found),
        "drafted": _body(found, "drafted", "Made from the data", _drafted(found.section)),
        "before": _before(door, found),
        "filled": filled,
        "saved": saved,
    }
    template = "section_text/edit.html"
    return page(request, template, context, viewer=door.viewer, status_code=filled.status)


def preview(text: str, found: Desk) -> Markup:
    """How a text will look in the report."""
    nothing = paragraph(translator().gettext("Nothing has been written here yet"))
    made = blocks(text, Record("section_text", 0)) or (nothing,)
    return _body(found, "look", "How it will look", made)


def pieces(text: str, found: Sequence[CheckedFinding]) -> Iterator[TextPiece]:
    """The text cut where the check finds something in it."""
    at = 0
    for one in found:
        finding = one.finding
        if finding.text.text != text or finding.start < at:
            continue
        yield TextPiece(text[at : finding.start])
        at = finding.start + len(finding.quote)
        yield TextPiece(text[finding.start : at], one)
    yield TextPiece(text[at:])


def _fact(told: DeliverableFacts, facts: Facts) -> Fact:
    moment = moment_in_words(told, facts, words_of(DEFAULT_LANGUAGE, facts.period.report_date))
    is_moved = not told.is_done and broken_promise(told, facts.previous_input_deadline) is not None
    return Fact(told.id, told.title, moment, told.assessment.timeliness, is_moved)


def _drafted(section: Section) -> tuple[Block, ...]:
    """What was made from the data: everything that nobody wrote in the section."""
    return tuple(
        block for block in section.blocks if not any(r.type == "section_text" for r in block.records)
    )


def _before(door: RoundDoor, found: Desk) -> Markup | None:
    """The same section in the report before this one."""
    frozen = adopted_before(door.session, door.period)
    if frozen is None:
        return None
    report = thaw(frozen_tree(door.session, frozen.id))[DEFAULT_LANGUAGE]
    blocks_then = next((one.blocks for one in report.sections if one.key == found.section.key), None)
    if blocks_then is None:
        return None
    return _body(found, "before", "The same section in the report before", blocks_then)


def _body(found: Desk, anchor: str, title: str, shown: tuple[Block, ...]) -> Markup:
    """These blocks under a name of their own: on the page the section stands more than once."""
    section = Section(anchor, "", translator().gettext(title), shown)
    return html.body(replace(found.report, sections=(section,)))
