"""What the page of a report that was read shows: its text with the passages marked, and its proposals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

from sqlmodel import Session

from app.domain.assessment import Promise
from app.domain.deadline_change import WindowChange
from app.domain.firmness import Firmness
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.promise_extraction.matching import KnownLine, KnownProject
from app.domain.promise_extraction.passages import Excerpt, Quote, cut_excerpt
from app.domain.promise_extraction.wording import find_firmness_words
from app.domain.proposal import ProposalOutcome, ProposalState
from app.domain.refusal import Message
from app.domain.structure import DeliverableKind
from app.domain.vague_date import VagueDate, choose_edge
from app.domain.wording.change import slip_between_marks
from app.drawing.axis import TimeAxis, build_deliverable_axis
from app.drawing.mark import Mark, Milestone, draw_mark
from app.queries.named_moment import read_register
from app.queries.proposal import (
    MatchRow,
    ProposalFilter,
    ProposalRow,
    ReadReportRow,
    count_before,
    describe_targets,
    find_project_before,
    list_known_places,
    list_proposals,
    matches_of,
    read_text,
)
from app.queries.related import PAGE_SIZE, find_related
from app.templating import translator
from app.templating.vocabulary import word
from app.templating.wording import words_of
from app.web.forms import Choices, Typed, fill_own_bounds, read_number
from app.web.views.related import LONGEST
from app.web.views.status_update_form import Interpretation, interpret_words

ON_A_PAGE = 10
_NEAR = 3
_SMALL_AXIS = 430
"""How wide the axis in a form is on a usual screen, in pixels."""
SEARCH = "deliverable"
"""The field of the form that searches for another deliverable."""
_MATCHES_BY_ITSELF = 0.75
"""From this likeness on, what is called nearly the same is chosen beforehand."""


class Listed(StrEnum):
    """Which proposals are listed; the values stand in the address."""

    ALL = ""
    OPEN = "open"
    ACCEPTED = "over"
    MERGED = "samen"
    REJECTED = "weg"
    NOT_UNDERSTOOD = "onbekend"

    @classmethod
    def parse(cls, word: str) -> "Listed":
        """Return what an address asks for, all where it says anything else."""
        return next((listed for listed in cls if listed.value == word), cls.ALL)

    def build_filter(self, report: ReadReportRow) -> ProposalFilter:
        """Return the proposals of a report that are listed."""
        outcome = _OUTCOMES.get(self)
        unclear = self is Listed.NOT_UNDERSTOOD
        return ProposalFilter([report.programme_id], report.id, outcome, not_understood=unclear)

    def count_of(self, report: ReadReportRow) -> int:
        """Return how many of a report are listed."""
        counts = {
            Listed.OPEN: report.open,
            Listed.ACCEPTED: report.accepted,
            Listed.MERGED: report.merged,
            Listed.REJECTED: report.rejected,
            Listed.NOT_UNDERSTOOD: report.not_understood,
        }
        return counts.get(self, report.proposals)


_OUTCOMES = {
    Listed.OPEN: ProposalOutcome.OPEN,
    Listed.ACCEPTED: ProposalOutcome.ACCEPTED,
    Listed.MERGED: ProposalOutcome.MERGED,
    Listed.REJECTED: ProposalOutcome.REJECTED,
    Listed.NOT_UNDERSTOOD: ProposalOutcome.OPEN,
}

Sign = Literal["yes", "no", "now", "unclear", "open"]
"""How a passage and its number are drawn."""
_BY_URGENCY: Sequence[Sign] = ("now", "unclear", "open", "yes", "no")


class Fold(StrEnum):
    """Which of the folded parts of a form stands open; the values stand in the address."""

    NONE = ""
    SPLIT = "splits"
    REJECT = "wijs-af"

    @classmethod
    def parse(cls, word: str) -> "Fold":
        """Return what an address asks for, none where it says anything else."""
        return next((fold for fold in cls if fold.value == word), cls.NONE)


@dataclass(frozen=True, slots=True)
class Target:
    """A deliverable that a proposal can be merged with, and how its moment would move then."""

    match: MatchRow
    moved: str = ""
    """Between which words, and by how much."""

    @property
    def id(self) -> str:
        """Its number, as the form sends it."""
        return str(self.match.deliverable_id)

    @property
    def is_later(self) -> bool:
        """Whether the reader is to look twice."""
        return self.match.change in (WindowChange.LATER, WindowChange.DATE_DROPPED, WindowChange.WIDENED)


@dataclass(frozen=True, slots=True)
class ProposalForm:
    """One proposal, open to be judged: what is typed, how that is read, and what it may belong to."""

    row: ProposalRow
    typed: Typed
    reading: Interpretation
    evidence: tuple[Firmness, str]
    """How firmly the sentence itself promises it, and by which words."""
    targets: Sequence[Target]
    lines: Sequence[tuple[KnownLine, Sequence[KnownProject]]]
    errors: Mapping[str, Message] = field(default_factory=dict)
    is_stale: bool = False
    fold: Fold = Fold.NONE
    has_project_before: bool = False
    """Whether its project is offered since the proposal before it in the same section is there."""
    query: str = ""
    """What is searched for among everything of the programme."""

    @property
    def prefix(self) -> str:
        """Before the id of each of its fields."""
        return f"v{self.row.id}-"

    @property
    def chosen(self) -> Target | None:
        """What it would be merged with."""
        return next((target for target in self.targets if target.id == self.typed[SEARCH]), None)

    @property
    def firmness(self) -> Firmness | None:
        """How firmly it is promised as the form stands."""
        return _read_firmness(self.typed)

    @property
    def axis(self) -> TimeAxis | None:
        """A small time axis for its moment and the one before it, if there is anything to draw."""
        windows = [window for window in (self.reading.window, self._was) if window]
        days = [day for window in windows for day in (window.earliest, window.latest) if day]
        axis = build_deliverable_axis(self.row.said_on, tuple(days))
        return replace(axis, pixels=_SMALL_AXIS) if days else None

    @property
    def mark(self) -> Mark | None:
        """Its moment on the axis."""
        axis, window = self.axis, self.reading.window
        return self._draw(axis, window, window.phrase, self.firmness) if axis and window else None

    @property
    def was(self) -> Mark | None:
        """On the axis, what was promised before of the deliverable that is chosen."""
        axis, window = self.axis, self._was
        if axis is None or window is None or window.is_undated:
            return None
        return self._draw(axis, window, translator().gettext("was %(phrase)s") % {"phrase": window.phrase})

    @property
    def _was(self) -> VagueDate | None:
        return self.chosen.match.window if self.chosen else None

    def _draw(self, axis: TimeAxis, window: VagueDate, words: str, firmness: Firmness | None = None) -> Mark:
        milestone = Milestone(
            words,
            window.earliest,
            window.latest,
            choose_edge(window),
            self.typed["kind"] or self.row.kind,
            "due_later",
            firmness,
            self.row.said_on,
        )
        return draw_mark(axis, milestone)


@dataclass(frozen=True, slots=True)
class ShownProposal:
    """One proposal in the list; `form` is there where it stands open."""

    row: ProposalRow
    matches: Sequence[MatchRow]
    form: ProposalForm | None = None
    has_focus: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it waits for a judgement."""
        return self.row.outcome is ProposalOutcome.OPEN

    @property
    def sign(self) -> Sign:
        """How its passage and its number are drawn."""
        if self.form:
            return "now"
        if self.row.outcome is ProposalOutcome.REJECTED:
            return "no"
        if not self.is_open:
            return "yes"
        return "unclear" if self.row.not_understood else "open"


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """A page of the proposals of a report, with the text in which they stand."""

    report: ReadReportRow
    listed: Listed
    proposals: Sequence[ShownProposal]
    excerpt: Excerpt[int]
    first: int
    """The number of the first of them among those listed, from 1."""
    count: int
    """How many are listed, on all pages."""
    number: int
    """Which page it is, from 1."""
    judged: ProposalRow | None = None
    """What was judged a moment ago."""

    @property
    def by_id(self) -> Mapping[int, ShownProposal]:
        """Those of this page, by their number."""
        return {shown.row.id: shown for shown in self.proposals}

    def sign_of(self, ids: Sequence[int]) -> Sign:
        """Return how the passage of these proposals is drawn: as the one that asks most."""
        signs = {self.by_id[id].sign for id in ids}
        return next(sign for sign in _BY_URGENCY if sign in signs)

    @property
    def last(self) -> int:
        """The number of the last of them among those listed."""
        return self.first + len(self.proposals) - 1

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.count // ON_A_PAGE))

    @property
    def near_pages(self) -> list[int]:
        """Those to which links lead: the first, the last, and those around this one."""
        return [
            number
            for number in range(1, self.pages + 1)
            if number in (1, self.pages) or abs(number - self.number) < _NEAR
        ]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks of the page: a filter, a page of it, which proposal stands open or was judged."""

    listed: Listed = Listed.ALL
    number: int = 1
    open: ProposalRow | None = None
    judged: ProposalRow | None = None
    fold: Fold = Fold.NONE
    target_id: int = 0
    """With what the one that stands open is to be merged, chosen beforehand; 0 for the rules to choose."""


def build_page(
    session: Session, report: ReadReportRow, wanted: Wanted, form: ProposalForm | None = None
) -> ReadingPage:
    """Return the page of a report that the address asks for. `form` is one that was sent and not taken in."""
    listed, count = wanted.listed, wanted.listed.count_of(report)
    number = min(max(wanted.number, 1), max(1, -(-count // ON_A_PAGE)))
    anchor = form.row if form else wanted.open or wanted.judged
    if anchor is not None:
        before = count_before(session, listed.build_filter(report), _place(anchor))
        number = min(before, max(count - 1, 0)) // ON_A_PAGE + 1
    offset = (number - 1) * ON_A_PAGE
    rows = list_proposals(session, listed.build_filter(report), limit=ON_A_PAGE, offset=offset)
    opened = form.row if form else wanted.open
    if listed and opened is not None and all(row.id != opened.id for row in rows):
        return build_page(session, report, replace(wanted, listed=Listed.ALL), form)  # the list has it not
    waiting = [row for row in rows if row.outcome is ProposalOutcome.OPEN]
    matches = matches_of(session, report.programme_id, waiting) if report.finished_at is None else {}
    if form is None and opened is not None and _can_open(report, opened):
        form = _open_form(session, opened, matches.get(opened.id, ()), wanted)
    focus = _next_after(waiting, wanted.judged) if wanted.judged and form is None else None
    shown = [
        ShownProposal(
            row,
            matches.get(row.id, ()),
            form if form and form.row.id == row.id else None,
            has_focus=row.id == focus,
        )
        for row in rows
    ]
    quotes = [Quote(row.id, row.quote, row.place) for row in rows]
    excerpt = cut_excerpt(read_text(session, report.id), quotes)
    return ReadingPage(report, listed, shown, excerpt, offset + 1, count, number, wanted.judged)


def _open_form(
    session: Session, row: ProposalRow, matches: Sequence[MatchRow], wanted: Wanted
) -> ProposalForm:
    """Return the form as it opens, with the project of the proposal before it where it names none itself."""
    typed = fill_typed(row, matches)
    project_id = None if row.project_id else find_project_before(session, row)
    typed["project"] = typed["project"] or str(project_id or "")
    if any(match.deliverable_id == wanted.target_id for match in matches):
        typed[SEARCH] = str(wanted.target_id)
    form = build_form(session, row, Typed(typed), wanted.fold)
    return replace(form, has_project_before=project_id is not None)


def build_form(
    session: Session,
    row: ProposalRow,
    typed: Typed,
    fold: Fold = Fold.NONE,
    errors: Mapping[str, Message] | None = None,
    *,
    is_stale: bool = False,
) -> ProposalForm:
    """Return the form of a proposal as it stands, with how its words are read. At most ten queries."""
    register = read_register(session)
    reading = interpret_words(typed["phrase"], row.said_on, register, typed.values)
    now = replace(row, title=typed["title"] or row.title, window=reading.window)
    query = typed[f"{SEARCH}_query"].strip()[:LONGEST]
    return ProposalForm(
        row,
        typed,
        reading,
        find_firmness_words(row.quote, row.window.phrase if row.window else row.not_understood),
        _list_targets(session, now, typed, query),
        _list_lines(session, row.programme_id),
        errors or {},
        is_stale,
        fold,
        query=query,
    )


def fill_typed(row: ProposalRow, matches: Sequence[MatchRow] = ()) -> dict[str, str]:
    """Return the fields of the form of a proposal, as it was read or changed."""
    window = row.window
    likely = matches[0] if matches and matches[0].likeness >= _MATCHES_BY_ITSELF else None
    own = fill_own_bounds(window.bounds_by, window.earliest, window.latest) if window else {}
    return {
        "title": row.title,
        "kind": row.kind,
        "state": row.state,
        "phrase": window.phrase if window else row.not_understood,
        **{name: own.get(name, "") for name in ("own_earliest", "own_latest", "own_undated")},
        "firmness": row.firmness or "",
        "project": str(row.project_id or ""),
        SEARCH: str(likely.deliverable_id) if likely else "",
        "version": str(row.version),
    }


def _list_targets(session: Session, row: ProposalRow, typed: Typed, query: str) -> list[Target]:
    """Return what the proposal may belong to: what is called alike, what is chosen, and what was searched."""
    alike = matches_of(session, row.programme_id, [row]).get(row.id, ())
    known = {match.deliverable_id for match in alike}
    chosen = read_number(typed[SEARCH])
    others = [chosen] if chosen and chosen not in known else []
    if query:
        without = {*known, *others}
        others += [
            deliverable.id
            for deliverable in find_related(session, row.programme_id, query, without=without)[:PAGE_SIZE]
        ]
    also = describe_targets(session, row.programme_id, row, others) if others else ()
    firmness = _read_firmness(typed)
    return [Target(match, _say_move(row, match, firmness)) for match in (*alike, *also)]


def _say_move(row: ProposalRow, match: MatchRow, firmness: Firmness | None) -> str:
    if match.window is None or row.window is None or match.change in (None, WindowChange.SAME):
        return ""
    old, new = (
        Promise(window=window, firmness=firmness, said_on=row.said_on)
        for window in (match.window, row.window)
    )
    return slip_between_marks(old, new, words_of(DEFAULT_LANGUAGE, row.said_on))


def _list_lines(session: Session, programme_id: int) -> list[tuple[KnownLine, list[KnownProject]]]:
    lines, projects = list_known_places(session, programme_id)
    return [(line, [project for project in projects if project.action_line_id == line.id]) for line in lines]


def _read_firmness(typed: Typed) -> Firmness | None:
    return next((firmness for firmness in Firmness if firmness.value == typed["firmness"]), None)


def _can_open(report: ReadReportRow, row: ProposalRow) -> bool:
    return report.finished_at is None and row.outcome is ProposalOutcome.OPEN


def _next_after(waiting: Sequence[ProposalRow], judged: ProposalRow) -> int | None:
    """Return the next one on the page that waits, where somebody goes on; else the first."""
    behind = [row for row in waiting if _place(row) > _place(judged)]
    return next((row.id for row in behind or waiting), None)


def _place(row: ProposalRow) -> tuple[int, int, int]:
    return row.read_report_id, row.position, row.id


def list_choices() -> Choices:
    """Return what can be chosen in the form of a proposal, in words."""
    t = translator()
    return {
        "kind": [(kind.value, word(t, kind)) for kind in DeliverableKind],
        "state": [(state.value, word(t, state)) for state in ProposalState],
        "firmness": [("", "–"), *((firmness.value, word(t, firmness)) for firmness in Firmness)],
    }
