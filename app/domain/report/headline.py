"""Which facts are headlines of a report, and why; the order of the topics is that in which they may stay."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.report.choice import Choice, Placement
from app.domain.report.facts import DeliverableFacts, Facts, LineFacts
from app.domain.report.grouping import is_open_decision
from app.domain.report.since import find_shift, is_news, is_withdrawn_since
from app.domain.structure import DeliverableKind
from app.domain.timeliness import Timeliness


class Topic(StrEnum):
    """Why a deliverable is in the summary. What does not fit gives way from the last topic on."""

    WITHDRAWN = "withdrawn"
    LATE = "late"
    MOVED = "moved"
    TAKEN = "taken"
    ASKED = "asked"
    DELIVERED = "delivered"
    DUE_NEXT = "due_next"
    OTHER = "other"
    """No headline by any rule: there because the office pinned it."""


_HANDED_OVER = (DeliverableKind.PRODUCT, DeliverableKind.RESEARCH, DeliverableKind.DECISION)


@dataclass(frozen=True, slots=True)
class Headline:
    """A deliverable that the summary tells, with its topic and what the office chose for it."""

    deliverable: DeliverableFacts
    topic: Topic
    choice: Choice

    @property
    def is_pinned(self) -> bool:
        """Whether the office asked for it."""
        return self.choice.placement is Placement.PINNED

    @property
    def rank(self) -> tuple[bool, int, bool, date]:
        """The order in which headlines stay: pinned first, then by topic, products first, soonest first."""
        window = self.deliverable.assessment.window
        return (
            not self.is_pinned,
            _ORDER[self.topic],
            self.deliverable.kind not in _HANDED_OVER,
            (window.latest if window else None) or date.max,
        )


_ORDER = {topic: place for place, topic in enumerate(Topic)} | {Topic.ASKED: 3}
"""Decisions taken and asked are one topic in the order of what stays."""


def find_headlines(line: LineFacts, facts: Facts) -> Iterator[Headline]:
    """Yield the headlines of an action line in the order of its structure, those left out excepted."""
    for deliverable in line.deliverables:
        choice = facts.choice_of("deliverable", deliverable.id)
        topic = find_topic(deliverable, facts)
        if choice.placement is Placement.PINNED:
            yield Headline(deliverable, topic or Topic.OTHER, choice)
        elif topic is not None and choice.placement is Placement.BY_RULE:
            yield Headline(deliverable, topic, choice)


def find_topic(deliverable: DeliverableFacts, facts: Facts) -> Topic | None:
    """Return why a deliverable is a headline of this report; None where no rule makes it one."""
    if deliverable.assessment.timeliness is Timeliness.WITHDRAWN:
        return Topic.WITHDRAWN if is_withdrawn_since(deliverable, facts) else None
    if deliverable.is_done:
        if not is_news(deliverable, facts):
            return None
        return Topic.TAKEN if deliverable.is_decision else Topic.DELIVERED
    if deliverable.assessment.timeliness is Timeliness.OVERDUE:
        return Topic.LATE
    if find_shift(deliverable, facts):
        return Topic.MOVED
    if is_open_decision(deliverable) and is_asked_of_sponsors(deliverable, facts):
        return Topic.ASKED
    return Topic.DUE_NEXT if is_due_next(deliverable, facts) else None


def is_asked_of_sponsors(decision: DeliverableFacts, facts: Facts) -> bool:
    """Whether a sponsor is among those who take this decision."""
    sponsors = {short for _, short in facts.sponsors}
    return any(decider in sponsors for decider in decision.deciders)


def is_due_next(deliverable: DeliverableFacts, facts: Facts) -> bool:
    """Whether the last day promised lies between the reference date and the end of the next half-year."""
    promise = deliverable.assessment.promise
    window = promise.window if promise else None
    if window is None or window.latest is None:
        return False
    return facts.period.reference_date <= window.latest <= facts.period.half_year.next().ends_on
