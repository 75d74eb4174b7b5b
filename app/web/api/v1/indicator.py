"""Indicators: what the programmes count."""

from dataclasses import replace
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Depends, Query
from fastapi.responses import Response
from pydantic import Field

from app.actions import indicator
from app.actions.indicator import IndicatorInput
from app.actions.structure import get_row, next_position
from app.domain.dutch_text import order_key
from app.queries.indicator import IndicatorRow, indicator_on, indicators
from app.tables.tracked import INDICATOR
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies import IndicatorChange, NewIndicator, Retraction
from app.web.api.v1.bodies.indicator import IndicatorFacts
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import (
    Changeable,
    IfMatch,
    answer_created,
    name_action_line,
)
from app.web.api.v1.filters import (
    ACTION_LINE,
    SORT,
    Absent,
    ActionLineCode,
    AsOfQuery,
    Id,
    ListFilters,
    SortedBy,
)
from app.web.api.v1.listing import list_page
from app.web.api.v1.pagination import Orders, require_row
from app.web.api.v1.part import PartAccess, require_steerable
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Indicator, collection_of
from app.web.forms import act_on_day
from app.web.openapi import CHANGED, CREATED, GONE, PAGED

router = api_router("Indicators")


ORDERS: Orders[IndicatorRow] = {
    "position": lambda row: (row.programme_id, row.position, row.id),
    "name": lambda row: order_key(row.name),
    "id": lambda row: row.id,
}


class IndicatorFilters(ListFilters):
    """Which indicators are asked for."""

    action_line: ActionLineCode | Absent = Field(None, alias="actionLine", description=ACTION_LINE)
    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("position", description=SORT)

    def match(self, row: IndicatorRow) -> bool:
        """Return whether it is asked for."""
        return self.action_line in (None, row.action_line)


@router.get(
    "/indicators",
    name="api.indicator.index",
    response_model=collection_of(Indicator, tells_gone=True),
    responses=PAGED,
)
def index(filters: Annotated[IndicatorFilters, Query()], access: ReadableProgrammes) -> Response:
    """List the indicators of your programmes."""

    def load() -> CachedResponse:
        rows = indicators(access.session, filters.programme_ids(access), filters.day(access))
        page = list_page(access, rows, filters, ORDERS, "indicator")
        return write_page((_shape(row, access) for row in page.rows), page.after, page.gone)

    return respond(access, load)


@router.get("/indicators/{id}", name="api.indicator.show", response_model=Indicator)
def show(id: Id, filters: AsOfQuery, access: ReadableProgrammes) -> Response:
    """Get an indicator."""

    def load() -> CachedResponse:
        return require_row(_find(access, id, filters.day(access)))

    return respond(access, load)


def load_steerable_indicator(access: ReadableProgrammes, id: Id) -> PartAccess:
    """Load the indicator in the path. Refuses people who may not keep what its programme steers by."""
    row = require_row(indicator_on(access.session, access.programme_ids, access.today, id))
    return require_steerable(access, INDICATOR, row, _find)


SteerableIndicator = Annotated[PartAccess, Depends(load_steerable_indicator)]


@router.post(
    "/indicators",
    name="api.indicator.create",
    status_code=HTTPStatus.CREATED,
    response_model=Indicator,
    responses=CREATED,
)
def create(access: Changeable, body: NewIndicator) -> Response:
    """Add an indicator to a programme; it comes last."""
    session, programme = access.session, access.require_steering(access.programme_called(body.programme).id)
    with body.faults():
        act = act_on_day(session, access.act, programme.id, body.said_on)
        place = next_position(session, INDICATOR, {"programme_id": programme.id})
        new = IndicatorInput(**_read_facts(access, programme.id, body), position=place)
        indicator_id = indicator.define(session, act, programme.id, new)
    content = require_row(_find(access, indicator_id, access.today))
    return answer_created(access, "api.indicator.show", content, programme.id, id=indicator_id)


@router.patch("/indicators/{id}", name="api.indicator.update", response_model=Indicator, responses=CHANGED)
def update(indicator_access: SteerableIndicator, if_match: IfMatch, body: IndicatorChange) -> Response:
    """Change an indicator, or correct what was said of it last."""
    access = indicator_access.programmes
    stored = get_row(access.session, INDICATOR, indicator_access.id)
    now = IndicatorInput(**{name: stored[name] for name in IndicatorInput.__slots__})
    with body.faults(), indicator_access.judge(if_match) as version:
        new = replace(now, **_read_facts(access, indicator_access.programme_id, body))
        statement = body.statement(version)
        indicator.change(
            access.session, access.act, indicator_access.id, new, statement, is_correction=body.is_correction
        )
    return indicator_access.answer()


@router.post(
    "/indicators/{id}/_retract",
    name="api.indicator.retract",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=GONE,
)
def retract(
    _sent: Changeable, indicator_access: SteerableIndicator, if_match: IfMatch, body: Retraction
) -> Response:
    """Take back an indicator that was made by mistake; it is shown on no day."""
    return indicator_access.retract(if_match, body)


@router.post(
    "/indicators/{id}/_undo",
    name="api.indicator.undo",
    response_model=Indicator,
    responses=GONE | CHANGED,
)
def undo(_sent: Changeable, indicator_access: SteerableIndicator, if_match: IfMatch) -> Response:
    """Undo what was said last. It says again what it said before (200), or is gone where it was new (204)."""
    return indicator_access.undo(if_match)


def _read_facts(access: ProgrammesAccess, programme_id: int, body: IndicatorFacts) -> dict[str, Any]:
    """Return what a request says of an indicator, by the names of the action."""
    facts = body.given("programme", "action_line", "numerator", "denominator")
    given = body.model_fields_set
    facts |= {f"{name}_id": getattr(body, name) for name in ("numerator", "denominator") if name in given}
    if "action_line" in given:
        facts["action_line_id"] = name_action_line(access.session, programme_id, body.action_line)
    return facts


def _find(access: ProgrammesAccess, indicator_id: int, day: date) -> CachedResponse | None:
    """Write it as it stood on a day, none where it is not there."""
    row = indicator_on(access.session, access.programme_ids, day, indicator_id)
    return write_one(_shape(row, access), row.version) if row else None


def _shape(row: IndicatorRow, access: ProgrammesAccess) -> Indicator:
    return Indicator.of(
        row,
        programme=access.slug(row.programme_id),
        numerator=row.numerator_id,
        denominator=row.denominator_id,
    )
