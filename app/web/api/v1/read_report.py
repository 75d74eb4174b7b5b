"""Existing reports that were read for their promises; the office judges what was found."""

from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Query, Request
from fastapi.responses import Response
from pydantic import Field
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from app.actions import report_reading
from app.actions.report_reading import NewReading
from app.domain.promise_extraction import ProposedPromise, ReportText
from app.domain.vague_date import Register
from app.queries.named_moment import read_register
from app.queries.proposal import ReadReportRow, find_read_report, list_read_reports
from app.web.api.v1.access import (
    KNOWN_NAMES,
    KnownNames,
    ProgrammesAccess,
    ReadableProgrammes,
    names_for,
    readable_programmes,
)
from app.web.api.v1.bodies.proposal import NewReadReport
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import Changeable, IfMatch, answer_changed, answer_created, answer_gone
from app.web.api.v1.filters import SORT, Absent, Id, Paging, Parameters, ProgrammeSlug, SortedBy
from app.web.api.v1.pagination import Orders, cut_page, require_row
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import ReadReport, collection_of
from app.web.auth import CredentialsDep
from app.web.faults import pointing
from app.web.openapi import CHANGED, CREATED, GONE, PAGED
from app.web.report_reading import find_proposals

router = api_router("Proposals")
unread_router = api_router("Proposals", looks_up_names=False)
"""Of what is read before a session is open."""

ORDERS: Orders[ReadReportRow] = {"saidOn": lambda row: row.said_on, "id": lambda row: row.id}


class ReadReportFilters(Paging):
    """Which reports are asked for."""

    programme: ProgrammeSlug | Absent = Field(None, description="Only of the programme with this slug.")
    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("-id", description=SORT)


@dataclass(frozen=True, slots=True)
class JudgedReport:
    """A report that was read for a programme whose structure the viewer may change."""

    access: ProgrammesAccess
    row: ReadReportRow

    def show(self) -> CachedResponse:
        """Write it as it is by now."""
        row = require_row(find_read_report(self.access.session, self.row.id, [self.row.programme_id]))
        return write_one(shape_read_report(self.access, row), row.version)


def load_judged_report(access: ReadableProgrammes, id: Id) -> JudgedReport:
    """Load the report in the path. Refuses people who may not change what its programme is made of."""
    row = require_row(find_read_report(access.session, id, access.programme_ids))
    access.require_structure(row.programme_id)
    return JudgedReport(access, row)


JudgedReportDep = Annotated[JudgedReport, Depends(load_judged_report)]


@router.get(
    "/read-reports", name="api.read_report.index", response_model=collection_of(ReadReport), responses=PAGED
)
def index(filters: Annotated[ReadReportFilters, Query()], access: ReadableProgrammes) -> Response:
    """List the reports that were read for the programmes that you structure, the last one first."""

    def load() -> CachedResponse:
        rows = list_read_reports(access.session, structured_programmes(access, filters.programme))
        page = cut_page(access, rows, filters, ORDERS)
        return write_page((shape_read_report(access, row) for row in page.rows), page.after)

    return respond(access, load, keep=False)


@router.get("/read-reports/{id}", name="api.read_report.show", response_model=ReadReport)
def show(judged: JudgedReportDep, parameters: Annotated[Parameters, Query()]) -> Response:
    """Get a report that was read, and how far its proposals are judged."""
    return respond(judged.access, judged.show, keep=False)


@dataclass(frozen=True, slots=True)
class SentReport:
    """A report that was sent, and what it promises."""

    body: NewReadReport
    report: ReportText
    proposals: tuple[ProposedPromise, ...]


async def provide_names_apart(request: Request, credentials: CredentialsDep) -> None:
    """Let the body be checked against what exists, in a transaction that ends before the report is read."""

    def look_up(session: Session) -> KnownNames:
        return names_for(readable_programmes(request, session, credentials), ())

    KNOWN_NAMES.set(await credentials.app_state.read(look_up))


async def read_sent_report(
    request: Request,
    credentials: CredentialsDep,
    _names: Annotated[None, Depends(provide_names_apart)],
    body: NewReadReport,
) -> SentReport:
    """Read the report before the transaction of the request begins. Refuses whoever may not judge it."""

    def look_up_register(session: Session) -> Register:
        access = readable_programmes(request, session, credentials)
        access.require_structure(access.programme_called(body.programme).id)
        return read_register(session)

    register = await credentials.app_state.read(look_up_register)
    with body.faults():
        report = await run_in_threadpool(body.report)
        return SentReport(body, report, await find_proposals(report, body.said_on, register))


@unread_router.post(
    "/read-reports",
    name="api.read_report.create",
    status_code=HTTPStatus.CREATED,
    response_model=ReadReport,
    responses=CREATED,
)
def create(sent: Annotated[SentReport, Depends(read_sent_report)], access: Changeable) -> Response:
    """Read an existing report for its promises: each becomes a proposal, and nothing enters the programme."""
    body = sent.body
    programme = access.require_structure(access.programme_called(body.programme).id)
    digest = sha256(body.content).hexdigest() if body.file else ""
    new = NewReading(sent.report, body.said_on, body.file_name, digest)
    with body.faults():
        report_id = report_reading.start_reading(
            access.session, access.act, programme.id, new, sent.proposals
        )
    row = require_row(find_read_report(access.session, report_id, [programme.id]))
    content = write_one(shape_read_report(access, row), row.version)
    return answer_created(access, "api.read_report.show", content, programme.id, id=report_id)


@router.post(
    "/read-reports/{id}/_finish", name="api.read_report.finish", response_model=ReadReport, responses=CHANGED
)
def finish(_sent: Changeable, judged: JudgedReportDep, if_match: IfMatch) -> Response:
    """Let what was accepted and merged enter the programme: all of it, or nothing.

    Every proposal has to be judged (409). What cannot enter any more is told of each proposal.
    """
    access, row = judged.access, judged.row
    with pointing({}), if_match.judge(row.version, judged.show) as version:
        report_reading.finish_reading(access.session, access.act, row.id, version)
    return answer_changed(access, judged.show(), row.programme_id)


@router.delete(
    "/read-reports/{id}",
    name="api.read_report.remove",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=GONE,
)
def remove(judged: JudgedReportDep, if_match: IfMatch) -> Response:
    """Remove a report that was read, with its proposals, as long as the reading was not finished."""
    access, row = judged.access, judged.row
    with if_match.judge(row.version, judged.show) as version:
        report_reading.discard_reading(access.session, access.act, row.id, version)
    return answer_gone(access, row.programme_id)


def structured_programmes(access: ProgrammesAccess, slug: str | None) -> list[int]:
    """Return the ids of the programmes of which the viewer says what they are made of."""
    may_structure = access.viewer.rights.may_structure
    return [programme.id for programme in access.matching(slug) if may_structure(programme.id)]


def shape_read_report(access: ProgrammesAccess, row: ReadReportRow) -> ReadReport:
    """Return the shape of a report that was read."""
    return ReadReport.of(
        row,
        programme=access.slug(row.programme_id),
        file_name=row.file_name or None,
        digest=row.sha256,
        author=row.author_email,
    )
