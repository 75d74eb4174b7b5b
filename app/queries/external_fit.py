"""Whether what others must bring comes in time for what waits for it, on a day."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.domain.chain import Link, link
from app.domain.external_dependency import ExternalAssessment, assess_external
from app.queries.deliverable import DeliverableState
from app.queries.deliverable_history import states_by_id
from app.queries.external_dependency import ExternalDependencyRow, external_dependencies


@dataclass(frozen=True, slots=True)
class Fitting:
    """A deliverable that waits for what others bring, and how the two fit."""

    state: DeliverableState
    link: Link


@dataclass(frozen=True, slots=True)
class ExternalFit:
    """What others must bring, with everything that waits for it."""

    row: ExternalDependencyRow
    assessment: ExternalAssessment
    waiting: tuple[Fitting, ...]
    is_stale: bool

    @property
    def conflicts(self) -> tuple[Fitting, ...]:
        """What may have to begin before it is there."""
        return tuple(one for one in self.waiting if one.link.fit == "conflict")


def external_fits(session: Session, programme_id: int, as_of: date) -> list[ExternalFit]:
    """Everything that others must bring to a programme, on a day. Eight queries."""
    rows = external_dependencies(session, [programme_id], as_of)
    waiting = sorted({one for row in rows for one in row.deliverables})
    states = states_by_id(session, programme_id, waiting, as_of)
    return [_fit(row, states, as_of) for row in rows]


def fits_of_deliverable(
    session: Session, programme_id: int, state: DeliverableState, as_of: date
) -> list[ExternalFit]:
    """What others must bring to one deliverable, on a day. Two queries."""
    rows = external_dependencies(session, [programme_id], as_of)
    return [_fit(row, {state.id: state}, as_of) for row in rows if state.id in row.deliverables]


def _fit(row: ExternalDependencyRow, states: dict[int, DeliverableState], as_of: date) -> ExternalFit:
    assessment = assess_external(row.brought, as_of)
    waiting = (states[one] for one in row.deliverables if one in states)
    fits = tuple(Fitting(state, link(assessment, state.assessment)) for state in waiting)
    return ExternalFit(row, assessment, fits, row.is_stale(as_of))
