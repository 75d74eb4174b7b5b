"""The decision calendar: decisions by half-year with the inputs that they need, on a time axis."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.decision_calendar import DecisionCalendar, lay_out_decisions
from app.domain.half_year import HalfYear
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.report import Block
from app.domain.report.decision_chain import draw_chain
from app.domain.timeliness import Timeliness
from app.domain.wording import readiness_in_words
from app.drawing.axis import TimeAxis, build_overview_axis
from app.drawing.mark import Mark
from app.drawing.rails import Rail, connect_inputs
from app.queries.decision import DecisionState
from app.queries.deliverable import DeliverableState
from app.queries.deliverable_history import Neighbour
from app.templating import translator
from app.templating.wording import words_of
from app.web.views.rows import draw_milestone


@dataclass(frozen=True, slots=True)
class InputRow:
    """A deliverable that a decision needs, as a row below it."""

    neighbour: Neighbour
    mark: Mark
    rails: tuple[Rail, ...]


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision with the inputs that it needs; `readiness` says in a sentence whether it is ready."""

    decision: DecisionState
    mark: Mark
    rails: tuple[Rail, ...]
    inputs: tuple[InputRow, ...]
    readiness: str


@dataclass(frozen=True, slots=True)
class DecisionGroup:
    """The decisions under one heading, by quarter if that is known."""

    key: str
    title: str
    text: str
    count: int
    stretches: tuple[tuple[str, tuple[DecisionRow, ...]], ...]


@dataclass(frozen=True, slots=True)
class DecisionCalendarView:
    """The parts of the page: open decisions by group, and taken ones, the latest first."""

    axis: TimeAxis
    pending: int
    overdue: int
    ready: int
    groups: tuple[DecisionGroup, ...]
    taken: tuple[DecisionState, ...]
    withdrawn: tuple[DecisionState, ...]


def draw_decisions(decisions: Sequence[DecisionState], as_of: date) -> DecisionCalendarView:
    """Draw the decisions of a programme over the coming half-years."""
    open_decisions = [d for d in decisions if not d.assessment.timeliness.is_closed]
    taken = sorted((d for d in decisions if d.is_taken), key=lambda d: d.taken_on or date.min, reverse=True)
    axis = build_overview_axis(as_of, tuple(sorted(_list_latest_days(open_decisions))))
    laid_out = lay_out_decisions(open_decisions, as_of)
    return DecisionCalendarView(
        axis=axis,
        pending=len(open_decisions),
        overdue=len(laid_out.overdue),
        ready=sum(d.readiness is not None and d.readiness.state == "ready" for d in open_decisions),
        groups=tuple(_draw_groups(laid_out, axis)),
        taken=tuple(taken),
        withdrawn=tuple(d for d in decisions if d.assessment.timeliness is Timeliness.WITHDRAWN),
    )


def describe_readiness(decision: DecisionState, as_of: date) -> str:
    """Return a sentence on how ready a decision is; empty if it was taken or withdrawn."""
    if decision.readiness is None:
        return ""
    titles = {n.state.id: n.state.title for n in decision.needed}
    return readiness_in_words(decision.readiness, titles, words_of(DEFAULT_LANGUAGE, as_of))


def draw_decision_chain(decision: DecisionState, as_of: date) -> Block | None:
    """Return what a decision needs, in the order of time; none where it needs nothing."""
    needed = [neighbour.state for neighbour in decision.needed]
    return draw_chain(decision.state, needed, as_of, words_of(DEFAULT_LANGUAGE, as_of))


def _draw_groups(laid_out: DecisionCalendar[DecisionState], axis: TimeAxis) -> Iterable[DecisionGroup]:
    say = translator().gettext
    if laid_out.overdue:
        yield _draw_group("te-laat", say("Overdue"), laid_out.overdue, axis)
    for half in laid_out.half_years:
        stretches = tuple(
            (_title_of_quarter(s.quarter), _draw_rows(s.decisions, axis)) for s in half.quarters
        )
        yield DecisionGroup(
            str(half.half_year), str(half.half_year), _name_months(half.half_year), half.count, stretches
        )
    if laid_out.later:
        yield _draw_group("later", say("Later"), laid_out.later, axis)
    if laid_out.undated:
        yield _draw_group("zonder-datum", say("Without a date"), laid_out.undated, axis)


def _draw_group(key: str, title: str, decisions: Sequence[DecisionState], axis: TimeAxis) -> DecisionGroup:
    return DecisionGroup(key, title, "", len(decisions), (("", _draw_rows(decisions, axis)),))


def _title_of_quarter(quarter: int | None) -> str:
    if quarter is None:
        return translator().gettext("In more than one quarter")
    return translator().gettext("Quarter %(quarter)s") % {"quarter": quarter}


def _name_months(half: HalfYear) -> str:
    first = translator().gettext("January up to and including June")
    return first if half.half == 1 else translator().gettext("July up to and including December")


def _draw_rows(decisions: Iterable[DecisionState], axis: TimeAxis) -> tuple[DecisionRow, ...]:
    return tuple(_draw_row(decision, axis) for decision in decisions)


def _draw_row(decision: DecisionState, axis: TimeAxis) -> DecisionRow:
    needed = {n.state.id: n.state for n in decision.needed}
    marks = {state.id: draw_milestone(axis, state) for state in (decision.state, *needed.values())}
    rails = connect_inputs([decision.id, *needed], marks, {decision.id: tuple(needed)})
    return DecisionRow(
        decision,
        marks[decision.id],
        rails.get(decision.id, ()),
        tuple(InputRow(n, marks[n.state.id], rails.get(n.state.id, ())) for n in decision.needed),
        describe_readiness(decision, axis.as_of),
    )


def _list_latest_days(decisions: Iterable[DecisionState]) -> set[date]:
    states: list[DeliverableState] = [s for d in decisions for s in (d.state, *(n.state for n in d.needed))]
    windows = [s.assessment.deadline.window for s in states if s.assessment.deadline]
    return {window.latest for window in windows if window.latest}
