"""What is laid beside a deliverable: where it was promised, its evidence, and when it took place.

Each is a row that nobody changes: a correction is a new one in its place, and of two at once the second is
refused (409), so that no If-Match is asked.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Depends, Path, Query
from fastapi.responses import Response
from pydantic import Field
from sqlmodel import Session

from app.actions import deliverable_document as documents
from app.actions.deliverable_document import DocumentInput, DocumentTable
from app.queries.source import EvidenceRow, OccurrenceRow, SourceRow, evidence_of, occurrences_of, sources_of
from app.tables import Evidence, Occurrence, Source
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies.document import (
    EvidenceFacts,
    NewEvidence,
    NewOccurrence,
    NewSource,
    OccurrenceFacts,
    SourceFacts,
)
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import Changeable, answer_gone
from app.web.api.v1.deliverable import programme_of
from app.web.api.v1.deliverable_access import (
    DeliverableAccess,
    UpdatableDeliverable,
    find_deliverable,
    row_loader,
)
from app.web.api.v1.filters import SORT, AsOfFilter, Id, Number, Paging, Parameters, RecordedSince, SortedBy
from app.web.api.v1.pagination import Orders, cut_page, require_row
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import EvidenceSaid, OccurrenceSaid, SourceSaid, collection_of
from app.web.api.v1.shapes.values import Shape
from app.web.openapi import CREATED, ENDED, PAGED

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


class DocumentFilters(AsOfFilter, RecordedSince, Paging):
    """How the sources or the evidence of a deliverable are asked for."""

    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("id", description=SORT)


class OccurrenceFilters(AsOfFilter, RecordedSince, Paging):
    """How the times that what recurs took place are asked for."""

    sort: Annotated[str, SortedBy(tuple(OCCURRENCE_ORDERS))] = Field("on", description=SORT)


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document: its name in routes, its place below a deliverable, and how it is looked up."""

    name: str
    word: str
    table: DocumentTable
    shape: type[Shape]
    rows: Callable[[Session, Collection[int], date], Mapping[int, list[Any]]]

    @property
    def path(self) -> str:
        """The path of one of them."""
        return f"/deliverables/{{id}}/{self.word}/{{{self.name}}}"


SOURCE = DocumentKind("source", "sources", Source, SourceSaid, sources_of)
EVIDENCE = DocumentKind("evidence", "evidence", Evidence, EvidenceSaid, evidence_of)
OCCURRENCE = DocumentKind("occurrence", "occurrences", Occurrence, OccurrenceSaid, occurrences_of)
SaidSource = Annotated[int, Depends(row_loader(Source, "source"))]
SaidEvidence = Annotated[int, Depends(row_loader(Evidence, "evidence"))]
SaidOccurrence = Annotated[int, Depends(row_loader(Occurrence, "occurrence"))]


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
    return _list(access, id, SOURCE, filters, ORDERS)


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
    return _list(access, id, EVIDENCE, filters, ORDERS)


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
    return _list(access, id, OCCURRENCE, filters, OCCURRENCE_ORDERS)


@router.post(
    "/deliverables/{id}/sources",
    name="api.source.create",
    status_code=HTTPStatus.CREATED,
    response_model=SourceSaid,
    responses=CREATED,
)
def add_source(access: Changeable, deliverable: UpdatableDeliverable, body: NewSource) -> Response:
    """Say where a deliverable was promised."""
    with body.faults():
        return _add(deliverable, SOURCE, body.input(), body.said_on)


@router.post(
    "/deliverables/{id}/evidence",
    name="api.evidence.create",
    status_code=HTTPStatus.CREATED,
    response_model=EvidenceSaid,
    responses=CREATED,
)
def add_evidence(access: Changeable, deliverable: UpdatableDeliverable, body: NewEvidence) -> Response:
    """Lay evidence of its delivery beside a deliverable."""
    with body.faults():
        return _add(deliverable, EVIDENCE, body.input(), body.said_on)


@router.post(
    "/deliverables/{id}/occurrences",
    name="api.occurrence.create",
    status_code=HTTPStatus.CREATED,
    response_model=OccurrenceSaid,
    responses=CREATED,
)
def add_occurrence(access: Changeable, deliverable: UpdatableDeliverable, body: NewOccurrence) -> Response:
    """Say on which day what recurs took place."""
    with body.faults():
        return _add(deliverable, OCCURRENCE, body.input(), body.said_on)


@router.post(
    f"{SOURCE.path}/_correct",
    name="api.source.correct",
    status_code=HTTPStatus.CREATED,
    response_model=SourceSaid,
    responses=CREATED,
)
def correct_source(
    access: Changeable, deliverable: UpdatableDeliverable, source: SaidSource, body: SourceFacts
) -> Response:
    """Say what should have stood in the place of a source, from the same day on."""
    with body.faults():
        return _correct(deliverable, SOURCE, source, body.input())


@router.post(
    f"{EVIDENCE.path}/_correct",
    name="api.evidence.correct",
    status_code=HTTPStatus.CREATED,
    response_model=EvidenceSaid,
    responses=CREATED,
)
def correct_evidence(
    access: Changeable, deliverable: UpdatableDeliverable, evidence: SaidEvidence, body: EvidenceFacts
) -> Response:
    """Say what should have stood in the place of evidence, from the same day on."""
    with body.faults():
        return _correct(deliverable, EVIDENCE, evidence, body.input())


@router.post(
    f"{OCCURRENCE.path}/_correct",
    name="api.occurrence.correct",
    status_code=HTTPStatus.CREATED,
    response_model=OccurrenceSaid,
    responses=CREATED,
)
def correct_occurrence(
    access: Changeable, deliverable: UpdatableDeliverable, occurrence: SaidOccurrence, body: OccurrenceFacts
) -> Response:
    """Say what should have stood in the place of a time that it took place, from the same day on."""
    with body.faults():
        return _correct(deliverable, OCCURRENCE, occurrence, body.input())


def _add_routes(kind: DocumentKind) -> None:
    """Add what each kind has alike: getting one, taking it back, and undoing what was just said."""
    of_row = Path(alias=kind.name, description="The number of the thing.")
    said_row = Depends(row_loader(kind.table, kind.name))

    @router.get(kind.path, name=f"api.{kind.name}.show", response_model=kind.shape)
    def show(
        id: Id,
        row_id: Annotated[Number, of_row],
        parameters: Annotated[Parameters, Query()],
        access: ReadableProgrammes,
    ) -> Response:
        """Get one of these as it stands; what was corrected or taken back is not there."""
        deliverable = find_deliverable(access, id)
        return respond(access, lambda: _write(deliverable, kind, row_id))

    @router.post(
        f"{kind.path}/_retract",
        name=f"api.{kind.name}.retract",
        status_code=HTTPStatus.NO_CONTENT,
        response_class=Response,
        responses=ENDED,
    )
    def retract(
        access: Changeable, deliverable: UpdatableDeliverable, row_id: Annotated[int, said_row]
    ) -> Response:
        """Take one of these back: it counts on no day."""
        documents.retract(deliverable.session, deliverable.act, kind.table, row_id)
        return answer_gone(access, deliverable.programme.id)

    @router.post(
        f"{kind.path}/_undo",
        name=f"api.{kind.name}.undo",
        status_code=HTTPStatus.NO_CONTENT,
        response_class=Response,
        responses=ENDED,
    )
    def undo(
        access: Changeable, deliverable: UpdatableDeliverable, row_id: Annotated[int, said_row]
    ) -> Response:
        """Undo what was just said: it goes, and what a correction corrected is said again, as a new row."""
        documents.undo(deliverable.session, deliverable.act, kind.table, row_id)
        return answer_gone(access, deliverable.programme.id)


for _kind in (SOURCE, EVIDENCE, OCCURRENCE):
    _add_routes(_kind)


def _list(
    access: ProgrammesAccess, deliverable_id: int, kind: DocumentKind, filters: Any, orders: Orders[Any]
) -> Response:
    """Answer with a page of what is laid beside a deliverable; what no longer counts is not among it."""

    def load() -> CachedResponse:
        programme_of(access, deliverable_id)
        rows = kind.rows(access.session, [deliverable_id], filters.day(access)).get(deliverable_id, [])
        page = cut_page(access, filters.recorded_since(rows), filters, orders)
        return write_page((kind.shape.of(row, deliverable=deliverable_id) for row in page.rows), page.after)

    return respond(access, load)


def _add(
    deliverable: DeliverableAccess, kind: DocumentKind, document: DocumentInput, said_on: date | None
) -> Response:
    row_id = documents.add(deliverable.session, deliverable.act, deliverable.id, document, said_on=said_on)
    return _answer_created(deliverable, kind, row_id)


def _correct(
    deliverable: DeliverableAccess, kind: DocumentKind, row_id: int, document: DocumentInput
) -> Response:
    return _answer_created(
        deliverable, kind, documents.correct(deliverable.session, deliverable.act, row_id, document)
    )


def _answer_created(deliverable: DeliverableAccess, kind: DocumentKind, row_id: int) -> Response:
    content = _write(deliverable, kind, row_id)
    return deliverable.answer_created(f"api.{kind.name}.show", content, **{kind.name: row_id})


def _write(deliverable: DeliverableAccess, kind: DocumentKind, row_id: int) -> CachedResponse:
    rows = kind.rows(deliverable.session, [deliverable.id], date.max).get(deliverable.id, [])
    row = require_row(next((row for row in rows if row.id == row_id), None))
    return write_one(kind.shape.of(row, deliverable=deliverable.id))
