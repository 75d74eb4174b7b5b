"""What is laid beside a deliverable: where it was promised, its evidence, and when it took place."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.queries.source import EvidenceRow, OccurrenceRow, SourceRow, evidence_of, occurrences_of, sources_of
from app.web.api.v1.access import ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_page
from app.web.api.v1.deliverable import programme_of
from app.web.api.v1.filters import SORT, AsOfFilter, Id, Paging, SortedBy
from app.web.api.v1.pagination import Orders, cut_page
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import EvidenceSaid, OccurrenceSaid, SourceSaid, collection_of
from app.web.openapi import PAGED

router = api_router("Deliverables")


ORDERS: Orders[SourceRow | EvidenceRow] = {
    "id": lambda row: row.id,
    "saidOn": lambda row: (row.said_on, row.id),
}
OCCURRENCE_ORDERS: Orders[OccurrenceRow] = {
    "on": lambda row: (row.on, row.id),
    "saidOn": lambda row: (row.said_on, row.id),
    "id": lambda row: row.id,
}


class DocumentFilters(AsOfFilter, Paging):
    """How the sources or the evidence of a deliverable are asked for."""

    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("id", description=SORT)


class OccurrenceFilters(AsOfFilter, Paging):
    """How the times that what recurs took place are asked for."""

    sort: Annotated[str, SortedBy(tuple(OCCURRENCE_ORDERS))] = Field("on", description=SORT)


@router.get(
    "/deliverables/{id}/sources",
    name="api.source.index",
    response_model=collection_of(SourceSaid),
    responses=PAGED,
)
def list_sources(
    id: Id, filters: Annotated[DocumentFilters, Query()], access: ReadableProgrammes
) -> Response:
    """List where a deliverable was promised; what was corrected or taken back is not among it."""

    def load() -> CachedResponse:
        programme_of(access, id)
        rows = sources_of(access.session, [id], filters.day(access)).get(id, [])
        page = cut_page(access, rows, filters, ORDERS)
        return write_page((SourceSaid.of(row, deliverable=id) for row in page.rows), page.after)

    return respond(access, load)


@router.get(
    "/deliverables/{id}/evidence",
    name="api.evidence.index",
    response_model=collection_of(EvidenceSaid),
    responses=PAGED,
)
def list_evidence(
    id: Id, filters: Annotated[DocumentFilters, Query()], access: ReadableProgrammes
) -> Response:
    """List what shows that a deliverable was delivered; what was corrected or taken back is not among it."""

    def load() -> CachedResponse:
        programme_of(access, id)
        rows = evidence_of(access.session, [id], filters.day(access)).get(id, [])
        page = cut_page(access, rows, filters, ORDERS)
        return write_page((EvidenceSaid.of(row, deliverable=id) for row in page.rows), page.after)

    return respond(access, load)


@router.get(
    "/deliverables/{id}/occurrences",
    name="api.occurrence.index",
    response_model=collection_of(OccurrenceSaid),
    responses=PAGED,
)
def list_occurrences(
    id: Id, filters: Annotated[OccurrenceFilters, Query()], access: ReadableProgrammes
) -> Response:
    """List when what recurs took place, the first day first.

    What was corrected or taken back is not among it; how often it should be stands in the deliverable.
    """

    def load() -> CachedResponse:
        programme_of(access, id)
        rows = occurrences_of(access.session, [id], filters.day(access)).get(id, [])
        page = cut_page(access, rows, filters, OCCURRENCE_ORDERS)
        return write_page((OccurrenceSaid.of(row, deliverable=id) for row in page.rows), page.after)

    return respond(access, load)
