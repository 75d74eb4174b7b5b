"""Existing reports that were read for their promises; the office judges what was found."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import Response
from pydantic import Field

from app.actions import report_reading
from app.queries.proposal import ReadReportRow, find_read_report, list_read_reports
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import Changeable, IfMatch, answer_changed, answer_gone
from app.web.api.v1.filters import SORT, Absent, Id, Paging, Parameters, ProgrammeSlug, SortedBy
from app.web.api.v1.pagination import Orders, cut_page, require_row
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import ReadReport, collection_of
from app.web.faults import pointing
from app.web.openapi import CHANGED, GONE, PAGED

router = api_router("Proposals")

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
