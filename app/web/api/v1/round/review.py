"""A report in review: the version that its sponsors sign, section by section, and the comments on it."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Annotated

from fastapi import Path, Query
from fastapi.responses import Response
from pydantic import Field

from app.actions.report import review, sign_off
from app.actions.report.review import ReviewedSection
from app.domain.refusal import NotFound
from app.domain.report import Section
from app.domain.sign_off import Signature
from app.queries.address import commenters_of
from app.queries.report.review import Remark, remarks, review_of
from app.queries.report.review import Review as ReviewRow
from app.queries.reporting_period import PeriodRow
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies import Agreement, NewComment
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import Changeable, IfMatch, answer_changed, answer_created
from app.web.api.v1.filters import SORT, Absent, Id, Number, Paging, Parameters, SortedBy
from app.web.api.v1.pagination import Orders, cut_page, require_row
from app.web.api.v1.reporting_period import PeriodToComment, PeriodToSign, period_in_review
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Comment, Review, SectionInReview, SectionVerdict, collection_of
from app.web.deps.report import require_own_party
from app.web.openapi import CHANGED, CREATED, PAGED

router = api_router("Reporting periods")


ORDERS: Orders[Remark] = {
    "recordedAt": lambda row: (row.recorded_at, row.id),
    "id": lambda row: row.id,
}
CommentId = Annotated[Number, Path(description="The number of the comment.")]


class CommentFilters(Paging):
    """Which comments are asked for."""

    section: str | Absent = Field(None, max_length=60, description="Only on the section with this key.")
    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("recordedAt", description=SORT)


@router.get("/reporting-periods/{id}/review", name="api.review.show", response_model=Review)
def show(id: Id, _nothing: Annotated[Parameters, Query()], access: ReadableProgrammes) -> Response:
    """Get the version that went into review last, with the hash by which each section is signed."""
    period = period_in_review(access, id)
    return respond(access, lambda: write_review(access, period))


@router.get(
    "/reporting-periods/{id}/comments",
    name="api.comment.index",
    response_model=collection_of(Comment),
    responses=PAGED,
)
def list_comments(
    id: Id, filters: Annotated[CommentFilters, Query()], access: ReadableProgrammes
) -> Response:
    """List the comments on the sections of a report, the first one first."""
    period = period_in_review(access, id)

    def load() -> CachedResponse:
        rows = [
            row for row in remarks(access.session, period.id) if filters.section in (None, row.section_key)
        ]
        page = cut_page(access, rows, filters, ORDERS)
        authors = commenters_of(access.session, period.id)
        return write_page((shape_comment(period, row, authors[row.id]) for row in page.rows), page.after)

    return respond(access, load)


@router.get("/reporting-periods/{id}/comments/{comment}", name="api.comment.show", response_model=Comment)
def show_comment(
    id: Id, comment: CommentId, _nothing: Annotated[Parameters, Query()], access: ReadableProgrammes
) -> Response:
    """Get one comment."""
    period = period_in_review(access, id)
    return respond(access, lambda: _write_comment(access, period, comment))


@router.post(
    "/reporting-periods/{id}/comments",
    name="api.comment.create",
    status_code=HTTPStatus.CREATED,
    response_model=Comment,
    responses=CREATED,
)
def create_comment(_sent: Changeable, round_access: PeriodToComment, body: NewComment) -> Response:
    """Comment on a section as it reads, or reply to another comment on it."""
    access, period = round_access.access, round_access.period
    place = ReviewedSection(period.id, body.section, body.section_hash)
    with body.faults():
        made = review.add_comment(access.session, access.act, place, body.text, answers=body.answers)
    content = _write_comment(access, period, made)
    return answer_created(
        access, "api.comment.show", content, period.programme_id, id=period.id, comment=made
    )


@router.post(
    "/reporting-periods/{id}/review/_agree",
    name="api.review.agree",
    response_model=Review,
    responses=CHANGED,
)
def agree(_sent: Changeable, round_access: PeriodToSign, if_match: IfMatch, body: Agreement) -> Response:
    """Agree with every section that a party has not signed yet, but for those that you wrote."""
    access, period = round_access.access, round_access.period
    current = require_review(access, period)
    with body.faults(), if_match.judge(current.version.number, lambda: write_review(access, period)):
        require_own_party(access.session, access.viewer, period.programme_id, body.party)
        sign_off.agree_with_rest(access.session, access.act, current, period.id, body.party)
    return answer_changed(access, write_review(access, period), period.programme_id)


def require_review(access: ProgrammesAccess, period: PeriodRow) -> ReviewRow:
    """Return the review of a report. Refuses (`NotFound`) one that was never in review."""
    current = review_of(access.session, period)
    if current is None:
        raise NotFound("This report has not been in review yet.")
    return current


def write_review(access: ProgrammesAccess, period: PeriodRow) -> CachedResponse:
    """Write the review; its version is the number of the version that is signed. Refuses where none is."""
    current = require_review(access, period)
    version = current.version
    shape = Review(
        reporting_period=period.id,
        name=version.name,
        version=version.number,
        hash=version.hash,
        on=version.on,
        open=current.is_open,
        sponsors=tuple(party.id for party in current.sponsors),
        sections=tuple(_shape_section(current, section) for section in current.sections),
    )
    return write_one(shape, version.number)


def shape_comment(period: PeriodRow, row: Remark, author: str) -> Comment:
    """Write a comment as the API tells it, with the section that it is on."""
    return Comment.of(
        row, reporting_period=period.id, section=row.section_key, answers=row.answers_id, author=author
    )


def _write_comment(access: ProgrammesAccess, period: PeriodRow, comment_id: int) -> CachedResponse:
    rows = remarks(access.session, period.id)
    row = require_row(next((row for row in rows if row.id == comment_id), None))
    return write_one(shape_comment(period, row, commenters_of(access.session, period.id)[row.id]))


def _shape_section(current: ReviewRow, section: Section) -> SectionInReview:
    return SectionInReview(
        section=section.key,
        title=section.title,
        hash=current.version.hashes[section.key],
        changed=section.key in current.changed,
        verdicts=tuple(_shape_verdicts(current, section.key)),
        open=tuple(
            party.id for party in current.sponsors if current.signature(party.id, section.key) is None
        ),
    )


def _shape_verdicts(current: ReviewRow, key: str) -> Iterator[SectionVerdict]:
    for signed, holds in ((current.holds, True), (current.void, False)):
        for signature in signed.values():
            if signature.section_key == key:
                yield _shape_verdict(signature, holds)


def _shape_verdict(signature: Signature, holds: bool) -> SectionVerdict:
    return SectionVerdict(
        party=signature.party_id, verdict=signature.verdict, sign_off=signature.id, holds=holds
    )
