"""Indicators: what the programmes count."""

from typing import Annotated, Literal

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.queries.indicator import IndicatorRow, indicator_on, indicator_page
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.filters import ACTION_LINE, SORT, Absent, ActionLineCode, AsOfQuery, Id, ListFilters
from app.web.api.v1.pagination import read_page_request, require_row
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Indicator, collection_of
from app.web.openapi import PAGED

router = api_router("Indicators")


class IndicatorFilters(ListFilters):
    """Which indicators are asked for."""

    action_line: ActionLineCode | Absent = Field(None, alias="actionLine", description=ACTION_LINE)
    sort: Literal["position", "-position", "name", "-name"] = Field("position", description=SORT)


@router.get(
    "/indicators", name="api.indicator.index", response_model=collection_of(Indicator), responses=PAGED
)
def index(filters: Annotated[IndicatorFilters, Query()], access: ReadableProgrammes) -> Response:
    """List the indicators of your programmes."""

    def load() -> CachedResponse:
        page = indicator_page(
            access.session,
            filters.programme_ids(access),
            filters.day(access),
            read_page_request(filters, filters.sort, {"name": "name"}),
            action_line=filters.action_line,
        )
        return write_page((_shape(row, access) for row in page.rows), page.after)

    return respond(access, load)


@router.get("/indicators/{id}", name="api.indicator.show", response_model=Indicator)
def show(id: Id, filters: AsOfQuery, access: ReadableProgrammes) -> Response:
    """Get an indicator."""

    def load() -> CachedResponse:
        row = require_row(indicator_on(access.session, access.programme_ids, filters.day(access), id))
        return write_one(_shape(row, access), row.version)

    return respond(access, load)


def _shape(row: IndicatorRow, access: ProgrammesAccess) -> Indicator:
    return Indicator.of(
        row,
        programme=access.slug(row.programme_id),
        numerator=row.numerator_id,
        denominator=row.denominator_id,
    )
