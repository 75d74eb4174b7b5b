"""One deliverable with everything that was ever said of it, what it needs and who waits for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.assessment import StatusRecord
from app.domain.inputs import ChainStep, InputFit, judge_fit, trace_inputs
from app.domain.lifeline import DeadlineStatement, trace_lifeline
from app.domain.promise_ledger import LedgerColumn
from app.domain.refusal import NotFound
from app.domain.signal import Needed
from app.queries.deliverable import DeliverableState, deliverable_states
from app.queries.deliverable_records import deadlines_said, statuses_said
from app.queries.history import links_as_of
from app.queries.need import needs_of
from app.queries.party import involved_party_names
from app.queries.promise_ledger import columns_of
from app.queries.scope import Scope
from app.queries.source import (
    EvidenceRow,
    OccurrenceRow,
    SourceRow,
    evidence_of,
    occurrences_of,
    sources_of,
)
from app.tables import Deliverable
from app.tables.tracked import INPUTS


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A deliverable at the other end of a need, and how the two fit.

    Further down the chain `waiting` is who needs it, and `depth` how far that is.
    """

    state: DeliverableState
    link: InputFit
    waiting: DeliverableState | None = None
    depth: int = 1


@dataclass(frozen=True, slots=True)
class DeliverableHistory:
    """One deliverable on a day, with all that led to it."""

    state: DeliverableState
    statements: tuple[DeadlineStatement, ...]
    updates: tuple[StatusRecord, ...]
    """Latest first, corrected ones among them."""
    corrected: frozenset[int]
    """Ids of the updates that a later one corrects."""
    inputs: tuple[Neighbour, ...]
    behind: tuple[Neighbour, ...]
    """The whole chain: its inputs, each followed by what that needs itself."""
    dependents: tuple[Neighbour, ...]
    parties: tuple[str, ...]
    sources: tuple[SourceRow, ...]
    evidence: tuple[EvidenceRow, ...]
    occurrences: tuple[OccurrenceRow, ...]
    columns: tuple[LedgerColumn, ...]
    """Of the promise ledger: the adopted reports, and now."""

    @property
    def days(self) -> tuple[date, ...]:
        """Return every day that its time axis should hold."""
        states = (self.state, *(neighbour.state for neighbour in (*self.behind, *self.dependents)))
        windows = [statement.deadline.window for statement in self.statements]
        windows += [state.assessment.deadline.window for state in states if state.assessment.deadline]
        days = {day for window in windows for day in (window.earliest, window.latest) if day}
        days |= {state.last.delivered_on for state in states if state.last and state.last.delivered_on}
        days |= {occurrence.on for occurrence in self.occurrences}
        return tuple(sorted(days))


def deliverable_history(
    session: Session, programme_id: int, deliverable_id: int, as_of: date
) -> DeliverableHistory:
    """Return everything of one deliverable up to a day. Sixteen queries, however long its life or chain.

    Refuses one that was first promised after that day.
    """
    needs = needs_of(session, programme_id, as_of)
    inputs = needs.get(deliverable_id, ())
    dependents = [waiting for waiting, needed in needs.items() if deliverable_id in needed]
    chain = trace_inputs(needs, deliverable_id)
    around = (deliverable_id, *(step.needed for step in chain), *dependents)
    states = states_by_id(session, programme_id, around, as_of)
    if deliverable_id not in states:
        raise NotFound("This was not promised yet on that day.")
    state, scope = states[deliverable_id], Scope(ids=[deliverable_id])
    deadlines = deadlines_said(session, scope, as_of, corrected=True).get(deliverable_id, [])
    updates = statuses_said(session, scope, as_of, corrected=True).get(deliverable_id, [])
    return DeliverableHistory(
        state=state,
        statements=trace_lifeline(deadlines),
        updates=tuple(reversed(updates)),
        corrected=frozenset(update.corrects for update in updates if update.corrects is not None),
        inputs=tuple(
            Neighbour(states[i], judge_fit(states[i].assessment, state.assessment))
            for i in inputs
            if i in states
        ),
        behind=_behind(chain, states),
        dependents=tuple(
            Neighbour(states[i], judge_fit(state.assessment, states[i].assessment))
            for i in dependents
            if i in states
        ),
        parties=tuple(involved_party_names(session, deliverable_id, as_of)),
        sources=tuple(sources_of(session, [deliverable_id], as_of).get(deliverable_id, ())),
        evidence=tuple(evidence_of(session, [deliverable_id], as_of).get(deliverable_id, ())),
        occurrences=tuple(occurrences_of(session, [deliverable_id], as_of).get(deliverable_id, ())),
        columns=columns_of(session, programme_id, as_of, [deliverable_id]),
    )


def dependents_of(
    session: Session, programme_id: int, deliverable_id: int, as_of: date
) -> list[DeliverableState]:
    """Return what waits for a deliverable. Eight queries."""
    links = links_as_of(INPUTS).c
    statement = (
        sa.select(links.deliverable_id).where(links.input_id == deliverable_id).order_by(links.deliverable_id)
    )
    waiting = session.scalars(statement, {"as_of": as_of}).all()
    return list(states_by_id(session, programme_id, waiting, as_of).values())


def list_needed(session: Session, deliverable_id: int, as_of: date) -> tuple[Needed, ...]:
    """Return what a deliverable needs, as the rules judge it. Nine queries, one where it needs nothing."""
    links = links_as_of(INPUTS).c
    statement = (
        sa.select(links.input_id).where(links.deliverable_id == deliverable_id).order_by(links.input_id)
    )
    inputs = session.scalars(statement, {"as_of": as_of}).all()
    if not inputs:
        return ()
    programme_id = session.scalars(
        sa.select(col(Deliverable.programme_id)).where(col(Deliverable.id) == deliverable_id)
    ).one()
    states = states_by_id(session, programme_id, inputs, as_of).values()
    return tuple(Needed(state.id, state.title, state.assessment) for state in states)


def states_by_id(
    session: Session, programme_id: int, ids: Sequence[int], as_of: date
) -> dict[int, DeliverableState]:
    """Return these deliverables on a day, by id, without those not promised yet. Seven queries."""
    return {state.id: state for state in deliverable_states(session, programme_id, as_of, ids)}


def _behind(chain: Sequence[ChainStep], states: Mapping[int, DeliverableState]) -> tuple[Neighbour, ...]:
    pairs = ((step, states.get(step.needed), states.get(step.waiting)) for step in chain)
    return tuple(
        Neighbour(needed, judge_fit(needed.assessment, waiting.assessment), waiting, step.depth)
        for step, needed, waiting in pairs
        if needed and waiting
    )
