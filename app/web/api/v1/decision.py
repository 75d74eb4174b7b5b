"""Decisions: what is asked of whom, how far it is, and what was decided."""

from collections.abc import Sequence
from datetime import date

from app.domain.decision import Ready
from app.domain.status import Status
from app.domain.timeliness import Timeliness
from app.queries.decision import DecisionState, decided, decision_states
from app.queries.source import evidence_of, sources_of
from app.web.api.v1.asked import Asked
from app.web.api.v1.deliverable import falls_in, last_day, programme_of, states_on
from app.web.api.v1.deliverable_shape import shaped
from app.web.api.v1.door import Door, Made
from app.web.api.v1.listing import Listing, found
from app.web.api.v1.noun import Noun, collection, many, one
from app.web.api.v1.parameters import (
    ACTION_LINE,
    AS_OF,
    HALF_YEAR,
    ID,
    LEAD,
    PAGING,
    PROGRAMME,
    PROJECT,
    one_of,
    sort,
)
from app.web.api.v1.shapes import Decision, Deliverable, Option, Readiness, Taken

NOUN = Noun("decision", "Decisions")
LISTING: Listing[DecisionState] = Listing(
    key=lambda row: str(row.id),
    fits={
        "actionLine": lambda row, code: row.state.action_line == code,
        "project": lambda row, project: row.state.project_id == project,
        "status": lambda row, status: (row.assessment.status or Status.PLANNED) == status,
        "timeliness": lambda row, timeliness: row.assessment.timeliness == timeliness,
        "readiness": lambda row, ready: row.readiness is not None and row.readiness.state == ready,
        "lead": lambda row, email: row.state.lead_email == email,
        "halfYear": lambda row, half_year: falls_in(row.state, half_year),
    },
    orders={
        "title": lambda row: row.state.title,
        "latest": lambda row: last_day(row.state),
        "updatedAt": lambda row: row.state.updated_at,
    },
)
LISTED = (
    *(AS_OF, PROGRAMME, ACTION_LINE, PROJECT),
    one_of("status", Status, "Only with this status."),
    one_of("timeliness", Timeliness, "Only with this verdict."),
    one_of("readiness", Ready, "Only those that are so far."),
    *(LEAD, HALF_YEAR, sort("position", "title", "latest", "updatedAt"), *PAGING),
)


@NOUN.get("/decisions", LISTED, collection(Decision))
def index(door: Door, asked: Asked) -> Made:
    """List decisions as they stood on a day."""
    rows: list[DecisionState] = []
    for programme in asked.programmes:
        states = {state.id: state for state in states_on(door, programme, asked.day)}
        rows += decided(door.session, programme.id, asked.day, states, states)
    page, after = LISTING.page(rows, asked)
    return many(_shapes(door, page, asked.day), after)


@NOUN.get("/decisions/{id}", (ID, AS_OF), Decision)
def show(door: Door, asked: Asked) -> Made:
    """Get a decision as it stood on a day."""
    programme = programme_of(door, asked.id)
    row = found(decision_states(door.session, programme.id, asked.day, [asked.id]), asked)
    return one(_shapes(door, [row], asked.day)[0], row.state.version)


def _shapes(door: Door, rows: Sequence[DecisionState], day: date) -> list[Decision]:
    ids = [row.id for row in rows]
    sources, evidence = sources_of(door.session, ids, day), evidence_of(door.session, ids, day)
    slugs = {programme.id: programme.slug for programme in door.programmes.values()}
    return [
        _shape(
            row,
            shaped(
                row.state,
                slugs[row.state.programme_id],
                sources.get(row.id, ()),
                evidence.get(row.id, ()),
                day,
            ),
        )
        for row in rows
    ]


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
        there=how.there,
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
