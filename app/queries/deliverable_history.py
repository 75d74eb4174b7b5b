"""One deliverable with everything that was ever said of it, what it needs and who waits for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.chain import Link, link
from app.domain.lifeline import Statement, lifeline
from app.domain.needs import Step, behind
from app.domain.promise_ledger import Column
from app.domain.refusal import NotFound
from app.domain.signal import Needed
from app.domain.standing import SaidStatus
from app.prepared import Prepared
from app.queries.deliverable import DeliverableState, deliverable_states
from app.queries.frame import ties
from app.queries.need import needs_of
from app.queries.party_words import PLACE, is_place_of, name_of
from app.queries.promise_ledger import columns_of
from app.queries.said import deadlines_said, of_deliverables, statuses_said
from app.queries.source import EvidenceRow, SourceRow, evidence_of_one, sources_of_one
from app.tables import Deliverable, Party
from app.tables.tracked import INPUTS, INVOLVED

_INPUT = ties(INPUTS)
_INVOLVED = ties(INVOLVED)
_PARTY = Party.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A deliverable at the other end of a need, and how the two fit.

    Further down the chain `waiting` is who needs it, and `depth` how far that is.
    """

    state: DeliverableState
    link: Link
    waiting: DeliverableState | None = None
    depth: int = 1


@dataclass(frozen=True, slots=True)
class DeliverableHistory:
    """One deliverable on a day, with all that led to it."""

    state: DeliverableState
    statements: tuple[Statement, ...]
    updates: tuple[SaidStatus, ...]
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
    columns: tuple[Column, ...]
    """Of the promise ledger: the adopted reports, and now."""

    @property
    def days(self) -> tuple[date, ...]:
        """Every day that its time axis should hold."""
        states = (self.state, *(n.state for n in (*self.behind, *self.dependents)))
        windows = [s.said.window for s in self.statements]
        windows += [state.course.deadline.window for state in states if state.course.deadline]
        found = {day for window in windows for day in (window.earliest, window.latest) if day}
        found |= {s.last.delivered_on for s in states if s.last and s.last.delivered_on}
        return tuple(sorted(found))


def deliverable_history(
    session: Session, programme_id: int, deliverable_id: int, as_of: date
) -> DeliverableHistory:
    """Everything of one deliverable up to a day. Thirteen queries, however long its life or its chain.

    Refuses one that was first promised after that day.
    """
    needs = needs_of(session, programme_id, as_of)
    needed = needs.get(deliverable_id, ())
    waiting = [one for one, theirs in needs.items() if deliverable_id in theirs]
    chain = behind(needs, deliverable_id)
    around = (deliverable_id, *(step.needed for step in chain), *waiting)
    states = states_by_id(session, programme_id, around, as_of)
    if deliverable_id not in states:
        raise NotFound("This was not promised yet on that day.")
    mine = states[deliverable_id]
    said = deadlines_said(session, of_deliverables([deliverable_id]), as_of, corrected=True)
    told = statuses_said(session, of_deliverables([deliverable_id]), as_of, corrected=True)
    updates = told.get(deliverable_id, [])
    return DeliverableHistory(
        state=mine,
        statements=lifeline(said.get(deliverable_id, [])),
        updates=tuple(reversed(updates)),
        corrected=frozenset(u.corrects for u in updates if u.corrects is not None),
        inputs=tuple(
            Neighbour(states[i], link(states[i].course, mine.course)) for i in needed if i in states
        ),
        behind=_behind(chain, states),
        dependents=tuple(
            Neighbour(states[i], link(mine.course, states[i].course)) for i in waiting if i in states
        ),
        parties=_parties(session, deliverable_id, as_of),
        sources=sources_of_one(session, deliverable_id, as_of),
        evidence=evidence_of_one(session, deliverable_id, as_of),
        columns=columns_of(session, programme_id, as_of, [deliverable_id]),
    )


def _behind(chain: Sequence[Step], states: Mapping[int, DeliverableState]) -> tuple[Neighbour, ...]:
    pairs = ((step, states.get(step.needed), states.get(step.waiting)) for step in chain)
    return tuple(
        Neighbour(needed, link(needed.course, waiting.course), waiting, step.depth)
        for step, needed, waiting in pairs
        if needed and waiting
    )


def dependents_of(
    session: Session, programme_id: int, deliverable_id: int, as_of: date
) -> list[DeliverableState]:
    """What waits for a deliverable. Seven queries."""
    _, waiting = _around(session, deliverable_id, as_of)
    return list(states_by_id(session, programme_id, waiting, as_of).values())


def needed_by(session: Session, deliverable_id: int, as_of: date) -> tuple[Needed, ...]:
    """What a deliverable needs, as the rules look at it. Eight queries, one where it needs nothing."""
    needed, _ = _around(session, deliverable_id, as_of)
    if not needed:
        return ()
    ((programme_id,),) = _PROGRAMME_OF.rows(session, {"id": deliverable_id})
    states = states_by_id(session, programme_id, needed, as_of).values()
    return tuple(Needed(one.id, one.title, one.course) for one in states)


def states_by_id(
    session: Session, programme_id: int, ids: Sequence[int], as_of: date
) -> dict[int, DeliverableState]:
    """These deliverables on a day, by id; one that was not promised yet is left out. Six queries."""
    return {state.id: state for state in deliverable_states(session, programme_id, as_of, ids)}


def _around(session: Session, deliverable_id: int, as_of: date) -> tuple[list[int], list[int]]:
    """What it needs and what waits for it, by id."""
    rows = _LINKED.rows(session, {"id": deliverable_id, "as_of": as_of})
    needed = [i for waiting, i in rows if waiting == deliverable_id]
    return needed, [waiting for waiting, i in rows if i == deliverable_id]


def _parties(session: Session, deliverable_id: int, as_of: date) -> tuple[str, ...]:
    return tuple(name for (name,) in _PARTIES.rows(session, {"id": deliverable_id, "as_of": as_of}))


_ID = sa.bindparam("id", type_=sa.Integer)
_DELIVERABLE = Deliverable.__table__  # type: ignore[attr-defined]
_PROGRAMME_OF = Prepared(sa.select(_DELIVERABLE.c.programme_id).where(_DELIVERABLE.c.id == _ID))
_LINKED = Prepared(
    sa.select(_INPUT.c.deliverable_id, _INPUT.c.input_id)
    .where(sa.or_(_INPUT.c.deliverable_id == _ID, _INPUT.c.input_id == _ID))
    .order_by(_INPUT.c.deliverable_id, _INPUT.c.input_id)
)
_PARTIES = Prepared(
    sa.select(name_of(_PARTY))
    .join_from(_INVOLVED, _PARTY, _PARTY.c.id == _INVOLVED.c.party_id)
    .outerjoin(PLACE, is_place_of(_INVOLVED.c.party_id, _INVOLVED.c.programme_id))
    .where(_INVOLVED.c.deliverable_id == _ID)
    .order_by(name_of(_PARTY))
)
