"""Which deliverables a summary tells as delivered, moved, under way, coming or to be decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.assessment import DeadlineRecord
from app.domain.deadline_change import counts_against
from app.domain.report.facts import DeliverableFacts, Facts, LineFacts
from app.domain.status import Status
from app.domain.timeliness import Timeliness
from app.domain.vague_date import VagueDate

_FIRST = {Timeliness.OVERDUE: 0, Timeliness.DUE_NOW: 1, Timeliness.DUE_LATER: 2}


@dataclass(frozen=True, slots=True)
class Groups:
    """The deliverables of an action line, each told once."""

    delivered: tuple[DeliverableFacts, ...]
    moved: tuple[DeliverableFacts, ...]
    under_way: tuple[DeliverableFacts, ...]
    coming: tuple[DeliverableFacts, ...]
    taken: tuple[DeliverableFacts, ...]
    asked: tuple[DeliverableFacts, ...]


def group_deliverables(line: LineFacts, facts: Facts) -> Groups:
    """The groups of an action line; what was done before this period is no news and in none of them."""
    found = line.deliverables
    news = [d for d in found if is_news(d, facts)]
    heard = facts.heard_before
    moved, standing = [], []
    for d in found:
        is_open = not d.is_done and not d.is_decision
        if is_dropped(d, heard) or (is_open and broken_promise(d, heard)):
            moved.append(d)
        elif is_open and d.assessment.status is not Status.CANCELLED:
            standing.append(d)
    under_way = [d for d in standing if _is_under_way(d)]
    return Groups(
        delivered=tuple(d for d in news if not d.is_decision),
        moved=tuple(moved),
        under_way=tuple(sorted(under_way, key=lambda d: d.assessment.timeliness is not Timeliness.OVERDUE)),
        coming=tuple(sort_by_moment(d for d in standing if not _is_under_way(d))),
        taken=tuple(d for d in news if d.is_decision),
        asked=tuple(sort_by_moment(d for d in found if is_asked(d))),
    )


def when_done(found: DeliverableFacts) -> VagueDate | None:
    """When something was done: the day that was given, else the words in which it was reported as done."""
    day = found.last.delivered_on if found.last else None
    if day is not None:
        return VagueDate(day.isoformat(), day.isoformat(), day, day)
    said = found.assessment.deadline
    return said.window if said and said.firmness is None else None


def is_news(found: DeliverableFacts, facts: Facts) -> bool:
    """Whether it was first said to be done since the report before, and not done before this period."""
    if not found.is_done or found.done_said_on is None or found.done_said_on <= facts.heard_before:
        return False
    when = when_done(found)
    return when is None or when.latest is None or when.latest >= facts.period.starts_on


def is_asked(found: DeliverableFacts) -> bool:
    """A decision that is still to be taken."""
    return found.is_decision and not found.is_done and found.assessment.status is not Status.CANCELLED


def promise_before(found: DeliverableFacts, heard: date) -> DeadlineRecord | None:
    """What the report before promised, as it stands there; what was promised since, its first words."""
    if found.reported is not None:
        return found.reported
    known = [said for said in found.deadlines if said.said_on <= heard]
    return known[-1] if known else (found.deadlines[0] if found.deadlines else None)


def broken_promise(found: DeliverableFacts, heard: date) -> tuple[DeadlineRecord, DeadlineRecord] | None:
    """The promise before and the one of now, where the change counts against it."""
    old, new = promise_before(found, heard), found.assessment.deadline
    if old is None or new is None or new.firmness is None:
        return None
    return (old, new) if counts_against(old.window, new.window) else None


def moved_ids(facts: Facts) -> frozenset[int]:
    """Those whose promise was moved against since the report before, done or not."""
    return frozenset(d.id for d in facts.deliverables() if broken_promise(d, facts.heard_before))


def is_dropped(found: DeliverableFacts, heard: date) -> bool:
    """Whether it was cancelled since the report before."""
    return (
        found.assessment.status is Status.CANCELLED and found.last is not None and found.last.said_on > heard
    )


def sort_by_moment(found: Iterable[DeliverableFacts]) -> list[DeliverableFacts]:
    """Overdue first, then by the last day promised (the first, where it has no end); undated last."""
    return sorted(found, key=_place)


def _is_under_way(found: DeliverableFacts) -> bool:
    return found.assessment.status in (Status.IN_PROGRESS, Status.ON_HOLD)


def _place(found: DeliverableFacts) -> tuple[int, date, date]:
    said = found.assessment.deadline
    opens, closes = (said.window.earliest, said.window.latest) if said else (None, None)
    return (_FIRST.get(found.assessment.timeliness, 3), closes or opens or date.max, opens or date.min)
