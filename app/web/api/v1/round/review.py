"""A report in review: the version that its sponsors sign, section by section, and the comments on it."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.domain.refusal import NotFound
from app.domain.report import Section
from app.domain.sign_off import Signature
from app.queries.address import commenters_of
from app.queries.report.review import Remark, remarks, review_of
from app.queries.report.review import Review as ReviewRow
from app.queries.reporting_period import PeriodRow
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.filters import SORT, Absent, Id, Paging, Parameters, SortedBy
from app.web.api.v1.pagination import Orders, cut_page
from app.web.api.v1.reporting_period import period_in_review
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Comment, Review, SectionInReview, SectionVerdict, collection_of
from app.web.openapi import PAGED

router = api_router("Reporting periods")


ORDERS: Orders[Remark] = {
    "recordedAt": lambda row: (row.recorded_at, row.id),
    "id": lambda row: row.id,
}


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


def write_review(access: ProgrammesAccess, period: PeriodRow) -> CachedResponse:
    """Write the review; its version is the number of the version that is signed. Refuses where none is."""
    review = review_of(access.session, period)
    if review is None:
        raise NotFound("This report has not been in review yet.")
    version = review.version
    shape = Review(
        reporting_period=period.id,
        name=version.name,
        version=version.number,
        hash=version.hash,
        on=version.on,
        open=review.is_open,
        sponsors=tuple(party.id for party in review.sponsors),
        sections=tuple(_shape_section(review, section) for section in review.sections),
    )
    return write_one(shape, version.number)


def shape_comment(period: PeriodRow, row: Remark, author: str) -> Comment:
    """Return the shape of a comment."""
    return Comment.of(
        row, reporting_period=period.id, section=row.section_key, answers=row.answers_id, author=author
    )


def _shape_section(review: ReviewRow, section: Section) -> SectionInReview:
    return SectionInReview(
        section=section.key,
        title=section.title,
        hash=review.version.hashes[section.key],
        changed=section.key in review.changed,
        verdicts=tuple(_shape_verdicts(review, section.key)),
        open=tuple(party.id for party in review.sponsors if review.signature(party.id, section.key) is None),
    )


def _shape_verdicts(review: ReviewRow, key: str) -> Iterator[SectionVerdict]:
    for signed, holds in ((review.holds, True), (review.void, False)):
        for signature in signed.values():
            if signature.section_key == key:
                yield _shape_verdict(signature, holds)


def _shape_verdict(signature: Signature, holds: bool) -> SectionVerdict:
    return SectionVerdict(
        party=signature.party_id, verdict=signature.verdict, sign_off=signature.id, holds=holds
    )
