"""Holding what is said of a deliverable against how it stands and when it is promised."""

from collections.abc import Iterator
from datetime import date

from app.domain.editorial_check.claims import Claim, denies, promises_delivery
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.moments import MomentSaid
from app.domain.editorial_check.said import Said
from app.domain.report.facts import DeliverableFacts
from app.domain.report.tree import Record
from app.domain.status import Status
from app.domain.structure import DeliverableKind
from app.domain.vague_date import VagueDate


def objected(said: Said, found: DeliverableFacts, on: date) -> Iterator[Finding]:
    """What of a clause the data on one deliverable contradict; `on` is the reference date."""
    standing = _standing(said, found)
    if standing is not None:
        yield _finding(said, found, standing)
        return
    if found.is_done:
        yield from _done_when(said, found)
    elif found.assessment.status is not Status.CANCELLED and said.claim is not Claim.DROPPED:
        yield from _to_come(said, found, on)


def _standing(said: Said, found: DeliverableFacts) -> FindingKind | None:
    status, claims = found.assessment.status, said.claim
    recurs = found.kind is DeliverableKind.RECURRING
    if claims is Claim.DROPPED:
        return None if status is Status.CANCELLED else FindingKind.STATUS
    if claims is Claim.HELD:
        return None if status is Status.ON_HOLD else FindingKind.STATUS
    if claims is Claim.DONE and status is Status.CANCELLED:
        return FindingKind.STATUS
    if claims is Claim.DONE and not found.is_done and not recurs:
        return FindingKind.DELIVERED
    if claims is Claim.COMING and promises_delivery(said.spoken):
        if status is Status.CANCELLED:
            return FindingKind.STATUS
        if found.is_done and not recurs:
            return FindingKind.NOT_DELIVERED
    return None


def _done_when(said: Said, found: DeliverableFacts) -> Iterator[Finding]:
    """A delivery is told with the day on which it was, or with a time that this day lies in."""
    day = found.last.delivered_on if found.last else None
    if day is None or said.claim is not Claim.DONE:
        return
    for moment in said.moments:
        if moment.is_dated and not _holds(moment.window, day):
            instead = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
            yield _finding(said, found, FindingKind.MOMENT, moment, instead)


def _to_come(said: Said, found: DeliverableFacts, on: date) -> Iterator[Finding]:
    if found.kind is DeliverableKind.RECURRING:  # any time may be one of its times
        return
    deadline = found.assessment.deadline
    window = deadline.window if deadline else None
    is_dated = window is not None and (window.earliest is not None or window.latest is not None)
    told = [moment for moment in said.moments if not _is_past(moment, on, said.claim)]
    if window is not None and is_dated:
        if any(_agrees(moment.window, window) for moment in told):
            return
        for moment in told:
            yield _finding(said, found, FindingKind.MOMENT, moment, window.phrase)
        return
    if said.claim is not Claim.COMING:
        return
    for moment in told:
        kind = FindingKind.MOMENT if moment.is_dated else FindingKind.UNDATED
        yield _finding(said, found, kind, moment, window.phrase if window and moment.is_dated else "")
    if not told and promises_delivery(said.spoken) and not denies(said.spoken):
        yield _finding(said, found, FindingKind.UNDATED)


def _is_past(moment: MomentSaid, on: date, claims: Claim) -> bool:
    """What lies behind the reference date is history, unless it is told as still to come."""
    latest = moment.window.latest
    return claims is not Claim.COMING and latest is not None and latest < on


def _agrees(said: VagueDate, promised: VagueDate) -> bool:
    """The same days, or a time in which all of the promised ones lie (“in 2024” of “begin 2024”)."""
    if said.earliest is None and said.latest is None:
        return False
    if promised.latest is None:  # “from 2024 on”: any time since then
        return (said.earliest or date.min) >= (promised.earliest or date.min)
    begins = said.earliest is None or (promised.earliest is not None and said.earliest <= promised.earliest)
    ends = said.latest is None or promised.latest <= said.latest
    same = (said.earliest, said.latest) == (promised.earliest, promised.latest)
    closed = said.earliest is not None and said.latest is not None
    return same or (begins and ends and closed)


def _holds(window: VagueDate, day: date) -> bool:
    return (window.earliest or date.min) <= day <= (window.latest or date.max)


def _finding(
    said: Said,
    found: DeliverableFacts,
    kind: FindingKind,
    moment: MomentSaid | None = None,
    instead: str = "",
) -> Finding:
    """About the words of the moment, else about the whole clause."""
    words = moment.phrase if moment else said.clause.text.strip()
    start = said.clause.start + (moment.start if moment else said.clause.text.index(words))
    record = Record("deliverable", found.id)
    return Finding(kind, said.text, said.sentence.text, start, words, record, instead)


_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
