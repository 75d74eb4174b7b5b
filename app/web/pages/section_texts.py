"""The texts of a report in Word: out as one document, back with what changed, taken over one by one."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from textwrap import shorten
from typing import NamedTuple

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.actions.report import draft
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import Conflict, Invalid, Message, Stale
from app.domain.report import Block, Report
from app.domain.report.tree import Record
from app.domain.text_round_trip import (
    DocumentComparison,
    SectionToSend,
    TextComparison,
    TextState,
    compare_document,
    compare_text,
    name_section,
)
from app.domain.word_diff import WordRun, diff_words
from app.queries.report.draft import compose_draft, draft_facts
from app.queries.report.section_text import period_texts
from app.queries.report.writing import WRITABLE
from app.queries.reporting_period import is_adopted
from app.readers.word import drop_unreadable
from app.readers.written import read_blocks, write_blocks
from app.renderers.apart import rendering
from app.renderers.section_texts import SectionContent, list_data_lines, render_texts
from app.templating import translator
from app.web.auth import Credentials, CredentialsDep, note_use_apart
from app.web.deps.report import (
    RoundAccess,
    RoundToRun,
    load_readable_reports,
)
from app.web.deps.session import AsOf, AsOfDep
from app.web.errors import translate
from app.web.forms import Typed, TypedDep, all_or_nothing, read_number, require_own_form
from app.web.making import make_file
from app.web.pages.section_text import Language
from app.web.responses import redirect_to, render_page
from app.web.upload import read_uploaded_document

router = APIRouter(include_in_schema=False, prefix="/programmas/{slug}/rapportages/{half_year}/teksten")
OWN_FORM = [Depends(require_own_form)]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class RoundTexts:
    """The report of a round in one language, and what each of its sections holds."""

    report: Report
    contents: Sequence[SectionContent]

    @property
    def sections(self) -> list[SectionToSend]:
        """The sections in their order."""
        return [content.section for content in self.contents]


class ShownText(NamedTuple):
    """The text of a section with what changed in it, in words."""

    comparison: TextComparison
    field: str
    is_chosen: bool
    beside: tuple[str, ...]
    """What is to be told of it: what became of it in the document, and the comments."""
    words: list[WordRun]
    words_since: list[WordRun]
    """What was changed here since the document was made."""
    data_words: list[WordRun]


@dataclass(frozen=True, slots=True)
class TextsForm:
    """What the page shows beside its download: what a document changes, and what is wrong."""

    comparison: DocumentComparison | None = None
    chosen: frozenset[str] | None = None
    beside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What was told of each text when it was looked at, by the id of its section."""
    errors: Mapping[str, Message] = field(default_factory=dict)
    is_stale: bool = False
    status: HTTPStatus = HTTPStatus.OK


@router.get("", name="section_texts.show")
def show(request: Request, access: RoundToRun, taal: Language) -> Response:
    """Show where the texts are downloaded and sent back. No queries of its own."""
    return _render(request, access, taal, TextsForm())


@router.get("/bestand.docx", name="section_texts.file")
async def file(
    request: Request, credentials: CredentialsDep, as_of: AsOfDep, slug: str, half_year: str, taal: Language
) -> Response:
    """Return the texts of all sections as one Word document; no transaction waits for it to be written."""

    app_state = credentials.app_state

    def load(session: Session) -> tuple[RoundTexts, Hashable]:
        access = _load_writable(session, credentials, as_of, slug, half_year)
        state = (access.programme.id, access.programme.revision, access.period_id, app_state.today())
        return _load_texts(access, taal), ("texts", *state, taal)

    texts, key = await app_state.read(load)
    await note_use_apart(request)

    def write() -> bytes:
        with rendering("texts"):
            return render_texts(texts.report, texts.contents)

    content = await make_file(app_state, key, write, is_slow=True)
    report = texts.report
    edition = "" if taal == DEFAULT_LANGUAGE else f"-{taal}"
    name = f"{report.programme}-{report.half_year}-teksten-{report.version}{edition}.docx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, headers=headers, media_type=DOCX)


@router.post("/proef", name="section_texts.check", dependencies=OWN_FORM)
async def check(
    request: Request, credentials: CredentialsDep, as_of: AsOfDep, slug: str, half_year: str, taal: Language
) -> Response:
    """Show what a document changes; nothing is saved, and no transaction waits for the file to be read."""

    def load(session: Session) -> RoundAccess:
        return _load_writable(session, credentials, as_of, slug, half_year)

    app_state = credentials.app_state
    await app_state.read(load)
    errors: Mapping[str, Message] = {}
    document = None
    try:
        document = await read_uploaded_document(request)
        if document is None:
            errors = {"file": Message("Choose a file first.")}
    except Invalid as refused:
        errors = refused.fields
    await note_use_apart(request)

    def compare(session: Session) -> Response:
        access = load(session)
        if document is None:
            return _render(request, access, taal, TextsForm(errors=errors, status=HTTPStatus.BAD_REQUEST))
        comparison = compare_document(document, _load_texts(access, taal).sections, write_blocks)
        if not comparison.is_known:
            unknown = Message("None of the sections of this report were recognised in the document.")
            form = TextsForm(errors={"file": unknown}, status=HTTPStatus.BAD_REQUEST)
            return _render(request, access, taal, form)
        return _render(request, access, taal, TextsForm(comparison))

    return await app_state.read(compare)


@router.post("", name="section_texts.update", dependencies=OWN_FORM)
def update(request: Request, access: RoundToRun, typed: TypedDep, taal: Language) -> Response:
    """Save the chosen texts, all or none; what somebody else changed meanwhile is shown beside them."""
    _require_writable(access)
    sections = _load_texts(access, taal).sections
    sent = [section for section in sections if f"text-{section.id}" in typed.values]
    chosen = [section for section in sent if typed[f"take-{section.id}"]]
    form = TextsForm(
        chosen=frozenset(section.id for section in chosen),
        beside={section.id: tuple(typed[f"beside-{section.id}"].splitlines()) for section in sent},
        status=HTTPStatus.BAD_REQUEST,
    )
    try:
        with all_or_nothing(access.session):
            if not chosen:
                raise Invalid.because("take", "Choose at least one text to take over.")
            for section in chosen:
                place = draft.TextPlace(access.period_id, section.key, taal)
                read = read_number(typed[f"number-{section.id}"])
                draft.write_section(access.session, access.act, place, typed[f"text-{section.id}"], read=read)
    except Invalid as refused:
        comparison = _compare_typed(typed, sent)
        return _render(request, access, taal, replace(form, comparison=comparison, errors=refused.fields))
    except Stale:
        stale = replace(form, comparison=_compare_typed(typed, sent), is_stale=True)
        return _render(request, access, taal, replace(stale, status=HTTPStatus.CONFLICT))
    query: dict[str, object] = {"bewaard": 1} | ({"taal": taal} if taal != DEFAULT_LANGUAGE else {})
    return redirect_to(request, "section_text.edit", query, **access.route_params, key=chosen[0].key)


def _load_writable(
    session: Session, credentials: Credentials, as_of: AsOf, slug: str, half_year: str
) -> RoundAccess:
    """Load the round whose texts the viewer may write. Refuses one that is in review."""
    reports = load_readable_reports(session, credentials, as_of, slug)
    access = reports.require_period(half_year).require_round().require_run()
    _require_writable(access)
    return access


def _require_writable(access: RoundAccess) -> None:
    if access.period.state not in WRITABLE:
        raise Conflict("This report is no longer being edited.")


def _load_texts(access: RoundAccess, language: str) -> RoundTexts:
    """Load the sections of the draft, with every version of their texts."""
    period = access.period
    day = None if is_adopted(period) else access.app_state.today()
    report = compose_draft(draft_facts(access.session, access.programme, period, day), language)
    versions = period_texts(access.session, period.id, language)
    anchors = {section.anchor: section.key for section in report.sections}
    contents = []
    for section in report.sections:
        texts = {
            number: write_blocks(_read_written(text, anchors))
            for number, text in versions.get(section.key, {}).items()
        }
        data = tuple(
            block
            for block in section.blocks
            if not any(record.type == "section_text" for record in block.records)
        )
        to_send = SectionToSend(
            name_section(report.programme, report.half_year, language, section.key),
            section.key,
            f"{section.number} {section.title}",
            texts,
            list_data_lines(data, language),
        )
        contents.append(SectionContent(to_send, _read_written(to_send.text, anchors), data))
    return RoundTexts(report, contents)


def _read_written(text: str, anchors: Mapping[str, str]) -> tuple[Block, ...]:
    """Read a text with the sections that it refers to by their key; a reference to none is text."""
    return tuple(
        replace(
            block,
            runs=tuple(
                replace(run, target=anchors.get(run.target.replace(":", "-"), "")) for run in block.runs
            ),
        )
        for block in read_blocks(drop_unreadable(text), Record("section_text", 0))
    )


def _compare_typed(typed: Typed, sections: Sequence[SectionToSend]) -> DocumentComparison:
    """Compare the texts in the form once more, each with the version that it was shown beside."""
    return DocumentComparison(
        tuple(
            compare_text(
                section,
                read_number(typed[f"number-{section.id}"]),
                typed[f"text-{section.id}"].replace("\r\n", "\n"),  # as browsers send it
            )
            for section in sections
        )
    )


def _render(request: Request, access: RoundAccess, language: str, form: TextsForm) -> Response:
    texts = (
        [_describe(comparison, form) for comparison in form.comparison.sections] if form.comparison else []
    )
    context = {
        **access.reports.layout_context,
        "period": access.period,
        "is_open": access.period.state in WRITABLE,
        "is_erratum": is_adopted(access.period),
        "query": {"taal": language} if language != DEFAULT_LANGUAGE else {},
        "form": form,
        "notices": form.comparison.notices if form.comparison else (),
        "changed": [text for text in texts if text.comparison.can_be_taken],
        "told": [
            text for text in texts if not text.comparison.can_be_taken and not text.comparison.is_silent
        ],
        "same_count": sum(text.comparison.is_silent for text in texts),
    }
    return render_page(
        request, "section_texts/show.html", context, viewer=access.viewer, status_code=form.status
    )


def _describe(comparison: TextComparison, form: TextsForm) -> ShownText:
    section = comparison.section
    by_itself = comparison.state is TextState.CHANGED and bool(comparison.proposed)
    is_conflict = comparison.state is TextState.CONFLICT
    return ShownText(
        comparison,
        section.id,
        section.id in form.chosen if form.chosen is not None else by_itself,
        form.beside.get(section.id) or tuple(_tell(comparison)),
        diff_words(section.text, comparison.proposed),
        diff_words(comparison.sent, section.text) if is_conflict else [],
        diff_words(comparison.data_gone, comparison.data_new),
    )


def _tell(comparison: TextComparison) -> Iterator[str]:
    """Yield in words what became of a text in the document, and the comments at it."""
    t = translator()
    yield from map(translate, comparison.notices)
    for remark in comparison.remarks:
        author = (
            t.gettext("Comment of %(author)s") % {"author": remark.author}
            if remark.author
            else t.gettext("Comment")
        )
        about = t.gettext("at “%(words)s”") % {"words": shorten(remark.about, 80, placeholder="…")}
        yield f"{author} {about}: “{remark.text}”" if remark.about else f"{author}: “{remark.text}”"
