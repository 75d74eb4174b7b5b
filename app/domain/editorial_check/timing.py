"""Compares the moments of a claim with what was promised, or with when it was done."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from app.domain.editorial_check.claim import Claim
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.knowledge import Knowledge
from app.domain.editorial_check.marking import mark_words
from app.domain.editorial_check.moments import (
    WrittenMoment,
    find_adverbial,
    write_adverbial,
    write_noun,
    write_window,
)
from app.domain.editorial_check.stance import Stance
from app.domain.editorial_check.standing import is_told_of
from app.domain.editorial_check.verbs import Act
from app.domain.report.facts import DeliverableFacts
from app.domain.report.tree import Record
from app.domain.status import Status
from app.domain.structure import DeliverableKind
from app.domain.timeliness import opens_on
from app.domain.vague_date import VagueDate

_AFTERWARDS = (Act.WORK, Act.RECEIVE, Act.USE)
"""What may go on for long, or come after the thing was there."""
_NEAR = timedelta(days=100)
"""What comes within these days may be called “soon”."""
_MONTH, _YEAR = timedelta(days=31), timedelta(days=366)
_TOLERANCE = timedelta(days=10)
POSSIBLE = frozenset("kan kunnen kon vroegst mogelijk misschien wellicht mits eerder".split())


def compare_timing(claim: Claim, knowledge: Knowledge) -> Iterator[Finding]:
    """Yield the moments that the data contradict."""
    subject, predicate = _find_dated(claim, knowledge), claim.predicate
    if subject.kind is DeliverableKind.RECURRING or subject.assessment.status is Status.CANCELLED:
        return
    if predicate.is_history or predicate.is_denied or not is_told_of(predicate.act, subject):
        return
    if predicate.stance is Stance.DONE and subject.is_done and predicate.act not in _AFTERWARDS:
        yield from _compare_done(claim, subject, knowledge.on)
    elif predicate.stance is Stance.COMING and not subject.is_done:
        yield from _compare_coming(claim, subject, knowledge.on)
    elif predicate.stance is Stance.RUNNING and not subject.is_done:
        yield from _compare_end(claim, subject)


def agrees(written: VagueDate, promised: VagueDate) -> bool:
    """Whether one may be written where the other was promised.

    It means the same days, or a closed period around them: “in 2024” of “begin 2024”. An open beginning
    counts as the first day of the quarter (domain/README.md, Timeliness).
    """
    if written.is_undated:
        return False
    if written.latest is None:  # “not before the summer”: whatever does not end before that
        return promised.latest is None or promised.latest >= (written.earliest or date.min)
    if promised.latest is None:  # “from 2024 on”: any time since then
        return (written.earliest or date.min) >= (promised.earliest or date.min)
    first = promised.earliest or opens_on(promised)
    begins = written.earliest is None or written.earliest <= first + _TOLERANCE
    ends = promised.latest - _TOLERANCE <= written.latest
    same = (written.earliest, written.latest) == (promised.earliest, promised.latest)
    is_wide = written.earliest is None and written.latest > promised.latest + _MONTH
    return same or (begins and ends and not is_wide)


def overlaps(window: VagueDate, other: VagueDate) -> bool:
    """Whether two moments have a day in common."""
    return (window.earliest or date.min) <= (other.latest or date.max) and (other.earliest or date.min) <= (
        window.latest or date.max
    )


def _find_dated(claim: Claim, knowledge: Knowledge) -> DeliverableFacts:
    """To adopt a product is the decision that adopts it."""
    if claim.predicate.act is Act.ADOPT:
        return knowledge.adoptions.get(claim.subject.id, claim.subject)
    return claim.subject


def _compare_done(claim: Claim, subject: DeliverableFacts, on: date) -> Iterator[Finding]:
    done = subject.assessment.done
    moments = [written.as_past(on) for written in claim.moments]
    if done is not None and any(each.is_dated and overlaps(each.window, done) for each in moments):
        return  # “na een bijeenkomst in oktober volgde in november …”: the other is of something else
    for moment in moments:
        if not moment.is_dated:
            continue
        if done is None or done.is_undated:
            promised = subject.assessment.window
            is_closed = moment.window.earliest and moment.window.latest
            if is_closed and promised is not None and not agrees(moment.window, promised):
                yield _mark(FindingKind.UNDATED, claim, subject, moment, promised.phrase)
        elif not claim.predicate.denies_moment:
            yield _mark(FindingKind.MOMENT, claim, subject, moment, write_window(done), done)


def _compare_coming(claim: Claim, subject: DeliverableFacts, on: date) -> Iterator[Finding]:
    window, moments = subject.assessment.window, claim.moments
    if not moments or POSSIBLE & {*claim.clause.lowers}:
        if "vroegst" in claim.clause.lowers or "niet eerder dan" in claim.clause.span.text:
            yield from _compare_soonest(claim, subject)
        return
    if claim.predicate.denies_moment:
        denied = moments[0]
        if window and not window.is_undated and denied.is_dated and _lies_within(window, denied.window):
            yield _mark(FindingKind.MOMENT, claim, subject, denied, window.phrase)
        return
    if window is None or window.is_undated:
        yield from _compare_undated(claim, subject, moments)
        return
    for moment in moments if not _is_borne_out(claim, window, on) else ():
        is_soon = not moment.is_dated and (window.earliest or date.min) <= on + _NEAR
        if not is_soon:
            is_past = window.latest is not None and window.latest < on  # “wordt begin december verwacht”
            yield _mark(
                FindingKind.MOMENT, claim, subject, moment, window.phrase, None if is_past else window
            )


def _is_borne_out(claim: Claim, window: VagueDate, on: date) -> bool:
    """Whether one of the moments of a claim may be told of what is promised for this window."""
    moments = claim.moments
    if claim.predicate.act is Act.START and window.latest is None and window.earliest is not None:
        starts = [moment.window.earliest for moment in moments if moment.window.earliest is not None]
        if starts and min(starts) > window.earliest + _YEAR:
            return False  # “begint in 2026”, of what begins from 2024 on
    if claim.predicate.act is Act.RECEIVE and not any(_is_before(each.window, window) for each in moments):
        return True  # who gets it may get it later
    if window.phrase.lower().startswith("tot ") and any(_ends_in(each.window, window) for each in moments):
        return True
    return any(agrees(reading, window) for moment in moments for reading in _read(claim, moment, on))


def _compare_soonest(claim: Claim, subject: DeliverableFacts) -> Iterator[Finding]:
    """“Op zijn vroegst in het najaar”, of what is promised before that."""
    window = subject.assessment.window
    for moment in claim.moments[:1]:
        earliest = moment.window.earliest
        if window and window.latest and earliest and earliest > window.latest:
            yield _mark(FindingKind.MOMENT, claim, subject, moment, window.phrase)


def _ends_in(written: VagueDate, promised: VagueDate) -> bool:
    """“Loopt eind januari af”, of what runs until then."""
    last = promised.latest or date.max
    return (written.earliest or date.min) <= last <= (written.latest or date.min)


def _is_before(written: VagueDate, promised: VagueDate) -> bool:
    return written.latest is not None and written.latest < (promised.earliest or opens_on(promised))


def _read(claim: Claim, moment: WrittenMoment, on: date) -> tuple[VagueDate, ...]:
    return moment.readings(on) if claim.predicate.act is Act.PROMISE else (moment.window,)


def _compare_undated(
    claim: Claim, subject: DeliverableFacts, moments: Sequence[WrittenMoment]
) -> Iterator[Finding]:
    window = subject.assessment.window
    for moment in moments:
        if moment.phrase.lower().startswith("niet "):
            continue  # “niet voor de zomer” names no day on which it comes
        if moment.is_dated or window is None:
            says = window.phrase if window else ""
            yield _mark(FindingKind.UNDATED, claim, subject, moment, says, window)


def _compare_end(claim: Claim, subject: DeliverableFacts) -> Iterator[Finding]:
    """“Loopt tot eind januari”, of what runs until then."""
    window = subject.assessment.window
    for moment in claim.moments:
        ends = moment.phrase.lower().startswith("tot")
        if ends and window and not window.is_undated and moment.window.latest != window.latest:
            is_until = window.phrase.lower().startswith("tot ")
            yield _mark(
                FindingKind.MOMENT, claim, subject, moment, window.phrase, window if is_until else None
            )


def _lies_within(window: VagueDate, around: VagueDate) -> bool:
    begins = (around.earliest or date.min) <= (window.earliest or opens_on(window))
    return begins and (window.latest or date.max) <= (around.latest or date.max)


def _mark(
    kind: FindingKind,
    claim: Claim,
    subject: DeliverableFacts,
    moment: WrittenMoment,
    says: str,
    window: VagueDate | None = None,
) -> Finding:
    sentence = claim.clause.sentence.text
    span = (moment.start, moment.end)
    instead = ""
    if window is not None and len(claim.moments) == 1:
        span = find_adverbial(sentence, *span)
        is_noun = sentence[: span[0]].endswith("uit van ")  # “wij gaan uit van het voorjaar”
        instead = (
            write_noun(window) if is_noun else write_adverbial(window, capital=sentence[span[0]].isupper())
        )
    return mark_words(
        kind, claim.clause, span, Record("deliverable", subject.id), subject.title, says, instead
    )
