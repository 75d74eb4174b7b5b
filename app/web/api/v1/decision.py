"""Decisions: what is asked of whom, how far it is, and what was decided."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.domain.decision import Ready
from app.domain.status import Status
from app.domain.timeliness import Timeliness
from app.queries.decision import DecisionState, decided, decision_states
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.deliverable import deliverable_shapes, last_day, programme_of, states_on, window_falls_in
from app.web.api.v1.filters import (
    ACTION_LINE,
    HALF_YEAR,
    LEAD,
    PROJECT,
    SORT,
    Absent,
    ActionLineCode,
    AsOfQuery,
    Id,
    InHalfYear,
    LeadAddress,
    ListFilters,
    ProjectId,
)
from app.web.api.v1.pagination import Orders, cut_page_by_id, require_one
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Decision, Deliverable, Option, Readiness, Taken, collection_of
from app.web.openapi import PAGED

router = api_router("Decisions")


class DecisionFilters(ListFilters):
    """Which decisions are asked for."""

    action_line: ActionLineCode | Absent = Field(None, alias="actionLine", description=ACTION_LINE)
    project: ProjectId | Absent = Field(None, description=PROJECT)
    status: Status | Absent = Field(None, description="Only with this status.")
    timeliness: Timeliness | Absent = Field(None, description="Only with this verdict.")
    readiness: Ready | Absent = Field(None, description="Only those that are so far.")
    lead: LeadAddress | Absent = Field(None, description=LEAD)
    half_year: InHalfYear | Absent = Field(None, alias="halfYear", description=HALF_YEAR)
    sort: Literal[
        "position", "-position", "title", "-title", "latest", "-latest", "updatedAt", "-updatedAt"
    ] = Field("position", description=SORT)

    def match(self, row: DecisionState) -> bool:
        """Return whether it is asked for. Judged rows are filtered: no verdict is in the database."""
        return (
            self.action_line in (None, row.state.action_line)
            and self.project in (None, row.state.project_id)
            and self.status in (None, row.assessment.current_status)
            and self.timeliness in (None, row.assessment.timeliness)
            and (
                self.readiness is None
                or (row.readiness is not None and row.readiness.state == self.readiness)
            )
            and self.lead in (None, row.state.lead_email)
            and (self.half_year is None or window_falls_in(row.assessment, self.half_year))
        )


@router.get("/decisions", name="api.decision.index", response_model=collection_of(Decision), responses=PAGED)
def index(filters: Annotated[DecisionFilters, Query()], access: ReadableProgrammes) -> Response:
    """List decisions as they stood on a day."""

    def load() -> CachedResponse:
        day = filters.day(access)
        decisions: list[DecisionState] = []
        for programme in filters.programmes(access):
            states = {state.id: state for state in states_on(access, programme, day)}
            decisions += decided(access.session, programme.id, day, states, states)
        matching = [row for row in decisions if filters.match(row)]
        orders: Orders[DecisionState] = {
            "title": lambda row: row.state.title,
            "latest": lambda row: last_day(row.state),
            "updatedAt": lambda row: row.state.updated_at,
        }
        page = cut_page_by_id(matching, filters, filters.sort, orders)
        return write_page(_shapes(access, page.rows, day), page.after)

    return respond(access, load)


@router.get("/decisions/{id}", name="api.decision.show", response_model=Decision)
def show(id: Id, filters: AsOfQuery, access: ReadableProgrammes) -> Response:
    """Get a decision as it stood on a day."""

    def load() -> CachedResponse:
        programme, day = programme_of(access, id), filters.day(access)
        row = require_one(decision_states(access.session, programme.id, day, [id]))
        return write_one(_shapes(access, [row], day)[0], row.state.version)

    return respond(access, load)


def _shapes(access: ProgrammesAccess, rows: Sequence[DecisionState], day: date) -> list[Decision]:
    deliverables = deliverable_shapes(access, [row.state for row in rows], day)
    return [_shape(row, deliverable) for row, deliverable in zip(rows, deliverables, strict=True)]


def _shape(row: DecisionState, deliverable: Deliverable) -> Decision:
    return Decision(
        **{name: getattr(deliverable, name) for name in Deliverable.model_fields},
        question=row.question,
        options=tuple(
            Option(number=o.number, title=o.title, description=o.description, withdrawn=o.is_withdrawn)
            for o in row.options
        ),
        decided_by=tuple(party.id for party in row.deciders),
        adopts=row.adopts_id,
        readiness=_readiness(row),
        taken=_taken(row),
    )


def _readiness(row: DecisionState) -> Readiness | None:
    how = row.readiness
    if how is None:
        return None
    return Readiness(
        state=how.state,
        needed=how.needed,
        there=how.arrived,
        until=how.until,
        held_by=how.held_by,
        days=how.days,
    )


def _taken(row: DecisionState) -> Taken | None:
    if not row.is_taken or row.state.last is None:
        return None
    taking = row.taking
    return Taken(
        on=row.taken_on,
        outcome=row.outcome,
        option=taking.option_number if taking else None,
        reasons=taking.reason if taking else "",
        said_on=taking.said_on if taking else row.state.last.said_on,
    )
