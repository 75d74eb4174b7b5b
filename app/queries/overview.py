"""The milestone overview of a programme: deliverables by action line and project, filtered, with counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from app.domain.half_year import HalfYear
from app.domain.status import Status
from app.domain.structure import DeliverableKind
from app.domain.timeliness import falls_in
from app.queries.deliverable import DeliverableState, deliverable_states
from app.queries.programme import ActionLineRow, action_lines
from app.queries.tally import Tally, count, deadline, is_undated, stands

PAGE_SIZE = 200
"""How many milestones one page draws."""


@dataclass(frozen=True, slots=True)
class OverviewFilter:
    """What is asked to be shown; an empty part asks for everything."""

    lines: frozenset[str] = frozenset()
    kinds: frozenset[DeliverableKind] = frozenset()
    statuses: frozenset[Status] = frozenset()
    stand: str = ""
    """`delivered`, `due_now`, `overdue`, `moved`, `date_dropped`, `coming`, `decision`, `undated`, `ongoing`,
    `withdrawn`.
    """
    who: str = ""
    """The name of a lead or of an executing party."""
    window: HalfYear | None = None
    text: str = ""
    page: int = 1

    @property
    def is_empty(self) -> bool:
        """Whether everything is asked for."""
        return self == OverviewFilter(page=self.page)


@dataclass(frozen=True, slots=True)
class ProjectGroup:
    """The rows of one project."""

    id: int
    title: str
    rows: list[DeliverableState] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LineGroup:
    """An action line: what is dated and open, what has no date, and what was delivered with a date."""

    line: ActionLineRow
    tally: Tally
    dated: tuple[ProjectGroup, ...]
    loose: tuple[DeliverableState, ...]
    delivered: tuple[ProjectGroup, ...]
    delivered_count: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole page as data; `shown` of `tally.counts.total` are drawn on this page of `pages`."""

    tally: Tally
    groups: tuple[LineGroup, ...]
    shown: int
    matching: int
    total: int
    pages: int
    lines: tuple[ActionLineRow, ...]
    everyone: tuple[str, ...]
    windows: tuple[HalfYear, ...]
    latest_days: tuple[date, ...]
    drawn: tuple[DeliverableState, ...]
    """The rows of this page, in the order of the structure."""


def overview(session: Session, programme_id: int, as_of: date, filters: OverviewFilter) -> Overview:
    """The overview on a day. The number of queries is that of `deliverable_states` and one more."""
    states = deliverable_states(session, programme_id, as_of)
    lines = tuple(action_lines(session, programme_id, as_of))
    fitting = [s for s in states if _fits(s, filters)]
    chosen = choose(states, filters)
    first = (filters.page - 1) * PAGE_SIZE
    shown = chosen[first : first + PAGE_SIZE]
    return Overview(
        tally=count(fitting, as_of),
        groups=tuple(_groups(lines, shown, chosen, as_of)),
        shown=len(shown),
        matching=len(chosen),
        total=len(states),
        pages=max(1, -(-len(chosen) // PAGE_SIZE)),
        lines=lines,
        everyone=tuple(sorted(_everyone(states))),
        windows=_windows(states, as_of),
        latest_days=tuple(
            sorted({d.window.latest for s in states if (d := deadline(s)) and d.window.latest})
        ),
        drawn=tuple(shown),
    )


def choose(states: Iterable[DeliverableState], filters: OverviewFilter) -> list[DeliverableState]:
    """Return what a filter leaves, on whatever page it stands."""
    return [s for s in states if _fits(s, filters) and (not filters.stand or stands(s, filters.stand))]


def _groups(
    lines: Iterable[ActionLineRow],
    shown: Sequence[DeliverableState],
    chosen: Sequence[DeliverableState],
    on: date,
) -> Iterable[LineGroup]:
    for line in lines:
        of_line = [s for s in shown if s.action_line_id == line.id]
        if not of_line:
            continue
        done = [s for s in of_line if s.assessment.timeliness.is_done and not is_undated(s)]
        dated = [s for s in of_line if not s.assessment.timeliness.is_done and not is_undated(s)]
        yield LineGroup(
            line=line,
            tally=count([s for s in chosen if s.action_line_id == line.id], on),
            dated=_by_project(dated),
            loose=tuple(s for s in of_line if is_undated(s)),
            delivered=_by_project(done),
            delivered_count=len(done),
        )


def _by_project(states: Iterable[DeliverableState]) -> tuple[ProjectGroup, ...]:
    groups: dict[int, ProjectGroup] = {}
    for state in states:
        groups.setdefault(state.project_id, ProjectGroup(state.project_id, state.project)).rows.append(state)
    return tuple(groups.values())


def _fits(state: DeliverableState, filters: OverviewFilter) -> bool:
    window = state.assessment.window
    return (
        (not filters.lines or state.action_line in filters.lines)
        and (not filters.kinds or state.kind in filters.kinds)
        and (not filters.statuses or state.assessment.current_status in filters.statuses)
        and (not filters.who or filters.who in (state.lead, state.executing_party))
        and (filters.window is None or (window is not None and falls_in(window, filters.window)))
        and (not filters.text or filters.text.casefold() in f"{state.title} {state.project}".casefold())
    )


def _everyone(states: Iterable[DeliverableState]) -> set[str]:
    return {name for s in states for name in (s.lead, s.executing_party) if name}


def _windows(states: Iterable[DeliverableState], as_of: date) -> tuple[HalfYear, ...]:
    days = [d.window.latest for s in states if (d := deadline(s)) and d.window.latest]
    half, last = HalfYear.containing(min([*days, as_of])), HalfYear.containing(max([*days, as_of]))
    pieces = [half]
    while pieces[-1] < last:
        pieces.append(pieces[-1].next())
    return tuple(pieces)
