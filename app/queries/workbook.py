"""Everything of a programme on a day, one sheet a noun: what its workbook and its lists hold.

Some twenty queries, however much there is.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.deliverable import TEXTS
from app.domain.vague_date import BoundsBy, VagueDate
from app.domain.workbook import (
    ACTION_LINES,
    COMMITMENTS,
    DECISIONS,
    DELIVERABLES,
    EXTERNAL_DEPENDENCIES,
    INDICATORS,
    MEASUREMENTS,
    OCCURRENCES,
    OWN,
    OWN_EARLIEST,
    OWN_LATEST,
    OWN_UNDATED,
    PARTIES,
    PROJECTS,
    RISKS,
    NounRow,
    NounSheet,
)
from app.queries.decision import decision_states
from app.queries.deliverable import DeliverableState, deliverable_states
from app.queries.external_dependency import external_dependencies
from app.queries.history import alias_of, linked_ids, state_as_of
from app.queries.indicator import indicators, measurements
from app.queries.parliamentary_commitment import commitments
from app.queries.party import party_places
from app.queries.programme import action_lines, projects
from app.queries.risk import risks
from app.queries.source import occurrences_of
from app.tables import Person
from app.tables.tracked import DELIVERABLE, INVOLVED

Word = Callable[[Enum], str]


def workbook_sheets(session: Session, programme_id: int, as_of: date, word: Word) -> dict[str, NounSheet]:
    """Return every sheet by the name of its noun; `word` gives the word for a choice."""
    states = deliverable_states(session, programme_id, as_of)
    titles = {state.id: state.title for state in states}
    sheets = (
        _deliverables(session, programme_id, as_of, states, word),
        _projects(session, programme_id, as_of),
        _action_lines(session, programme_id, as_of, word),
        _decisions(session, programme_id, as_of),
        _occurrences(session, titles, as_of),
        *_indicators(session, programme_id, as_of, word),
        _risks(session, programme_id, as_of, titles, word),
        _external_dependencies(session, programme_id, as_of, titles, word),
        _commitments(session, programme_id, as_of, titles, word),
        _parties(session, programme_id, word),
    )
    return {sheet.noun.name: sheet for sheet in sheets}


def part_sheets(session: Session, programme_id: int, as_of: date) -> tuple[NounSheet, NounSheet]:
    """Return the deliverables and the projects, for who reads their values and no words."""
    states = deliverable_states(session, programme_id, as_of)
    deliverables = _deliverables(session, programme_id, as_of, states, lambda member: str(member.value))
    return deliverables, _projects(session, programme_id, as_of)


def _deliverables(
    session: Session, programme_id: int, as_of: date, states: list[DeliverableState], word: Word
) -> NounSheet:
    lines = {line.id: line.title for line in action_lines(session, programme_id, as_of)}
    parties = {party.id: party.words for party in party_places(session, programme_id)}
    involved = linked_ids(session, INVOLVED, [programme_id], as_of)
    own = _own_columns(session, programme_id, as_of)
    titles = {state.id: state.title for state in states}
    rows = []
    for state in states:
        if state.merged_into_id is not None:
            continue
        deadline, last, raw = state.assessment.deadline, state.last, own[state.id]
        window = deadline.window if deadline else None
        values = {
            **{name: getattr(state, name) for name in TEXTS},  # also those that are no column: they stay
            "kind": state.kind,
            "project_id": state.project_id,
            "lead_id": raw["lead_id"],
            "status": last.status if last else None,
            "confidence": last.confidence if last else None,
            "phrase": window.phrase if window else "",
            "firmness": deadline.firmness if deadline else None,
            "earliest": window.earliest if window else None,
            "latest": window.latest if window else None,
            "delivered_on": last.delivered_on if last else None,
            "executing_party_id": raw["executing_party_id"],
            "parties": involved.get(state.id, ()),
            "inputs": state.inputs,
            "frequency_count": state.frequency_count,
            "frequency_per": state.frequency_per,
        }
        shown = {
            "line": lines.get(state.action_line_id, ""),
            "project_id": state.project,
            "lead_id": raw["name"] or "",
            "first_phrase": state.deadlines[0].window.phrase if state.deadlines else "",
            "timeliness": word(state.assessment.timeliness),
            "executing_party_id": parties.get(raw["executing_party_id"], state.executing_party or ""),
            "parties": "\n".join(parties.get(id, "") for id in involved.get(state.id, ())),
            "inputs": "\n".join(titles.get(id, "") for id in state.inputs),
            **_choices(values, word),
        }
        rows.append(_with_own_bounds(NounRow(state.id, state.version, values, shown), window))
    return NounSheet(DELIVERABLES, tuple(rows))


def _own_columns(session: Session, programme_id: int, as_of: date) -> dict[int, sa.RowMapping]:
    """Return who leads and who executes each deliverable itself, by id: not whom it has of its project."""
    deliverable, lead = state_as_of(DELIVERABLE), alias_of(Person, "own_lead")
    query = (
        sa.select(
            deliverable.c.id,
            deliverable.c.lead_id,
            deliverable.c.executing_party_id,
            col(lead.name).label("name"),
        )
        .outerjoin_from(deliverable, lead, col(lead.id) == deliverable.c.lead_id)
        .where(deliverable.c.programme_id == programme_id)
    )
    return {row["id"]: row for row in session.execute(query, {"as_of": as_of}).mappings()}


def _projects(session: Session, programme_id: int, as_of: date) -> NounSheet:
    lines = {line.id: line.title for line in action_lines(session, programme_id, as_of)}
    rows = [
        _row(
            project,
            ("title", "action_line_id", "lead_id", "narrative", "withdrawn"),
            action_line_id=lines.get(project.action_line_id, ""),
            lead_id=project.lead or "",
        )
        for project in projects(session, programme_id, as_of)
        if project.merged_into_id is None
    ]
    return NounSheet(PROJECTS, tuple(rows))


def _action_lines(session: Session, programme_id: int, as_of: date, word: Word) -> NounSheet:
    rows = [
        _row(line, ("code", "title"), kind=word(line.kind))
        for line in action_lines(session, programme_id, as_of)
    ]
    return NounSheet(ACTION_LINES, tuple(rows))


def _decisions(session: Session, programme_id: int, as_of: date) -> NounSheet:
    rows = []
    for decision in decision_states(session, programme_id, as_of):
        deadline, taking = decision.assessment.deadline, decision.taking
        values = {
            "title": decision.state.title,
            "question": decision.question,
            "options": "\n".join(option.title for option in decision.options if not option.is_withdrawn),
            "deciders": "\n".join(decider.name for decider in decision.deciders),
            "phrase": deadline.window.phrase if deadline else "",
            "latest": deadline.window.latest if deadline else None,
            "outcome": decision.outcome,
            "taken_on": taking.taken_on if taking else None,
        }
        rows.append(NounRow(decision.id, decision.version, values))
    return NounSheet(DECISIONS, tuple(rows))


def _occurrences(session: Session, titles: Mapping[int, str], as_of: date) -> NounSheet:
    """Return when what recurs took place; its rows are never changed, but corrected by others."""
    rows = [
        NounRow(
            row.id,
            1,
            {"deliverable_id": deliverable_id, "on": row.on, "note": row.note},
            {"deliverable_id": titles[deliverable_id]},
        )
        for deliverable_id, held in occurrences_of(session, titles, as_of).items()
        for row in held
    ]
    return NounSheet(OCCURRENCES, tuple(rows))


def _indicators(session: Session, programme_id: int, as_of: date, word: Word) -> tuple[NounSheet, NounSheet]:
    indicator_rows = indicators(session, [programme_id], as_of)
    names = ("name", "definition", "unit", "target", "action_line")
    rows = [_row(indicator, names, direction=word(indicator.direction)) for indicator in indicator_rows]
    measured = (
        measurements(session, [indicator.id for indicator in indicator_rows], as_of) if indicator_rows else {}
    )
    corrected = {row.corrects for series in measured.values() for row in series}
    values = [
        NounRow(
            row.id,
            1,
            {
                "indicator": indicator.name,
                "reference_date": row.reference_date,
                "value": row.value,
                "pilot_site": row.pilot_site or "",
                "parts": "\n".join(f"{label}: {value}" for label, value in row.parts),
                "note": row.note,
            },
        )
        for indicator in indicator_rows
        for row in measured.get(indicator.id, ())
        if row.id not in corrected
    ]
    return NounSheet(INDICATORS, tuple(rows)), NounSheet(MEASUREMENTS, tuple(values))


def _risks(
    session: Session, programme_id: int, as_of: date, titles: Mapping[int, str], word: Word
) -> NounSheet:
    names = tuple(column.key for column in RISKS.columns)
    rows = [
        _row(risk, names, word, owner_id=risk.owner or "", deliverables=_titles(risk.deliverables, titles))
        for risk in risks(session, [programme_id], as_of)
    ]
    return NounSheet(RISKS, tuple(rows))


def _external_dependencies(
    session: Session, programme_id: int, as_of: date, titles: Mapping[int, str], word: Word
) -> NounSheet:
    names = tuple(column.key for column in EXTERNAL_DEPENDENCIES.columns if column.key not in OWN)
    rows = [
        _with_own_bounds(
            _row(row, names, word, owner_party_id=row.owner, deliverables=_titles(row.deliverables, titles)),
            row.window,
        )
        for row in external_dependencies(session, [programme_id], as_of)
    ]
    return NounSheet(EXTERNAL_DEPENDENCIES, tuple(rows))


def _commitments(
    session: Session, programme_id: int, as_of: date, titles: Mapping[int, str], word: Word
) -> NounSheet:
    names = tuple(column.key for column in COMMITMENTS.columns if column.key not in OWN)
    rows = [
        _with_own_bounds(
            _row(row, names, word, deliverable_id=titles.get(row.deliverable_id or 0, "")),
            VagueDate(row.phrase, row.edtf, row.earliest, row.latest, row.bounds_by),
        )
        for row in commitments(session, [programme_id], as_of)
    ]
    return NounSheet(COMMITMENTS, tuple(rows))


def _parties(session: Session, programme_id: int, word: Word) -> NounSheet:
    rows = [
        _row(party, ("abbreviation",), name=party.words, kind=word(party.kind))
        for party in party_places(session, programme_id)
    ]
    return NounSheet(PARTIES, tuple(rows))


def _row(entity: Any, names: tuple[str, ...], word: Word | None = None, **shown: object) -> NounRow:
    values = {name: getattr(entity, name) for name in names}
    return NounRow(entity.id, entity.version, values, {**(_choices(values, word) if word else {}), **shown})


def _with_own_bounds(row: NounRow, window: VagueDate | None) -> NounRow:
    """Return the row with the bounds that a person gave its words, if one did."""
    own = window if window is not None and window.bounds_by is BoundsBy.PERSON else None
    values = {
        OWN_EARLIEST: own.earliest if own else None,
        OWN_LATEST: own.latest if own else None,
        OWN_UNDATED: own is not None and own.is_undated,
    }
    shown = {OWN_UNDATED: values[OWN_UNDATED] or ""}
    return replace(row, values={**row.values, **values}, shown={**row.shown, **shown})


def _choices(values: Mapping[str, Any], word: Word) -> dict[str, Any]:
    """Return the word of each value that is a choice, and “ja” where something is so."""
    return {key: word(value) for key, value in values.items() if isinstance(value, Enum)}


def _titles(ids: tuple[int, ...], titles: Mapping[int, str]) -> str:
    return "\n".join(titles[id] for id in ids if id in titles)
