"""Risks and issues: what may happen or has, how heavy it is, and what is done about it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Depends, Query
from fastapi.responses import Response
from pydantic import Field

from app.actions import risk
from app.actions.risk import RiskInput
from app.domain.dutch_text import order_key
from app.domain.structure import RiskKind, RiskState
from app.queries.risk import RiskRow, risk_courses, risks
from app.tables.tracked import RISK
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies import NewRisk, Retraction, RiskChange
from app.web.api.v1.bodies.risk import RiskFacts
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import (
    Changeable,
    IfMatch,
    answer_created,
    name_person,
)
from app.web.api.v1.filters import SORT, Absent, AsOfQuery, Id, ListFilters, SortedBy
from app.web.api.v1.listing import list_page
from app.web.api.v1.pagination import Orders, require_one, require_row
from app.web.api.v1.part import PartAccess, require_steerable
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Risk, collection_of
from app.web.forms import act_on_day
from app.web.openapi import CHANGED, CREATED, GONE, PAGED

router = api_router("Risks")


ORDERS: Orders[RiskRow] = {
    "position": lambda row: (row.programme_id, row.id),
    "title": lambda row: order_key(row.title),
    "weight": lambda row: row.weight,
    "id": lambda row: row.id,
}


class RiskFilters(ListFilters):
    """Which risks and issues are asked for."""

    kind: RiskKind | Absent = Field(None, description="Only of this kind.")
    state: RiskState | Absent = Field(None, description="Only in this state.")
    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("position", description=SORT)

    def match(self, row: RiskRow) -> bool:
        """Return whether it is asked for."""
        return self.kind in (None, row.kind) and self.state in (None, row.state)


@router.get(
    "/risks", name="api.risk.index", response_model=collection_of(Risk, tells_gone=True), responses=PAGED
)
def index(filters: Annotated[RiskFilters, Query()], access: ReadableProgrammes) -> Response:
    """List risks and issues as they stood on a day."""

    def load() -> CachedResponse:
        rows = risks(access.session, filters.programme_ids(access), filters.day(access))
        page = list_page(access, rows, filters, ORDERS, "risk")
        return write_page(_shapes(access, page.rows, filters.day(access)), page.after, page.gone)

    return respond(access, load)


@router.get("/risks/{id}", name="api.risk.show", response_model=Risk)
def show(id: Id, filters: AsOfQuery, access: ReadableProgrammes) -> Response:
    """Get a risk or an issue as it stood on a day."""

    def load() -> CachedResponse:
        return require_row(_find(access, id, filters.day(access)))

    return respond(access, load)


def load_steerable_risk(access: ReadableProgrammes, id: Id) -> PartAccess:
    """Load the risk in the path. Refuses people who may not keep what its programme steers by."""
    row = require_one(risks(access.session, access.programme_ids, access.today, id))
    return require_steerable(access, RISK, row, _find)


SteerableRisk = Annotated[PartAccess, Depends(load_steerable_risk)]


@router.post(
    "/risks",
    name="api.risk.create",
    status_code=HTTPStatus.CREATED,
    response_model=Risk,
    responses=CREATED,
)
def create(access: Changeable, body: NewRisk) -> Response:
    """Add a risk or an issue to a programme."""
    session, programme = access.session, access.require_steering(access.programme_called(body.programme).id)
    with body.faults():
        act = act_on_day(session, access.act, programme.id, body.said_on)
        new = RiskInput(**_read_facts(access, body))
        risk_id = risk.add(session, act, programme.id, new)
    return answer_created(
        access, "api.risk.show", require_row(_find(access, risk_id, access.today)), programme.id, id=risk_id
    )


@router.patch("/risks/{id}", name="api.risk.update", response_model=Risk, responses=CHANGED)
def update(risk_access: SteerableRisk, if_match: IfMatch, body: RiskChange) -> Response:
    """Change a risk or an issue, or correct what was said of it last."""
    access = risk_access.programmes
    row = require_one(risks(access.session, [risk_access.programme_id], access.today, risk_access.id))
    now = RiskInput(**{name: getattr(row, name) for name in RiskInput.__slots__})
    with body.faults(), risk_access.judge(if_match) as version:
        new = replace(now, **_read_facts(access, body))
        statement = body.statement(version)
        risk.change(
            access.session, access.act, risk_access.id, new, statement, is_correction=body.is_correction
        )
    return risk_access.answer()


@router.post(
    "/risks/{id}/_retract",
    name="api.risk.retract",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=GONE,
)
def retract(_sent: Changeable, risk_access: SteerableRisk, if_match: IfMatch, body: Retraction) -> Response:
    """Take back a risk that was made by mistake; it is shown on no day."""
    return risk_access.retract(if_match, body)


@router.post("/risks/{id}/_undo", name="api.risk.undo", response_model=Risk, responses=GONE | CHANGED)
def undo(_sent: Changeable, risk_access: SteerableRisk, if_match: IfMatch) -> Response:
    """Undo what was said last. It says again what it said before (200), or is gone where it was new (204)."""
    return risk_access.undo(if_match)


def _read_facts(access: ProgrammesAccess, body: RiskFacts) -> dict[str, Any]:
    """Return what a request says of a risk, by the names of the action."""
    facts = body.given("programme", "owner")
    if "owner" in body.model_fields_set:
        facts["owner_id"] = name_person(access.session, body.owner)
    return facts


def _find(access: ProgrammesAccess, risk_id: int, day: date) -> CachedResponse | None:
    """Write it as it stood on a day, none where it is not there."""
    rows = risks(access.session, access.programme_ids, day, risk_id)
    return write_one(_shapes(access, rows, day)[0], rows[0].version) if rows else None


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
