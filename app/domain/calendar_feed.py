"""A feed of milestones for somebody's own calendar: whose it is, and on which days each of them is drawn."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.assessment import Assessment
from app.domain.role import Rights
from app.domain.timeliness import opens_on
from app.domain.vague_date import VagueDate


class CalendarKind(StrEnum):
    """What a feed holds: one programme, what somebody leads, or every programme that they sponsor."""

    PROGRAMME = "programme"
    LEAD = "lead"
    SPONSOR = "sponsor"


def may_open(rights: Rights, kind: CalendarKind, programme_id: int | None) -> bool:
    """Return whether somebody with these rights has this feed."""
    if kind is CalendarKind.LEAD:
        return rights.updates_anywhere
    if kind is CalendarKind.SPONSOR:
        return rights.sponsors_anywhere
    return programme_id is not None and rights.may_read(programme_id)


@dataclass(frozen=True, slots=True)
class CalendarSpan:
    """The days on which a calendar draws something, the last one included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One milestone as a calendar draws it; `version` counts its changes, the last one at `updated_at`."""

    id: int
    title: str
    description: str
    address: str
    span: CalendarSpan
    is_decision: bool
    is_withdrawn: bool
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Calendar:
    """A feed: its name, and what it holds."""

    name: str
    entries: tuple[CalendarEntry, ...]


def find_span(assessment: Assessment) -> CalendarSpan | None:
    """Return the days of a milestone: those on which it was done, else those that its promise can mean.

    None where no day is known. A window without a first day begins where it is due (`opens_on`); one without
    a last day is drawn on its first, since nobody said how long it takes.
    """
    for window in (assessment.done, assessment.window):
        if window is not None and not window.is_undated:
            return _span_of(window)
    return None


def _span_of(window: VagueDate) -> CalendarSpan:
    first = opens_on(window)
    return CalendarSpan(first, window.latest or first)
