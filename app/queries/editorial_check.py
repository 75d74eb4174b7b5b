"""What the editorial check finds in a report that is being written, and what was answered to it."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.editorial_check import Finding, check, texts_of
from app.domain.report.facts import Facts
from app.tables import FindingAnswer, Person

_ANSWER = FindingAnswer.__table__  # type: ignore[attr-defined]
_PERSON = Person.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Answer:
    """Why a finding is left as it is."""

    reason: str
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Checked:
    """A finding with what was answered to it; it stays open until somebody answers or mends it."""

    number: int
    finding: Finding
    answer: Answer | None = None


def checked(session: Session, facts: Facts) -> tuple[Checked, ...]:
    """Everything that the check finds, numbered in the order of the texts. One query."""
    known = _answers(session, facts.period.id)
    found = check(texts_of(facts), facts)
    return tuple(Checked(number, one, known.get(one.key)) for number, one in enumerate(found, start=1))


def open_findings(session: Session, facts: Facts) -> dict[str, tuple[str, ...]]:
    """The sentences in which something is neither mended nor answered, by section key. One query."""
    found: dict[str, list[str]] = {}
    for one in checked(session, facts):
        if one.answer is None:
            found.setdefault(one.finding.section_key, []).append(f"“{one.finding.sentence}”")
    return {key: tuple(dict.fromkeys(said)) for key, said in found.items()}


def _answers(session: Session, period_id: int) -> dict[str, Answer]:
    """The last answer to each finding."""
    asked = (
        sa.select(_ANSWER.c.finding, _ANSWER.c.reason, _PERSON.c.name, _ANSWER.c.recorded_at)
        .join_from(_ANSWER, _PERSON, _PERSON.c.id == _ANSWER.c.author_id)
        .where(_ANSWER.c.reporting_period_id == period_id)
        .order_by(_ANSWER.c.id)
    )
    return {finding: Answer(*answer) for finding, *answer in session.execute(asked)}
