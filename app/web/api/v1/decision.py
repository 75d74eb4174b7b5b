"""Decisions: what is asked of whom, how far it is, and what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import Response
from pydantic import Field

from app.actions import decision, decision_taking
from app.actions.decision import DecisionInput, OptionInput
from app.actions.decision_taking import TakingInput
from app.domain.decision import Ready
from app.domain.refusal import Conflict, Forbidden
from app.domain.status import Status
from app.domain.timeliness import Timeliness
from app.queries.decision import DecisionState, decision_states, decisions_taken
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies import DecisionChange, Taking, TakingCorrection, TakingRetraction
from app.web.api.v1.bodies.decision import Outcome
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import Changeable, IfMatch, answer_changed
from app.web.api.v1.deliverable import ORDERS as BY_DELIVERABLE
from app.web.api.v1.deliverable import deliverable_shapes, programme_of, states_on, window_falls_in
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
    SortedBy,
)
from app.web.api.v1.listing import list_page
from app.web.api.v1.pagination import Orders, require_one
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Decision, Deliverable, Option, Readiness, Taken, collection_of
from app.web.openapi import CHANGED, PAGED

router = api_router("Decisions")


ORDERS: Orders[DecisionState] = {
    "position": lambda row: BY_DELIVERABLE["position"](row.state),
    "title": lambda row: BY_DELIVERABLE["title"](row.state),
    "latest": lambda row: BY_DELIVERABLE["latest"](row.state),
    "updatedAt": lambda row: BY_DELIVERABLE["updatedAt"](row.state),
    "id": lambda row: row.id,
}


class DecisionFilters(ListFilters):
    """Which decisions are asked for."""

    action_line: ActionLineCode | Absent = Field(None, alias="actionLine", description=ACTION_LINE)
    project: ProjectId | Absent = Field(None, description=PROJECT)
    status: Status | Absent = Field(None, description="Only with this status.")
    timeliness: Timeliness | Absent = Field(None, description="Only with this verdict.")
    readiness: Ready | Absent = Field(None, description="Only those that are so far.")
    lead: LeadAddress | Absent = Field(None, description=LEAD)
    half_year: InHalfYear | Absent = Field(None, alias="halfYear", description=HALF_YEAR)
    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("position", description=SORT)

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


@router.get(
    "/decisions",
    name="api.decision.index",
    response_model=collection_of(Decision, tells_gone=True),
    responses=PAGED,
)
def index(filters: Annotated[DecisionFilters, Query()], access: ReadableProgrammes) -> Response:
    """List decisions as they stood on a day."""

    def load() -> CachedResponse:
        day = filters.day(access)
        decisions: list[DecisionState] = []
        there: set[int] = set()
        for programme in filters.programmes(access):
            states = {state.id: state for state in states_on(access, programme, day)}
            decisions += decisions_taken(access.session, programme.id, day, states, states)
            there |= states.keys()
        page = list_page(access, decisions, filters, ORDERS, "deliverable", there=there)
        return write_page(_shapes(access, page.rows, day), page.after, page.gone)

    return respond(access, load)


@router.get("/decisions/{id}", name="api.decision.show", response_model=Decision)
def show(id: Id, filters: AsOfQuery, access: ReadableProgrammes) -> Response:
    """Get a decision as it stood on a day."""

    def load() -> CachedResponse:
        return _write(access, id, filters.day(access))

    return respond(access, load)


@dataclass(frozen=True, slots=True)
class DecisionAccess:
    """A decision of which the viewer may say what it asks, and how it was taken."""

    access: ProgrammesAccess
    state: DecisionState

    @property
    def id(self) -> int:
        """The number of the decision, which is that of its deliverable."""
        return self.state.id

    @property
    def programme_id(self) -> int:
        """The programme that it belongs to."""
        return self.state.state.programme_id

    @property
    def version(self) -> int:
        """The version that a change must name."""
        return _version(self.state)

    @property
    def deliverable_version(self) -> int:
        """The version of the deliverable, without that of what is asked."""
        return self.state.state.version

    def show(self) -> CachedResponse:
        """Write it as it is by now."""
        return _write(self.access, self.id, self.access.today)


def load_managed_decision(access: ReadableProgrammes, id: Id) -> DecisionAccess:
    """Load the decision in the path. Refuses people who may not say what is asked and how it was decided."""
    programme = programme_of(access, id)
    state = require_one(decision_states(access.session, programme.id, access.today, [id]))
    if not access.viewer.rights.may_decide(programme.id):
        raise Forbidden("Only the programme office says what is asked, and how it was decided.")
    return DecisionAccess(access, state)


ManagedDecision = Annotated[DecisionAccess, Depends(load_managed_decision)]


@router.patch("/decisions/{id}", name="api.decision.update", response_model=Decision, responses=CHANGED)
def update(decision_access: ManagedDecision, if_match: IfMatch, body: DecisionChange) -> Response:
    """Say what is asked of whom, for the first time or anew; what is said of the deliverable stays."""
    access, state = decision_access.access, decision_access.state
    given = body.given("options", "adopts", "reason")
    now = DecisionInput(
        question=state.question,
        version=state.version,
        options=[
            OptionInput(option.title, option.number, option.description, option.withdrawn)
            for option in body.options
        ],
        decided_by=[party.id for party in state.deciders],
        adopts_id=state.adopts_id if "adopts" not in body.model_fields_set else body.adopts,
        reason=body.reason,
        said_on=body.said_on,
    )
    with body.faults(), if_match.judge(decision_access.version, decision_access.show):
        decision.ask(access.session, access.act, decision_access.id, replace(now, **given))
    return answer_changed(access, decision_access.show(), decision_access.programme_id)


@router.post("/decisions/{id}/_take", name="api.decision.take", response_model=Decision, responses=CHANGED)
def take(_sent: Changeable, decision_access: ManagedDecision, if_match: IfMatch, body: Taking) -> Response:
    """Record that a decision was taken: it is then delivered, and the product that it adopts adopted."""
    access = decision_access.access
    with body.faults(), if_match.judge(decision_access.version, decision_access.show):
        taking = replace(_read_outcome(body, decision_access, adopts=True), said_on=body.said_on)
        decision_taking.take(access.session, access.act, decision_access.id, taking)
    return answer_changed(access, decision_access.show(), decision_access.programme_id)


@router.post(
    "/decisions/{id}/_correct", name="api.decision.correct", response_model=Decision, responses=CHANGED
)
def correct(
    _sent: Changeable, decision_access: ManagedDecision, if_match: IfMatch, body: TakingCorrection
) -> Response:
    """Correct what was said of a decision that was taken; it keeps the day on which that was said."""
    access = decision_access.access
    with body.faults(), if_match.judge(decision_access.version, decision_access.show):
        taking = _read_outcome(body, decision_access, adopts=_is_adopted(decision_access.state))
        why = body.correction_reason
        decision_taking.correct_taking(
            access.session, access.act, _require_taken(decision_access), taking, why=why
        )
    return answer_changed(access, decision_access.show(), decision_access.programme_id)


@router.post(
    "/decisions/{id}/_revoke", name="api.decision.revoke", response_model=Decision, responses=CHANGED
)
def revoke(
    _sent: Changeable, decision_access: ManagedDecision, if_match: IfMatch, body: TakingRetraction
) -> Response:
    """Take back that a decision was taken: it was not, and what was said with it is taken back too."""
    access = decision_access.access
    with body.faults(), if_match.judge(decision_access.version, decision_access.show):
        taking_id, version = _require_taken(decision_access), decision_access.deliverable_version
        decision_taking.retract_taking(access.session, access.act, taking_id, version, why=body.reason)
    return answer_changed(access, decision_access.show(), decision_access.programme_id)


def _require_taken(decision_access: DecisionAccess) -> int:
    """Return the id of what was said of how a decision was taken. Refuses where nothing was."""
    if decision_access.state.taking is None:
        raise Conflict("It is no longer said that this decision was taken.")
    return decision_access.state.taking.id


def _is_adopted(state: DecisionState) -> bool:
    """Return whether what a decision is about is adopted now."""
    adopted = [needed.state for needed in state.needed if needed.state.id == state.adopts_id]
    return bool(adopted) and adopted[0].assessment.status is Status.ADOPTED


def _read_outcome(body: Outcome, decision_access: DecisionAccess, *, adopts: bool) -> TakingInput:
    return TakingInput(
        taken_on=body.taken_on,
        version=decision_access.deliverable_version,
        outcome=body.outcome,
        option_number=body.option,
        reason=body.reason,
        adopts=adopts if body.adopts is None else body.adopts,
        decided_by=body.decided_by,
    )


def _version(row: DecisionState) -> int:
    """Return the version of a decision: each change of its deliverable or of what is asked is a new one."""
    return row.state.version + row.version


def _write(access: ProgrammesAccess, decision_id: int, day: date) -> CachedResponse:
    programme = programme_of(access, decision_id)
    row = require_one(decision_states(access.session, programme.id, day, [decision_id]))
    return write_one(_shapes(access, [row], day)[0], _version(row))


def _shapes(access: ProgrammesAccess, rows: Sequence[DecisionState], day: date) -> list[Decision]:
    deliverables = deliverable_shapes(access, [row.state for row in rows], day)
    return [_shape(row, deliverable) for row, deliverable in zip(rows, deliverables, strict=True)]


def _shape(row: DecisionState, deliverable: Deliverable) -> Decision:
    return Decision(
        **{name: getattr(deliverable, name) for name in Deliverable.model_fields if name != "version"},
        version=_version(row),
        question=row.question,
        options=tuple(
            Option(number=o.number, title=o.title, description=o.description, withdrawn=o.is_withdrawn)
            for o in row.options
        ),
        decided_by=tuple(party.id for party in row.deciders),
        adopts=row.adopts_id,
        readiness=_readiness(row),
        taken=_shape_taken(row),
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


def _shape_taken(row: DecisionState) -> Taken | None:
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
