"""Where the round of a programme stands: its steps, who has answered, what keeps it from adoption."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from app.domain.adoption import Missing, MissingKind, find_missing
from app.domain.round import UNDER_WAY, Call, CallStart, compute_call_start
from app.domain.structure import PeriodState
from app.queries.call_for_updates import ProjectAnswers, project_answers
from app.queries.party import sponsors
from app.queries.programme import ProgrammeRow
from app.queries.report.adoption import adoption_case, draft_case
from app.queries.reporting_period import PeriodRow, moments_of_steps, periods

_LISTENING = (PeriodState.OPEN, PeriodState.EDITING)


@dataclass(frozen=True, slots=True)
class RoundStanding:
    """The round that asks most of a programme now, or none where none is planned."""

    programme: ProgrammeRow
    period: PeriodRow | None = None
    steps: Mapping[PeriodState, date] = field(default_factory=dict)
    projects: Sequence[ProjectAnswers] = ()

    @property
    def answered(self) -> int:
        """Return how many deliverables were answered for."""
        return sum(project.answered for project in self.projects)

    @property
    def by_office(self) -> int:
        """Return how many of the answers the office entered for somebody else."""
        return sum(project.by_office for project in self.projects)

    @property
    def to_answer(self) -> int:
        """Return how many still ask for an answer."""
        return sum(len(project.missing) for project in self.projects)

    @property
    def silent(self) -> list[tuple[str, int]]:
        """Return who has not answered everything, with how much; the office has no name here."""
        counts: dict[str, int] = {}
        for answer in (answer for project in self.projects for answer in project.answers):
            counts[answer.person or ""] = counts.get(answer.person or "", 0) + 1
        return sorted(counts.items(), key=lambda person: (-person[1], person[0]))


@dataclass(frozen=True, slots=True)
class RoundGate:
    """What still keeps the report of a round from being adopted, as far as it can be said by now.

    `unsigned` are the sponsors that have not signed every section, with how many they have not.
    """

    missing: Sequence[Missing]
    unsigned: Sequence[tuple[str, int]] = ()

    def count(self, *kinds: MissingKind) -> int:
        """Return how much of these kinds there is."""
        return sum(missing.kind in kinds for missing in self.missing)


def round_standing(session: Session, programme: ProgrammeRow, today: date) -> RoundStanding:
    """Return where the round of a programme stands on a day. At most ten queries."""
    period = _choose_period(periods(session, [programme.id]))
    if period is None:
        return RoundStanding(programme)
    moments = moments_of_steps(session, period.id)
    steps = {state: day for state, (day, _) in moments.items()}
    if period.state not in _LISTENING:
        return RoundStanding(programme, period, steps)
    opened, starts_on = moments.get(PeriodState.OPEN), period.starts_on
    start = compute_call_start(*opened, starts_on) if opened else CallStart(starts_on)
    call = Call(period.id, period.half_year, start, period.input_deadline)
    return RoundStanding(programme, period, steps, project_answers(session, programme.id, call, today))


def round_gate(session: Session, programme: ProgrammeRow, period: PeriodRow) -> RoundGate:
    """Return what keeps the report of a round from being adopted: it is composed and checked for that."""
    if period.state is not PeriodState.REVIEW:
        return RoundGate(find_missing(draft_case(session, programme, period)))
    missing = find_missing(adoption_case(session, period))
    names = {party.id: party.short for party in sponsors(session, programme.id)}
    counts = dict.fromkeys(names, 0)
    for unsigned in (lacking for lacking in missing if lacking.kind is MissingKind.SIGNATURE):
        counts[unsigned.party_id or 0] += 1
    return RoundGate(missing, [(names[party], count) for party, count in counts.items() if count])


def _choose_period(every: Iterable[PeriodRow]) -> PeriodRow | None:
    """Return the round under way, else the one to publish, else the next one planned, else the last."""
    rows = list(every)
    under_way = [row for row in rows if row.state in UNDER_WAY]
    adopted = [row for row in rows if row.state is PeriodState.ADOPTED]
    planned = [row for row in rows if row.state is PeriodState.PLANNED]
    return next(iter([*under_way, *adopted, *planned, *rows[-1:]]), None)
