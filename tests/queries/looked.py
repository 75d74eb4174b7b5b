"""What the queries give as of a day, held against what a replay of the audit trail gives."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.actions.audit_log import plain
from app.queries.decision import DecisionState, decision_states
from app.queries.deliverable import DeliverableState, deliverable_states, with_evidence
from app.queries.history import links_as_of, state_as_of
from app.queries.scope import Scope
from app.tables.tracked import INVOLVED, TRACKED_ENTITIES, TrackedEntity
from tests.queries.replay import Replay, counted

DAY = timedelta(days=1)


def around(days: list[date]) -> list[date]:
    """Each of these days, the one before it and the one after it."""
    return sorted({day + step for day in days for step in (-DAY, 0 * DAY, DAY)})


def differences(session: Session, programme_id: int, made: Replay, as_of: date) -> list[str]:
    """What the queries give otherwise than the replay, in a line each."""
    looks = (_facts, _deliverables, _decisions, _involved)
    found = [one for look in looks for one in look(session, programme_id, made, as_of)]
    return [f"{as_of}: {what}: looked up {looked!r}, told {told!r}" for what, looked, told in found]


Difference = tuple[str, Any, Any]


def _facts(session: Session, programme_id: int, made: Replay, as_of: date) -> list[Difference]:
    told = made.facts(as_of)
    looked = {
        (tracked.name, key): facts
        for tracked in TRACKED_ENTITIES
        for key, facts in _said(session, tracked, programme_id, as_of)
    }
    found: list[Difference] = []
    if set(looked) != set(told):
        found.append(("things", sorted(set(looked) - set(told)), sorted(set(told) - set(looked))))
    for thing in set(looked) & set(told):
        for name, value in told[thing].items():
            if name in looked[thing] and not _alike(looked[thing][name], value):
                found.append((f"{thing}.{name}", looked[thing][name], value))
    return found


def _said(
    session: Session, tracked: TrackedEntity, programme_id: int, as_of: date
) -> list[tuple[int, dict[str, Any]]]:
    said = state_as_of(tracked)
    scope = said.c["id" if tracked.name == "programme" else "programme_id"]
    rows = session.execute(sa.select(said).where(scope == programme_id), {"as_of": as_of}).mappings()
    return [(row["id"], {name: row[name] for name in tracked.facts}) for row in rows]


def _alike(looked: object, told: object) -> bool:
    if isinstance(looked, Decimal):
        return Decimal(str(told)) == looked
    return plain(looked) == told


def _deliverables(session: Session, programme_id: int, made: Replay, as_of: date) -> list[Difference]:
    states = {state.id: state for state in deliverable_states(session, programme_id, as_of)}
    inputs = made.tied("input", as_of)
    shown = {key for key, told in made.evidence.items() if counted(told, as_of)}
    found: list[Difference] = [
        (f"{name} of {key}", looked, told)
        for key, state in states.items()
        for name, looked, told in _of(state, made, as_of, inputs.get(key, set()))
        if looked != told
    ]
    looked = set(with_evidence(session, Scope(programme_id), as_of))
    return [*found, *([("evidence", looked, shown)] if looked != shown else [])]


def _of(state: DeliverableState, made: Replay, as_of: date, inputs: set[int]) -> list[Difference]:
    deadlines = counted(made.deadlines[state.id], as_of)
    statuses = counted(made.statuses[state.id], as_of)
    last = statuses[-1] if statuses else None
    return [
        ("inputs", set(state.inputs), inputs),
        (
            "deadlines",
            [(said.id, said.window.phrase, said.firmness, said.said_on) for said in state.deadlines],
            [(said.id, said.what["phrase"], said.what["firmness"], said.on) for said in deadlines],
        ),
        (
            "status",
            _status(state),
            (last.id, *last.what.values(), last.on) if last else None,
        ),
    ]


def _status(state: DeliverableState) -> tuple[object, ...] | None:
    last = state.last
    if last is None:
        return None
    return last.id, last.status, last.confidence, plain(last.delivered_on), last.said_on


def _decisions(session: Session, programme_id: int, made: Replay, as_of: date) -> list[Difference]:
    options, deciders = made.options(as_of), made.tied("decider", as_of)
    found: list[Difference] = []
    for state in decision_states(session, programme_id, as_of):
        takings = counted(made.takings[state.id], as_of)
        told = (
            options.get(state.id, {}),
            deciders.get(state.id, set()),
            (takings[-1].id, *takings[-1].what.values(), takings[-1].on) if takings else None,
        )
        looked = (_options(state), {party.id for party in state.deciders}, _taking(state))
        if looked != told:
            found.append((f"decision {state.id}", looked, told))
    return found


def _options(state: DecisionState) -> dict[int, dict[str, Any]]:
    return {
        option.number: {
            "title": option.title,
            "description": option.description,
            "holds": not option.is_withdrawn,
        }
        for option in state.options
    }


def _taking(state: DecisionState) -> tuple[object, ...] | None:
    one = state.taking
    if one is None:
        return None
    words = (plain(one.taken_on), one.outcome, one.option_number, one.reason)
    return (one.id, *words, one.said_on)


def _involved(session: Session, programme_id: int, made: Replay, as_of: date) -> list[Difference]:
    held = links_as_of(INVOLVED)
    asked = sa.select(held.c.deliverable_id, held.c.party_id).where(held.c.programme_id == programme_id)
    looked = {tuple(row) for row in session.execute(asked, {"as_of": as_of})}
    told = {(of, party) for of, parties in made.tied("involved", as_of).items() for party in parties}
    return [("parties", looked, told)] if looked != told else []
