"""The portfolio: the programmes that a person may read, each with its counts on a day."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.queries.deliverable import DeliverableState, deliverable_states
from app.queries.programme import ProgrammeRow
from app.queries.tally import Tally, count, deadline


@dataclass(frozen=True, slots=True)
class PortfolioRow:
    """One programme with its counts, and the promises whose last day comes first."""

    programme: ProgrammeRow
    tally: Tally
    first_due: tuple[DeliverableState, ...]


def portfolio_row(session: Session, programme: ProgrammeRow, as_of: date, *, first: int = 5) -> PortfolioRow:
    """One programme of the portfolio on a day, with the `first` promises to fall due."""
    states = deliverable_states(session, programme.id, as_of)
    due = [s for s in states if s.assessment.timeliness in ("overdue", "due_now", "due_later")]
    due = [s for s in due if (d := deadline(s)) and d.window.latest]
    due.sort(key=lambda s: (_last_day(s), s.id))
    return PortfolioRow(programme, count(states, as_of), tuple(due[:first]))


def _last_day(state: DeliverableState) -> date:
    latest = deadline(state)
    return (latest.window.latest if latest else None) or date.max
