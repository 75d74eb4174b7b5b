"""Commitments to parliament: undertakings, motions and questions, and whether they have been answered."""

from datetime import date
from typing import Annotated, Literal

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.domain.parliamentary_commitment import AnswerState
from app.domain.structure import CommitmentKind
from app.queries.parliamentary_commitment import CommitmentRow, commitments
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.filters import SORT, Absent, AsOfQuery, Id, ListFilters
from app.web.api.v1.pagination import cut_page_by_id, require_one
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import ParliamentaryCommitment, Window, collection_of
from app.web.openapi import PAGED

router = api_router("Commitments to parliament")


class ParliamentaryCommitmentFilters(ListFilters):
    """Which commitments are asked for."""

    kind: CommitmentKind | Absent = Field(None, description="Only of this kind.")
    answer: AnswerState | Absent = Field(None, description="Only those whose answer stands so.")
    sort: Literal["position", "-position", "madeOn", "-madeOn"] = Field("position", description=SORT)

    def match(self, row: CommitmentRow, day: date) -> bool:
        """Return whether it is asked for."""
        return self.kind in (None, row.kind) and self.answer in (None, row.answer(day))


@router.get(
    "/parliamentary-commitments",
    name="api.parliamentary_commitment.index",
    response_model=collection_of(ParliamentaryCommitment),
    responses=PAGED,
)
def index(
    filters: Annotated[ParliamentaryCommitmentFilters, Query()], access: ReadableProgrammes
) -> Response:
    """List commitments to parliament, as they stood on a day."""

    def load() -> CachedResponse:
        day = filters.day(access)
        rows = commitments(access.session, filters.programme_ids(access), day)
        page = cut_page_by_id(
            [row for row in rows if filters.match(row, day)],
            filters,
            filters.sort,
            {"madeOn": lambda row: row.made_on},
        )
        return write_page((_shape(row, access, day) for row in page.rows), page.after)

    return respond(access, load)


@router.get(
    "/parliamentary-commitments/{id}",
    name="api.parliamentary_commitment.show",
    response_model=ParliamentaryCommitment,
)
def show(id: Id, filters: AsOfQuery, access: ReadableProgrammes) -> Response:
    """Get a commitment to parliament, as it stood on a day."""

    def load() -> CachedResponse:
        day = filters.day(access)
        row = require_one(commitments(access.session, access.programme_ids, day, id))
        return write_one(_shape(row, access, day), row.version)

    return respond(access, load)


def _shape(row: CommitmentRow, access: ProgrammesAccess, day: date) -> ParliamentaryCommitment:
    return ParliamentaryCommitment.of(
        row,
        programme=access.slug(row.programme_id),
        deadline=Window.of(row, firmness=None) if row.phrase else None,
        answer=row.answer(day),
        deliverable=row.deliverable_id,
    )
