"""Compares what a text says of a deliverable with how it stands and when it is promised."""

from collections.abc import Iterator
from datetime import date

from app.domain.editorial_check.claims import Claim, denies, promises_delivery
from app.domain.editorial_check.clause import Clause
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.moments import WrittenMoment
from app.domain.report.facts import DeliverableFacts
from app.domain.report.tree import Record
from app.domain.status import Status
from app.domain.structure import DeliverableKind
from app.domain.vague_date import VagueDate


def check_deliverable(clause: Clause, deliverable: DeliverableFacts, on: date) -> Iterator[Finding]:
    """Yield what the data on one deliverable contradict in a clause; `on` is the reference date."""
    standing = _standing(clause, deliverable)
    if standing is not None:
        yield _finding(clause, deliverable, standing)
        return
    if deliverable.is_done:
        yield from _done_when(clause, deliverable)
    elif deliverable.assessment.status is not Status.CANCELLED and clause.claim is not Claim.DROPPED:
        yield from _to_come(clause, deliverable, on)


def _standing(clause: Clause, deliverable: DeliverableFacts) -> FindingKind | None:
    status, claims = deliverable.assessment.status, clause.claim
    recurs = deliverable.kind is DeliverableKind.RECURRING
    if claims is Claim.DROPPED:
        return None if status is Status.CANCELLED else FindingKind.STATUS
    if claims is Claim.HELD:
        return None if status is Status.ON_HOLD else FindingKind.STATUS
    if claims is Claim.DONE and status is Status.CANCELLED:
        return FindingKind.STATUS
    if claims is Claim.DONE and not deliverable.is_done and not recurs:
        return FindingKind.DELIVERED
    if claims is Claim.COMING and promises_delivery(clause.spoken):
        if status is Status.CANCELLED:
            return FindingKind.STATUS
        if deliverable.is_done and not recurs:
            return FindingKind.NOT_DELIVERED
    return None


def _done_when(clause: Clause, deliverable: DeliverableFacts) -> Iterator[Finding]:
    """A delivery must be told with its day, or with a period that holds that day."""
    day = deliverable.last.delivered_on if deliverable.last else None
    if day is None or clause.claim is not Claim.DONE:
        return
    for moment in clause.moments:
        if moment.is_dated and not _holds(moment.window, day):
            instead = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
            yield _finding(clause, deliverable, FindingKind.MOMENT, moment, instead)


def _to_come(clause: Clause, deliverable: DeliverableFacts, on: date) -> Iterator[Finding]:
    if deliverable.kind is DeliverableKind.RECURRING:  # any time may be one of its times
        return
    window = deliverable.assessment.window
    moments = [moment for moment in clause.moments if not _is_past(moment, on, clause.claim)]
    if window is not None and not window.is_undated:
        if any(_agrees(moment.window, window) for moment in moments):
            return
        for moment in moments:
            yield _finding(clause, deliverable, FindingKind.MOMENT, moment, window.phrase)
        return
    if clause.claim is not Claim.COMING:
        return
    for moment in moments:
        kind = FindingKind.MOMENT if moment.is_dated else FindingKind.UNDATED
        yield _finding(clause, deliverable, kind, moment, window.phrase if window and moment.is_dated else "")
    if not moments and promises_delivery(clause.spoken) and not denies(clause.spoken):
        yield _finding(clause, deliverable, FindingKind.UNDATED)


def _is_past(moment: WrittenMoment, on: date, claims: Claim) -> bool:
    """What lies behind the reference date is history, unless it is told as still to come."""
    latest = moment.window.latest
    return claims is not Claim.COMING and latest is not None and latest < on


def _agrees(written: VagueDate, promised: VagueDate) -> bool:
    """The same days, or a closed period around all promised days: “in 2024” of “begin 2024”."""
    if written.is_undated:
        return False
    if promised.latest is None:  # “from 2024 on”: any time since then
        return (written.earliest or date.min) >= (promised.earliest or date.min)
    begins = written.earliest is None or (
        promised.earliest is not None and written.earliest <= promised.earliest
    )
    ends = written.latest is None or promised.latest <= written.latest
    same = (written.earliest, written.latest) == (promised.earliest, promised.latest)
    closed = written.earliest is not None and written.latest is not None
    return same or (begins and ends and closed)


def _holds(window: VagueDate, day: date) -> bool:
    return (window.earliest or date.min) <= day <= (window.latest or date.max)


def _finding(
    clause: Clause,
    deliverable: DeliverableFacts,
    kind: FindingKind,
    moment: WrittenMoment | None = None,
    instead: str = "",
) -> Finding:
    """About the words of the moment, else about the whole clause."""
    words = moment.phrase if moment else clause.span.text.strip()
    start = clause.span.start + (moment.start if moment else clause.span.text.index(words))
    record = Record("deliverable", deliverable.id)
    return Finding(kind, clause.text, clause.sentence.text, start, words, record, instead)


_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
