"""Reading an existing report: sending it, the page with its text and proposals, finishing and removing it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.actions import report_reading
from app.actions.report_reading import NewReading
from app.domain.promise_extraction import ProposedPromise, ReportText
from app.domain.refusal import Conflict, Invalid, Message, NotFound, Stale
from app.domain.vague_date import Register
from app.queries.named_moment import read_register
from app.queries.proposal import (
    ProposalRow,
    ReadReportRow,
    find_proposal,
    find_read_report,
    list_read_reports,
)
from app.tables import ReadReport
from app.tables.lengths import length_objections
from app.web.auth import CredentialsDep
from app.web.deps.programme import (
    ProgrammeAccess,
    StructurableProgramme,
    load_readable_programme,
)
from app.web.deps.session import AsOfDep, Id
from app.web.forms import Typed, TypedDep, all_or_nothing, read_number, require_own_form
from app.web.report_reading import find_proposals, read_pasted_text
from app.web.responses import redirect_to, render_page
from app.web.upload import read_uploaded_report
from app.web.views.report_reading import (
    Fold,
    Listed,
    ProposalForm,
    Wanted,
    build_page,
    list_choices,
)

router = APIRouter(prefix="/programmas/{slug}/inlezen", include_in_schema=False)
OWN_FORM = [Depends(require_own_form)]


@dataclass(frozen=True, slots=True)
class SentReport:
    """A report that was sent, and what it promises; or what stands against reading it."""

    typed: Typed
    said_on: date | None = None
    report: ReportText | None = None
    file_name: str = ""
    digest: str = ""
    proposals: tuple[ProposedPromise, ...] = ()
    errors: Mapping[str, Message] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadingAccess(ProgrammeAccess):
    """A report that was read for a programme whose structure the viewer may change."""

    report: ReadReportRow

    def reload(self) -> ReadReportRow:
        """Return it as it is by now. One query."""
        report = find_read_report(self.session, self.report.id, [self.programme.id])
        if report is None:
            raise NotFound("There is nothing here, or not for you.")
        return report

    def find_proposal(self, proposal_id: int) -> ProposalRow | None:
        """Return one of its proposals. One query, none for no number."""
        if not proposal_id:
            return None
        row = find_proposal(self.session, proposal_id, [self.programme.id])
        return row if row and row.read_report_id == self.report.id else None


def load_reading(access: StructurableProgramme, report_id: Id) -> ReadingAccess:
    """Load the report in the path. One query. 404 for one of another programme."""
    report = find_read_report(access.session, report_id, [access.programme.id])
    if report is None:
        raise NotFound("There is nothing here, or not for you.")
    return ReadingAccess(access.session, access.viewer, access.app_state, access.programme, report)


ReadingDep = Annotated[ReadingAccess, Depends(load_reading)]


@router.get("", name="report_reading.index")
def index(request: Request, access: StructurableProgramme, weg: str = "") -> Response:
    """List the reports that were read, with the form that reads another. One query."""
    return _render_index(request, access, Typed(), removed=weg[:80])


async def read_sent_report(
    request: Request, credentials: CredentialsDep, as_of: AsOfDep, typed: TypedDep, slug: str
) -> SentReport:
    """Read the report before the transaction of the request begins. Refuses whoever may not judge it."""

    def load(session: Session) -> Register:
        load_readable_programme(session, credentials, as_of, slug).require_structure()
        return read_register(session)

    register = await credentials.app_state.read(load)
    errors = length_objections(ReadReport, {"title": typed["title"]})
    said_on, report, proposals = None, None, tuple[ProposedPromise, ...]()
    try:
        said_on = typed.day("said_on")
        if said_on is None:
            errors["said_on"] = Message("Say on which day the report came out.")
    except Invalid as refused:
        errors |= refused.fields
    content: bytes = getattr(request.state, "uploaded", b"")
    file_name: str = getattr(request.state, "uploaded_name", "") if content else ""
    try:
        report = await read_uploaded_report(request)
        if report is None and typed["text"].strip():
            report = read_pasted_text(typed["text"], typed["title"])
        if report is None:
            errors["file"] = Message("Choose a file, or paste the text below.")
        else:
            report = ReportText(" ".join(typed["title"].split()) or report.title, report.paragraphs)
            if not report.title:
                errors["title"] = Message("Give it a title.")
        if report and said_on and not errors:
            proposals = await find_proposals(report, said_on, register)
    except Invalid as refused:
        errors |= refused.fields
    digest = sha256(content).hexdigest() if file_name else ""
    return SentReport(typed, said_on, report, file_name, digest, proposals, errors)


@router.post("", name="report_reading.create", dependencies=OWN_FORM)
def create(
    request: Request, sent: Annotated[SentReport, Depends(read_sent_report)], access: StructurableProgramme
) -> Response:
    """Keep the report with its proposals; a refusal shows the form again with what was typed."""
    if sent.errors or sent.report is None or sent.said_on is None:
        return _render_refused_report(request, access, sent, sent.errors)
    new = NewReading(sent.report, sent.said_on, sent.file_name, sent.digest)
    try:
        with all_or_nothing(access.session):
            report_id = report_reading.start_reading(
                access.session, access.act, access.programme.id, new, sent.proposals
            )
    except Invalid as refused:
        return _render_refused_report(request, access, sent, refused.fields)
    except Conflict as refused:
        errors = {"file" if sent.file_name else "text": refused.message}
        return _render_refused_report(request, access, sent, errors, HTTPStatus.CONFLICT)
    return redirect_to(request, "report_reading.show", slug=access.programme.slug, report_id=report_id)


@router.get("/{report_id}", name="report_reading.show")
def show(
    request: Request,
    access: ReadingDep,
    oordeel: str = "",
    bladzijde: str = "",
    voorstel: str = "",
    gedaan: str = "",
    doe: str = "",
    bij: str = "",
) -> Response:
    """Show a page of the proposals of a report, with the text in which they stand.

    `voorstel` is the one that stands open as a form, `gedaan` the one that was judged a moment ago;
    `bij` is what the first of them may belong to.
    """
    wanted = Wanted(
        Listed.parse(oordeel),
        read_number(bladzijde) or 1,
        access.find_proposal(read_number(voorstel)),
        access.find_proposal(read_number(gedaan)),
        Fold.parse(doe),
        read_number(bij),
    )
    return render_reading(request, access, access.report, wanted)


@router.post("/{report_id}/afronding", name="report_reading.finish", dependencies=OWN_FORM)
def finish(request: Request, access: ReadingDep, typed: TypedDep) -> Response:
    """Let what was taken over and merged enter the programme: all of it, or nothing."""
    version = read_number(typed["version"])
    try:
        with all_or_nothing(access.session):
            report_reading.finish_reading(access.session, access.act, access.report.id, version)
    except Invalid as refused:
        stopped = {
            read_number(name.removeprefix("proposal")): message for name, message in refused.fields.items()
        }
        return _render_refused(request, access, refused.message, HTTPStatus.BAD_REQUEST, stopped)
    except Stale:
        message = Message("Somebody judged a proposal since you opened this page. Look at it once more.")
        return _render_refused(request, access, message, HTTPStatus.CONFLICT)
    except Conflict as refused:
        return _render_refused(request, access, refused.message, HTTPStatus.CONFLICT)
    return redirect_to(request, "report_reading.show", slug=access.programme.slug, report_id=access.report.id)


@router.post("/{report_id}/verwijdering", name="report_reading.discard", dependencies=OWN_FORM)
def discard(request: Request, access: ReadingDep, typed: TypedDep) -> Response:
    """Remove a report that was read, with its proposals: nothing of it counted."""
    version, title = read_number(typed["version"]), access.report.title
    try:
        with all_or_nothing(access.session):
            report_reading.discard_reading(access.session, access.act, access.report.id, version)
    except Stale:
        message = Message("Somebody judged a proposal since you opened this page. Look at it once more.")
        return _render_refused(request, access, message, HTTPStatus.CONFLICT)
    except Conflict as refused:
        return _render_refused(request, access, refused.message, HTTPStatus.CONFLICT)
    return redirect_to(request, "report_reading.index", {"weg": title[:80]}, slug=access.programme.slug)


def render_reading(
    request: Request,
    access: ReadingAccess,
    report: ReadReportRow,
    wanted: Wanted,
    form: ProposalForm | None = None,
    *,
    refused: Message | None = None,
    stopped: Mapping[int, Message] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """Return the page of a report; `form` was sent and not taken in, `stopped` is what stops finishing."""
    page = build_page(access.session, report, wanted, form)
    context = {
        "programme": access.programme,
        "active_tab": "report_reading.index",
        "page": page,
        "report": report,
        "refused": refused,
        "stopped": [(access.find_proposal(id), message) for id, message in (stopped or {}).items()],
        "choices": list_choices(),
    }
    return render_page(
        request,
        "report_reading/show.html",
        context,
        block="judging",
        viewer=access.viewer,
        status_code=status,
    )


def _render_refused(
    request: Request,
    access: ReadingAccess,
    message: Message,
    status: HTTPStatus,
    stopped: Mapping[int, Message] | None = None,
) -> Response:
    return render_reading(
        request, access, access.reload(), Wanted(), refused=message, stopped=stopped, status=status
    )


def _render_refused_report(
    request: Request,
    access: ProgrammeAccess,
    sent: SentReport,
    errors: Mapping[str, Message],
    status: HTTPStatus = HTTPStatus.BAD_REQUEST,
) -> Response:
    return _render_index(request, access, sent.typed, errors, had_file=bool(sent.file_name), status=status)


def _render_index(
    request: Request,
    access: ProgrammeAccess,
    typed: Typed,
    errors: Mapping[str, Message] | None = None,
    *,
    removed: str = "",
    had_file: bool = False,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    context = {
        "programme": access.programme,
        "active_tab": "report_reading.index",
        "had_file": had_file,
        "reports": list_read_reports(access.session, [access.programme.id]),
        "typed": typed,
        "errors": errors or {},
        "removed": removed,
    }
    return render_page(
        request, "report_reading/index.html", context, viewer=access.viewer, status_code=status
    )
