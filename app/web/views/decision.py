"""A decision as several pages show it: what is asked, how far it is, what was decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.decision_calendar import DecisionCalendar, lay_out_decisions
from app.domain.half_year import HalfYear
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.timeliness import Timeliness
from app.domain.wording import readiness_in_words
from app.drawing.axis import TimeAxis, axis_for
from app.drawing.mark import Mark
from app.drawing.rails import Rail, connect_inputs
from app.queries.decision import DecisionState
from app.queries.deliverable import DeliverableState
from app.queries.deliverable_history import Neighbour
from app.templating import translator
from app.templating.wording import words_of
from app.web.views.rows import milestone


@dataclass(frozen=True, slots=True)
class InputRow:
    """What a decision needs, under it on the axis."""

    neighbour: Neighbour
    mark: Mark
    rails: tuple[Rail, ...]


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision with what it needs; `told` is how far it is, in a sentence."""

    found: DecisionState
    mark: Mark
    rails: tuple[Rail, ...]
    inputs: tuple[InputRow, ...]
    told: str


@dataclass(frozen=True, slots=True)
class DecisionGroup:
    """The decisions under one heading; within it by quarter, where that is told."""

    key: str
    title: str
    text: str
    count: int
    stretches: tuple[tuple[str, tuple[DecisionRow, ...]], ...]


@dataclass(frozen=True, slots=True)
class DecisionParts:
    """The whole page: what is asked, by group, and what was taken, the latest first."""

    axis: TimeAxis
    asked: int
    overdue: int
    ready: int
    groups: tuple[DecisionGroup, ...]
    taken: tuple[DecisionState, ...]
    withdrawn: tuple[DecisionState, ...]


def parts(found: Sequence[DecisionState], as_of: date) -> DecisionParts:
    """Lay the decisions out over the half-years to come."""
    asked = [d for d in found if not d.assessment.timeliness.is_closed]
    taken = sorted((d for d in found if d.is_taken), key=lambda d: d.taken_on or date.min, reverse=True)
    axis = axis_for(as_of, tuple(sorted(_latest_days(asked))))
    laid_out = lay_out_decisions(asked, as_of)
    return DecisionParts(
        axis=axis,
        asked=len(asked),
        overdue=len(laid_out.overdue),
        ready=sum(d.readiness is not None and d.readiness.state == "ready" for d in asked),
        groups=tuple(_groups(laid_out, axis)),
        taken=tuple(taken),
        withdrawn=tuple(d for d in found if d.assessment.timeliness is Timeliness.WITHDRAWN),
    )


def told(found: DecisionState, as_of: date) -> str:
    """How far a decision is, in a sentence; nothing where it was taken or withdrawn."""
    if found.readiness is None:
        return ""
    titles = {n.state.id: n.state.title for n in found.needed}
    return readiness_in_words(found.readiness, titles, words_of(DEFAULT_LANGUAGE, as_of))


def _groups(laid_out: DecisionCalendar[DecisionState], axis: TimeAxis) -> Iterable[DecisionGroup]:
    say = translator().gettext
    if laid_out.overdue:
        yield _group("te-laat", say("Overdue"), laid_out.overdue, axis)
    for half in laid_out.half_years:
        stretches = tuple((_stretch_title(s.quarter), _rows(s.decisions, axis)) for s in half.quarters)
        yield DecisionGroup(
            str(half.half_year), str(half.half_year), _months(half.half_year), half.count, stretches
        )
    if laid_out.later:
        yield _group("later", say("Later"), laid_out.later, axis)
    if laid_out.undated:
        yield _group("zonder-datum", say("Without a date"), laid_out.undated, axis)


def _group(key: str, title: str, asked: Sequence[DecisionState], axis: TimeAxis) -> DecisionGroup:
    return DecisionGroup(key, title, "", len(asked), (("", _rows(asked, axis)),))


def _stretch_title(quarter: int | None) -> str:
    if quarter is None:
        return translator().gettext("In more than one quarter")
    return translator().gettext("Quarter %(quarter)s") % {"quarter": quarter}


def _months(half: HalfYear) -> str:
    first = translator().gettext("January up to and including June")
    return first if half.half == 1 else translator().gettext("July up to and including December")


def _rows(asked: Iterable[DecisionState], axis: TimeAxis) -> tuple[DecisionRow, ...]:
    return tuple(_row(found, axis) for found in asked)


def _row(found: DecisionState, axis: TimeAxis) -> DecisionRow:
    needed = {n.state.id: n.state for n in found.needed}
    marks = {state.id: milestone(axis, state) for state in (found.state, *needed.values())}
    rails = connect_inputs([found.id, *needed], marks, {found.id: tuple(needed)})
    return DecisionRow(
        found,
        marks[found.id],
        rails.get(found.id, ()),
        tuple(InputRow(n, marks[n.state.id], rails.get(n.state.id, ())) for n in found.needed),
        told(found, axis.as_of),
    )


def _latest_days(asked: Iterable[DecisionState]) -> set[date]:
    states: list[DeliverableState] = [s for d in asked for s in (d.state, *(n.state for n in d.needed))]
    windows = [s.assessment.deadline.window for s in states if s.assessment.deadline]
    return {window.latest for window in windows if window.latest}
