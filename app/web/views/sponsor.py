"""What a sponsor sees of one programme: to decide, late, moved, coming, delivered, and the figures."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from sqlmodel import Session

from app.domain.count import Counts, count_deliverables, first_promise, shift_since_first
from app.domain.half_year import HalfYear
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.month import add_months
from app.domain.timeliness import Timeliness
from app.domain.wording.change import slip_in_words
from app.drawing.axis import TimeAxis, build_upcoming_axis
from app.drawing.mark import Mark
from app.queries.decision import DecisionState, decisions_taken
from app.queries.deliverable import DeliverableState
from app.queries.indicator import indicators, measurements
from app.queries.programme import ProgrammeRow
from app.templating.wording import words_of
from app.web.views.decision import describe_readiness
from app.web.views.indicator import IndicatorView, build_indicator
from app.web.views.rows import draw_milestone

S = TypeVar("S")

_AHEAD = 6
"""Months, beside the present one."""
_PIXELS = 290
"""The width of an axis in half a page, that words are placed for."""


@dataclass(frozen=True)
class SponsoredProgramme:
    """A programme on a day, as its sponsor looks at it."""

    programme: ProgrammeRow
    states: Sequence[DeliverableState]
    decisions: Sequence[DecisionState]
    """Those to take by the parties of the sponsor, or by nobody that was named."""
    figures: Sequence[IndicatorView]
    today: date

    @cached_property
    def counts(self) -> Counts:
        """Return the counts of the whole programme, as everywhere."""
        return count_deliverables(self.states)

    @property
    def late(self) -> list[DeliverableState]:
        """Return what is overdue."""
        return [s for s in self.states if s.assessment.timeliness is Timeliness.OVERDUE]

    @property
    def moved(self) -> list[DeliverableState]:
        """Return whose date moved or was dropped since the first promise."""
        return [s for s in self.states if shift_since_first(s) is not None]

    @property
    def coming(self) -> list[DeliverableState]:
        """Return what may come in this month and the half-year after it."""
        until = add_months(self.today.replace(day=1), _AHEAD + 1)
        due = (Timeliness.DUE_NOW, Timeliness.DUE_LATER)
        return [s for s in self.states if s.assessment.timeliness in due and last_day(s) < until]

    @property
    def delivered(self) -> list[DeliverableState]:
        """Return what was delivered in this half-year."""
        begins = HalfYear.containing(self.today).starts_on
        return [s for s in self.states if s.assessment.timeliness.is_done and _day_delivered(s) >= begins]


class SponsoredRow(NamedTuple, Generic[S]):
    """A deliverable or decision, with its programme."""

    programme: ProgrammeRow
    state: S


@dataclass(frozen=True, slots=True)
class SponsoredLists:
    """What a sponsor looks at in all programmes together, each list in its own order."""

    decisions: Sequence[SponsoredRow[DecisionState]]
    late: Sequence[SponsoredRow[DeliverableState]]
    moved: Sequence[SponsoredRow[DeliverableState]]
    coming: Sequence[SponsoredRow[DeliverableState]]
    delivered: Sequence[SponsoredRow[DeliverableState]]


def merge_lists(views: Sequence[SponsoredProgramme]) -> SponsoredLists:
    """Return what ends first at the top; of what moved and was delivered the latest."""

    def merge(
        pick: Callable[[SponsoredProgramme], Iterable[S]], day: Callable[[S], date], *, latest: bool = False
    ) -> list[SponsoredRow[S]]:
        rows = [SponsoredRow(view.programme, state) for view in views for state in pick(view)]
        return sorted(rows, key=lambda row: day(row.state), reverse=latest)

    return SponsoredLists(
        merge(lambda view: view.decisions, lambda decision: last_day(decision.state)),
        merge(lambda view: view.late, last_day),
        merge(lambda view: view.moved, _day_moved, latest=True),
        merge(lambda view: view.coming, last_day),
        merge(lambda view: view.delivered, _day_delivered, latest=True),
    )


def load_sponsored(
    session: Session,
    programme: ProgrammeRow,
    states: Sequence[DeliverableState],
    parties: Collection[int],
    today: date,
) -> SponsoredProgramme:
    """Return a programme as the sponsors for these parties see it. Six queries."""
    by_id = {state.id: state for state in states}
    every_decision = decisions_taken(session, programme.id, today, by_id, by_id)
    rows = [row for row in indicators(session, [programme.id], today) if not row.withdrawn]
    measured = measurements(session, [row.id for row in rows], today)
    rows_by_id = {row.id: row for row in rows}
    figures = [build_indicator(row, rows_by_id, measured) for row in rows]
    return SponsoredProgramme(
        programme,
        states,
        list(_to_take(every_decision, parties)),
        [figure for figure in figures if figure.whole or figure.shares],
        today,
    )


def build_coming_axis(today: date) -> TimeAxis:
    """Return the axis of what is coming, as wide as half a page."""
    return replace(build_upcoming_axis(today, _AHEAD + 1), pixels=_PIXELS)


def draw_coming(axis: TimeAxis, programmes: Iterable[SponsoredProgramme]) -> dict[int, Mark]:
    """Return the mark of each deliverable that is coming, by its id; for conflicts there is no room."""
    coming = [state for view in programmes for state in view.coming]
    return {state.id: draw_milestone(axis, replace(state, needed=())) for state in coming}


def describe_move(state: DeliverableState) -> str:
    """Return between which words the promise moved since the first, and by how much."""
    assessment, words = state.assessment, words_of(DEFAULT_LANGUAGE)
    assert first_promise(state) is not None
    if assessment.baseline is None or assessment.promise is None:
        return ""
    return slip_in_words(assessment.baseline, assessment.promise, words)


def describe_needs(decision: DecisionState, today: date) -> str:
    """Return in a sentence whether what a decision needs will be there."""
    return describe_readiness(decision, today)


def last_day(state: DeliverableState) -> date:
    """Return the last day of the promise; the end of time where none is known."""
    deadline = state.assessment.deadline
    return (deadline.window.latest if deadline else None) or date.max


def _day_moved(state: DeliverableState) -> date:
    return state.deadlines[-1].said_on if state.deadlines else date.min


def _day_delivered(state: DeliverableState) -> date:
    return (state.last.delivered_on if state.last else None) or date.min


def _to_take(decisions: Iterable[DecisionState], parties: Collection[int]) -> Iterable[DecisionState]:
    for decision in decisions:
        deciders = {decider.id for decider in decision.deciders}
        if not decision.assessment.timeliness.is_closed and (not deciders or deciders & set(parties)):
            yield decision
