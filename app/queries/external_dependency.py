"""What others must bring, as of a day, and whether it comes in time for what waits for it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.external_dependency import Brought, ExternalAssessment, assess_external, is_stale
from app.domain.firmness import Firmness
from app.domain.inputs import InputFit, judge_fit
from app.domain.structure import ExternalState
from app.domain.vague_date import VagueDate
from app.queries.deliverable import DeliverableState
from app.queries.deliverable_history import states_by_id
from app.queries.history import linked_ids, state_as_of
from app.queries.party import is_wording_of, party_name
from app.tables import Party, ProgrammeParty
from app.tables.tracked import EXTERNAL_DEPENDENCY, WAITING
from app.tables.vague_date import VagueDateBundle


@dataclass(frozen=True, slots=True)
class ExternalDependencyRow:
    """What another programme or body must bring; without a phrase no window was promised."""

    id: int
    programme_id: int
    title: str
    description: str
    owner_party_id: int
    window: VagueDate | None
    firmness: Firmness | None
    confirmed_on: date | None
    state: ExternalState
    delivered_on: date | None
    version: int
    owner: str
    deliverables: tuple[int, ...]

    @property
    def phrase(self) -> str:
        """Return the words in which the window was promised, if any."""
        return self.window.phrase if self.window else ""

    @property
    def brought(self) -> Brought:
        """Return what the rules judge."""
        return Brought(self.state, self.window, self.firmness, self.confirmed_on, self.delivered_on)

    def is_stale(self, on: date) -> bool:
        """Return whether nobody confirmed it in the half-year before a day."""
        return is_stale(self.brought, on)


@dataclass(frozen=True, slots=True)
class Fitting:
    """A deliverable that waits for what others bring, and how the two fit."""

    state: DeliverableState
    link: InputFit


@dataclass(frozen=True, slots=True)
class ExternalFit:
    """What others must bring, with everything that waits for it."""

    row: ExternalDependencyRow
    assessment: ExternalAssessment
    waiting: tuple[Fitting, ...]
    is_stale: bool

    @property
    def conflicts(self) -> tuple[Fitting, ...]:
        """Return what may have to begin before it is there."""
        return tuple(fitting for fitting in self.waiting if fitting.link.fit == "conflict")


def external_dependencies(
    session: Session, programme_ids: Collection[int], as_of: date, external_id: int | None = None
) -> list[ExternalDependencyRow]:
    """Return those of these programmes on a day, in the order in which they were entered. Two queries."""
    waiting = linked_ids(session, WAITING, programme_ids, as_of, external_id)
    statement = _select_external()
    if external_id is not None:
        statement = statement.where(state_as_of(EXTERNAL_DEPENDENCY).c.id == external_id)
    rows = session.execute(statement, {"as_of": as_of, "programme_ids": list(programme_ids)}).mappings()
    return [ExternalDependencyRow(**row, deliverables=waiting.get(row["id"], ())) for row in rows]


@cache
def _select_external() -> sa.Select[*tuple[Any, ...]]:
    external = state_as_of(EXTERNAL_DEPENDENCY)
    columns = external.c
    return (
        sa.select(columns.id, columns.programme_id, columns.title, columns.description)
        .add_columns(columns.owner_party_id, VagueDateBundle(columns), columns.firmness, columns.confirmed_on)
        .add_columns(columns.state, columns.delivered_on, columns.version, party_name(Party).label("owner"))
        .join_from(external, Party, col(Party.id) == columns.owner_party_id)
        .outerjoin(ProgrammeParty, is_wording_of(columns.owner_party_id, columns.programme_id))
        .where(columns.programme_id.in_(sa.bindparam("programme_ids", expanding=True)))
        .order_by(columns.programme_id, columns.id)
    )


def external_fits(session: Session, programme_id: int, as_of: date) -> list[ExternalFit]:
    """Return everything that others must bring to a programme, on a day. Eight queries."""
    rows = external_dependencies(session, [programme_id], as_of)
    waiting = sorted({deliverable for row in rows for deliverable in row.deliverables})
    states = states_by_id(session, programme_id, waiting, as_of)
    return [_fit(row, states, as_of) for row in rows]


def fits_of_deliverable(
    session: Session, programme_id: int, state: DeliverableState, as_of: date
) -> list[ExternalFit]:
    """Return what others must bring to one deliverable, on a day. Two queries."""
    rows = external_dependencies(session, [programme_id], as_of)
    return [_fit(row, {state.id: state}, as_of) for row in rows if state.id in row.deliverables]


def _fit(row: ExternalDependencyRow, states: dict[int, DeliverableState], as_of: date) -> ExternalFit:
    assessment = assess_external(row.brought, as_of)
    waiting = (states[i] for i in row.deliverables if i in states)
    fits = tuple(Fitting(state, judge_fit(assessment, state.assessment)) for state in waiting)
    return ExternalFit(row, assessment, fits, row.is_stale(as_of))
