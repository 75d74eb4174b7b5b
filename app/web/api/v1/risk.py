"""Risks and issues: what may happen or has, how heavy it is, and what is done about it."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.domain.structure import RiskKind, RiskState
from app.queries.risk import RiskRow, risk_courses, risks
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.filters import SORT, Absent, AsOfQuery, Id, ListFilters
from app.web.api.v1.pagination import cut_page_by_id, require_one
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Risk, collection_of
from app.web.openapi import PAGED

router = api_router("Risks")


class RiskFilters(ListFilters):
    """Which risks and issues are asked for."""

    kind: RiskKind | Absent = Field(None, description="Only of this kind.")
    state: RiskState | Absent = Field(None, description="Only in this state.")
    sort: Literal["position", "-position", "title", "-title", "weight", "-weight"] = Field(
        "position", description=SORT
    )

    def match(self, row: RiskRow) -> bool:
        """Return whether it is asked for."""
        return self.kind in (None, row.kind) and self.state in (None, row.state)


@router.get("/risks", name="api.risk.index", response_model=collection_of(Risk), responses=PAGED)
def index(filters: Annotated[RiskFilters, Query()], access: ReadableProgrammes) -> Response:
    """List risks and issues as they stood on a day."""

    def load() -> CachedResponse:
        rows = risks(access.session, filters.programme_ids(access), filters.day(access))
        page = cut_page_by_id(
            [row for row in rows if filters.match(row)],
            filters,
            filters.sort,
            {"title": lambda row: row.title, "weight": lambda row: row.weight},
        )
        return write_page(_shapes(access, page.rows, filters.day(access)), page.after)

    return respond(access, load)


@router.get("/risks/{id}", name="api.risk.show", response_model=Risk)
def show(id: Id, filters: AsOfQuery, access: ReadableProgrammes) -> Response:
    """Get a risk or an issue as it stood on a day."""

    def load() -> CachedResponse:
        row = require_one(risks(access.session, access.programme_ids, filters.day(access), id))
        return write_one(_shapes(access, [row], filters.day(access))[0], row.version)

    return respond(access, load)


def _shapes(access: ProgrammesAccess, rows: Sequence[RiskRow], day: date) -> list[Risk]:
    """Two queries for each programme of these risks."""
    programme_ids = {row.programme_id for row in rows}
    courses = {key: risk_courses(access.session, key, day) for key in programme_ids}
    return [
        Risk.of(
            row,
            programme=access.slug(row.programme_id),
            owner=row.owner_email,
            trend=courses[row.programme_id][row.id].trend,
        )
        for row in rows
    ]
