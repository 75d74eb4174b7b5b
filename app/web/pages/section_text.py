"""Writing a section of a report: preview, versions, and what the editorial check finds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from http import HTTPStatus
from itertools import pairwise
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Form, Path, Request
from fastapi.responses import Response
from markupsafe import Markup
from sqlmodel import Session

from app.actions.report import draft
from app.domain.count import Shift
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import Conflict, Invalid, Message, Stale
from app.domain.report import Block, Report, Section
from app.domain.report.chapter import moment_in_words
from app.domain.report.facts import DeliverableFacts, Facts
from app.domain.report.since import find_shift
from app.domain.report.tree import Record, paragraph
from app.domain.timeliness import Timeliness
from app.domain.word_diff import diff_words
from app.queries.report.adoption import adopted_before
from app.queries.report.archive import frozen_editions
from app.queries.report.draft import CheckedFinding, check_draft
from app.queries.report.section_text import SectionVersion, current_texts, section_versions
from app.queries.report.writing import WRITABLE, compose_to_write, require_section
from app.queries.reporting_period import is_adopted
from app.readers.written import read_blocks
from app.renderers import html
from app.tables import SectionText
from app.tables.lengths import length_objections
from app.templating import LANGUAGES, translator
from app.templating.wording import words_of
from app.web.deps.report import RoundAccess, RoundToRun
from app.web.errors import translate
from app.web.forms import FormText, OwnForm, all_or_nothing, read_number, require_own_form
from app.web.responses import redirect_to, render_page, render_part

router = APIRouter(
    include_in_schema=False, prefix="/programmas/{slug}/rapportages/{half_year}/hoofdstukken/{key}"
)
OWN_FORM = [Depends(require_own_form)]
Key = Annotated[str, Path(max_length=60)]
FindingKey = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]


async def read_language(taal: str = DEFAULT_LANGUAGE) -> str:
    """Return the language of the text; the default for one that reports do not have."""
    return taal if taal in LANGUAGES else DEFAULT_LANGUAGE


Language = Annotated[str, Depends(read_language)]


class AnswerForm(OwnForm):
    """The reason to leave a finding as it is."""

    reason: FormText = ""


class SectionTextForm(OwnForm):
    """The text of a section, and the number of the version that was read."""

    text: FormText = ""
    number: FormText = ""


@router.get("", name="section_text.edit")
def edit(request: Request, access: RoundToRun, key: Key, taal: Language, bewaard: str = "") -> Response:
    """Show the section with its form, its findings and the facts behind it."""
    return _render_section(request, access, _load_section_draft(access, key), taal, saved=bool(bewaard))


@router.post("", name="section_text.update", dependencies=OWN_FORM)
def update(
    request: Request, access: RoundToRun, key: Key, taal: Language, form: Annotated[SectionTextForm, Form()]
) -> Response:
    """Save a version; if somebody else was first, both texts are shown and neither is lost."""
    section_draft = _load_section_draft(access, key)
    place = draft.TextPlace(access.period_id, key, taal)
    try:
        with all_or_nothing(access.session):
            draft.write_section(access.session, access.act, place, form.text, read=read_number(form.number))
    except Invalid as refused:
        forms = SectionForms(
            form.text,
            read_number(form.number),
            errors=refused.fields,
            status=HTTPStatus.BAD_REQUEST,
        )
        return _render_section(request, access, section_draft, taal, forms)
    except Stale:
        latest = current_texts(access.session, access.period_id).get((key, taal))
        read = latest.number if latest else 0
        forms = SectionForms(form.text, read, now=latest, status=HTTPStatus.CONFLICT)
        return _render_section(request, access, section_draft, taal, forms)
    return _redirect_saved(request, access, key, taal)


@router.post("/voorbeeld", name="section_text.preview", dependencies=OWN_FORM)
def preview(
    request: Request, access: RoundToRun, key: Key, form: Annotated[SectionTextForm, Form()]
) -> Response:
    """Show how the typed text will look, without saving; a text that is too long gives a message instead."""
    objections = length_objections(SectionText, {"text": form.text.strip()})
    text = translate(objections["text"]) if objections else form.text
    context = {"preview": _render_preview(text, _load_section_draft(access, key))}
    return render_part(request, "section_text/_preview.html", context, viewer=access.viewer)


@router.post("/bevindingen/{finding}", name="finding.answer", dependencies=OWN_FORM)
def answer_finding(
    request: Request,
    access: RoundToRun,
    key: Key,
    finding: FindingKey,
    taal: Language,
    form: Annotated[AnswerForm, Form()],
) -> Response:
    """Answer a finding with the reason to leave it as it is."""
    section_draft = _load_section_draft(access, key)
    _require_finding(section_draft, finding)
    try:
        with all_or_nothing(access.session):
            draft.answer_finding(access.session, access.act, access.period_id, finding, form.reason)
    except Invalid as refused:
        forms = SectionForms(
            reason=form.reason, about=finding, errors=refused.fields, status=HTTPStatus.BAD_REQUEST
        )
        return _render_section(request, access, section_draft, taal, forms)
    return _redirect_saved(request, access, key, taal)


@router.post("/bevindingen/{finding}/overnemen", name="finding.mend", dependencies=OWN_FORM)
def apply_correction(
    request: Request, access: RoundToRun, key: Key, finding: FindingKey, taal: Language
) -> Response:
    """Replace the words that a finding is about with those of the data."""
    checked = _require_finding(_load_section_draft(access, key), finding).finding
    draft.mend_finding(access.session, access.act, access.period_id, checked)
    return _redirect_saved(request, access, key, taal)


@router.get("/versies", name="section_text.history")
def list_versions(request: Request, access: RoundToRun, key: Key, taal: Language) -> Response:
    """List every version of the text, the last first, each with what it changed."""
    section_draft = _load_section_draft(access, key)
    versions = [
        version
        for version in section_versions(access.session, access.period_id, key)
        if version.language == taal
    ]
    texts = [*(version.text for version in versions), ""]
    context = {
        **access.reports.layout_context,
        "period": access.period,
        "section": section_draft.section,
        "language": taal,
        "versions": [
            (version, diff_words(before, text))
            for version, (text, before) in zip(versions, pairwise(texts), strict=True)
        ],
    }
    return render_page(request, "section_text/history.html", context, viewer=access.viewer)


def _redirect_saved(request: Request, access: RoundAccess, key: str, language: str) -> Response:
    query: dict[str, object] = {"bewaard": 1} | ({"taal": language} if language != DEFAULT_LANGUAGE else {})
    return redirect_to(request, "section_text.edit", query, **access.route_params, key=key)


@dataclass(frozen=True, slots=True)
class SectionForms:
    """The contents of the forms with their errors; `now` is what somebody else saved in the meantime."""

    text: str | None = None
    number: int | None = None
    reason: str = ""
    about: str = ""
    """The key of the finding that a refused answer was about."""
    errors: Mapping[str, Message] = field(default_factory=dict)
    now: SectionVersion | None = None
    status: HTTPStatus = HTTPStatus.OK


class TextPiece(NamedTuple):
    """A piece of the written text; `checked` is the finding of the editorial check in it."""

    text: str
    checked: CheckedFinding | None = None


class DeliverableFact(NamedTuple):
    """How a deliverable stood on the reference date, its moment in the words of the report."""

    id: int
    title: str
    moment: str
    timeliness: Timeliness
    is_moved: bool
    """Whether the previous report promised it sooner."""


@dataclass(frozen=True)
class SectionDraft:
    """A section being written: the facts and draft of its report, and all findings in that draft."""

    session: Session = field(repr=False)
    facts: Facts
    report: Report
    section: Section

    @cached_property
    def findings(self) -> tuple[CheckedFinding, ...]:
        """The findings in the whole draft, made when first asked for: a preview shows none."""
        return check_draft(self.session, self.facts)

    @property
    def own(self) -> tuple[CheckedFinding, ...]:
        """The findings of this section."""
        return tuple(checked for checked in self.findings if checked.finding.section_key == self.section.key)

    @property
    def stood(self) -> tuple[DeliverableFact, ...]:
        """The deliverables that the section mentions, in the order of the structure."""
        records = {record for block in self.section.blocks for record in block.records}
        named = {record.id for record in records if record.type == "deliverable"}
        return tuple(
            _describe_deliverable(deliverable, self.facts)
            for deliverable in self.facts.deliverables()
            if deliverable.id in named
        )

    def open_in(self, key: str) -> int:
        """Return how many findings of a section are still open."""
        return sum(checked.finding.section_key == key and checked.answer is None for checked in self.findings)


def _load_section_draft(access: RoundAccess, key: str) -> SectionDraft:
    """Load the section with this key: in review as it was stored, once adopted as its next erratum has it."""
    written = compose_to_write(access.session, access.programme, access.period, access.app_state.today())
    section = require_section(written.report.sections, key)
    return SectionDraft(access.session, written.facts, written.report, section)


def _require_finding(section_draft: SectionDraft, key: str) -> CheckedFinding:
    """Return the finding with this key in the section. Refuses one that is no longer there."""
    checked = next((checked for checked in section_draft.own if checked.finding.key == key), None)
    if checked is None:
        raise Conflict("This is not found any more: the text or the data have changed.")
    return checked


def _render_section(
    request: Request,
    access: RoundAccess,
    section_draft: SectionDraft,
    language: str,
    forms: SectionForms | None = None,
    saved: bool = False,
) -> Response:
    """Return the page of the section with its forms as they were sent."""
    forms, key, period = forms or SectionForms(), section_draft.section.key, access.period
    written = current_texts(access.session, access.period_id).get((key, language))
    text = forms.text if forms.text is not None else (written.text if written else "")
    context = {
        **access.reports.layout_context,
        "period": period,
        "desk": section_draft,
        "section": section_draft.section,
        "language": language,
        "languages": LANGUAGES,
        "is_open": period.state in WRITABLE,
        "is_erratum": is_adopted(period),
        "text": text,
        "number": forms.number if forms.number is not None else (written.number if written else 0),
        "pieces": list(_split_at_findings(written.text if written else "", section_draft.own)),
        "preview": _render_preview(text, section_draft),
        "drafted": _render_blocks(
            section_draft, "drafted", "Made from the data", _list_generated_blocks(section_draft.section)
        ),
        "before": _render_previous_report(access, section_draft),
        "filled": forms,
        "saved": saved,
    }
    template = "section_text/edit.html"
    return render_page(request, template, context, viewer=access.viewer, status_code=forms.status)


def _render_preview(text: str, section_draft: SectionDraft) -> Markup:
    """Return a text as it will look in the report."""
    nothing = paragraph(translator().gettext("Nothing has been written here yet"))
    preview_blocks = read_blocks(text, Record("section_text", 0)) or (nothing,)
    return _render_blocks(section_draft, "look", "How it will look", preview_blocks)


def _split_at_findings(text: str, checked_findings: Sequence[CheckedFinding]) -> Iterator[TextPiece]:
    """Cut a text at the findings in it."""
    at = 0
    for checked in checked_findings:
        finding = checked.finding
        if finding.text.text != text or finding.start < at:
            continue
        yield TextPiece(text[at : finding.start])
        at = finding.start + len(finding.quote)
        yield TextPiece(text[finding.start : at], checked)
    yield TextPiece(text[at:])


def _describe_deliverable(deliverable: DeliverableFacts, facts: Facts) -> DeliverableFact:
    moment = moment_in_words(deliverable, facts, words_of(DEFAULT_LANGUAGE, facts.period.report_date))
    shift = find_shift(deliverable, facts)
    is_moved = shift is not None and shift.kind is Shift.MOVED and not deliverable.is_done
    return DeliverableFact(
        deliverable.id, deliverable.title, moment, deliverable.assessment.timeliness, is_moved
    )


def _list_generated_blocks(section: Section) -> tuple[Block, ...]:
    """Return the blocks that were composed from the data, not written by anybody."""
    return tuple(
        block for block in section.blocks if not any(r.type == "section_text" for r in block.records)
    )


def _render_previous_report(access: RoundAccess, section_draft: SectionDraft) -> Markup | None:
    """Return the same section of the previous report, None if it had none."""
    frozen = adopted_before(access.session, access.period)
    if frozen is None:
        return None
    report = frozen_editions(access.session, frozen)[DEFAULT_LANGUAGE]
    blocks_then = next(
        (previous.blocks for previous in report.sections if previous.key == section_draft.section.key), None
    )
    if blocks_then is None:
        return None
    return _render_blocks(section_draft, "before", "The same section in the report before", blocks_then)


def _render_blocks(section_draft: SectionDraft, anchor: str, title: str, blocks: tuple[Block, ...]) -> Markup:
    """Render blocks as a section with its own anchor, since the page shows the section several times."""
    section = Section(anchor, "", translator().gettext(title), blocks)
    return html.render_body(replace(section_draft.report, sections=(section,)))
