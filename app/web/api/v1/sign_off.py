"""The sign-offs of a report: what each sponsor party said of each section, and whether it still holds."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.domain.sign_off import Signature, find_valid
from app.queries.address import signers_of
from app.queries.report.review import review_versions, signatures
from app.web.api.v1.access import ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_page
from app.web.api.v1.filters import SORT, Id, Paging, RecordedSince, SortedBy
from app.web.api.v1.pagination import Orders, cut_page
from app.web.api.v1.reporting_period import period_in_review
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import SignOff, collection_of
from app.web.openapi import PAGED

router = api_router("Reporting periods")


ORDERS: Orders[Signature] = {
    "recordedAt": lambda row: (row.recorded_at, row.id),
    "id": lambda row: row.id,
}


class SignOffFilters(RecordedSince, Paging):
    """How the sign-offs of a report are asked for."""

    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("recordedAt", description=SORT)


@router.get(
    "/reporting-periods/{id}/sign-offs",
    name="api.sign_off.index",
    response_model=collection_of(SignOff),
    responses=PAGED,
)
def index(id: Id, filters: Annotated[SignOffFilters, Query()], access: ReadableProgrammes) -> Response:
    """List the sign-offs of the report of a reporting period, the first one first.

    One `holds` while its section reads as it did, and until the same party says something else of it.
    """

    def load() -> CachedResponse:
        period = period_in_review(access, id)
        given_signatures, versions = (
            signatures(access.session, period.id),
            review_versions(access.session, period.id),
        )
        current = find_valid(given_signatures, versions[-1].hashes).values() if versions else ()
        holds = {signature.id for signature in current}
        signers = signers_of(access.session, period.id)
        page = cut_page(access, filters.recorded_since(given_signatures), filters, ORDERS)
        return write_page(
            (_shape(row, period.id, signers[row.id], row.id in holds) for row in page.rows), page.after
        )

    return respond(access, load)


def _shape(row: Signature, period_id: int, author: str, holds: bool) -> SignOff:
    return SignOff.of(
        row,
        reporting_period=period_id,
        party=row.party_id,
        section=row.section_key,
        document=row.document or None,
        holds=holds,
        author=author,
    )
