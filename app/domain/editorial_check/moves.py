"""Compares what is told of a move, or of coming in time, with how the promises moved and were judged."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from app.domain.assessment import DeadlineRecord
from app.domain.deadline_change import count_slip_months
from app.domain.editorial_check.amounts import read_number, read_ordinal, write_number, write_ordinal
from app.domain.editorial_check.claim import Claim
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.knowledge import Knowledge
from app.domain.editorial_check.marking import mark_clause, mark_words
from app.domain.editorial_check.moments import WrittenMoment, find_adverbial, write_noun
from app.domain.editorial_check.stance import Stance
from app.domain.editorial_check.timing import POSSIBLE, agrees
from app.domain.report.facts import DeliverableFacts
from app.domain.report.tree import Record
from app.domain.structure import DeliverableKind
from app.domain.timeliness import Timeliness
from app.domain.vague_date import VagueDate

_NTH_TIME = re.compile(r"\bvoor (?:de|het) (?P<nth>[^\W_]+) (?:keer|maal)\b", re.IGNORECASE)
_TIMES = re.compile(r"\b(?P<times>[^\W_]+) ?(?:keer|maal)\b", re.IGNORECASE)
_SHIFT = re.compile(
    r"\b(?P<number>[^\W_]+) (?P<unit>maand(?:en)?|kwarta(?:al|len)|jaar|"
    r"half ?jaar)\b(?=[^.;]*\b(?P<way>later|eerder|vertraging|uitstel|"
    r"verschoven|opgeschoven|uitgesteld|op|vooruit|terug)\b)",
    re.IGNORECASE,
)
_BEHIND_MOVED = re.compile(
    r"\b(?:verschoven|opgeschoven|uitgesteld|schuift|schoof|vertraagd|uitloop)\b[^.;]*?\b(?P<number>[^\W_]+) "
    r"(?P<unit>maand(?:en)?|kwarta(?:al|len)|jaar|half ?jaar)\b",
    re.IGNORECASE,
)
_MONTHS_OF = {
    "maand": 1,
    "maanden": 1,
    "kwartaal": 3,
    "kwartalen": 3,
    "halfjaar": 6,
    "half jaar": 6,
    "jaar": 12,
}
_SINCE_REPORT = re.compile(r"\bvorige (?:voortgangs)?rapportage\b", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:eerst|oorspronkelijk|aanvankelijk|in eerste instantie)\b", re.IGNORECASE)
_NOW = re.compile(
    r"\b(?:dit half ?jaar|(?:in )?deze (?:rapportage)?periode|het afgelopen half ?jaar)\b", re.IGNORECASE
)
_EARLIER = frozenset("vervroegd vervroegt vervroegde vervroegden".split())
_IN_TIME = re.compile(
    r"\b(?:op tijd|volgens (?:planning|afspraak)|zoals (?:beloofd|afgesproken|gepland|toegezegd))\b",
    re.IGNORECASE,
)
_LATE = re.compile(
    r"\b(?:te laat|over tijd|met vertraging|later dan (?:beloofd|afgesproken|gepland|toegezegd))\b",
    re.IGNORECASE,
)
_THAN = r"dan (?:eerder |eerst |oorspronkelijk )?(?:gepland|beloofd|verwacht|gedacht|afgesproken|toegezegd)"
_SOONER = re.compile(rf"\b(?:eerder|sneller|vroeger) {_THAN}\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:niet|nooit)\b", re.IGNORECASE)


def compare_moves(claim: Claim, knowledge: Knowledge) -> Iterator[Finding]:
    """Yield what is told of the moves of a promise that was otherwise."""
    subject = claim.subject
    if subject.kind is DeliverableKind.RECURRING:
        return
    dated = [deadline for deadline in subject.deadlines if not deadline.window.is_undated]
    if claim.predicate.stance is Stance.MOVED:
        yield from _compare_whether(claim, subject, knowledge)
        yield from _compare_often(claim, subject)
        yield from _compare_ends(claim, subject, dated)
    elif claim.predicate.is_history and _says_what_was_promised(claim):
        yield from _compare_first(claim, subject, dated, knowledge.on)
    yield from _compare_shift(claim, subject, dated)


def compare_lateness(claim: Claim) -> Iterator[Finding]:
    """Yield a delivery that is called in time and was late, or the other way round."""
    verdict, text = claim.subject.assessment.timeliness, claim.clause.span.text
    if claim.predicate.stance is Stance.COMING:
        yield from _compare_course(claim)
        return
    if claim.predicate.stance is not Stance.DONE or not verdict.is_done or _NOT.search(text):
        return
    wrong = _IN_TIME if verdict is Timeliness.DELIVERED_LATE else _LATE
    verdict_words = wrong.search(text)
    held_to = claim.subject.assessment.held_to
    if verdict_words is not None and held_to is not None and not held_to.window.is_undated:
        offset = claim.clause.span.start - claim.clause.sentence.start
        span = (offset + verdict_words.start(), offset + verdict_words.end())
        record = Record("deliverable", claim.subject.id)
        yield mark_words(
            FindingKind.MOVED, claim.clause, span, record, claim.subject.title, held_to.window.phrase
        )


def _compare_whether(claim: Claim, subject: DeliverableFacts, knowledge: Knowledge) -> Iterator[Finding]:
    moved = len(subject.deadlines) > 1
    if claim.predicate.is_denied:
        of_now = bool(_NOW.search(claim.clause.sentence.text)) and knowledge.has_moved(subject)
        is_wrong = of_now or (subject.assessment.moves > 0 and not claim.moments)
        says = _tell_course(subject.deadlines)
    else:
        is_feared = claim.clause.text.section_key == "risks"  # what may come of a risk
        is_wrong, says = not moved and not claim.predicate.is_history and not is_feared, ""
        if moved and _NOW.search(claim.clause.sentence.text) and not knowledge.has_moved(subject):
            is_wrong, says = True, _tell_course(subject.deadlines)
    if is_wrong:
        yield mark_clause(FindingKind.MOVED, claim.clause, _record(subject), subject.title, says)
    elif _says_earlier(claim) and (subject.assessment.slip_days or 0) > 0:
        says = _tell_course(subject.deadlines)
        yield mark_clause(FindingKind.MOVED, claim.clause, _record(subject), subject.title, says)


def _says_what_was_promised(claim: Claim) -> bool:
    """“Kwam oorspronkelijk in mei”, “zou in mei verschijnen”."""
    would = bool({"zou", "zouden"} & {*claim.clause.lowers[1:]}) and not POSSIBLE & {*claim.clause.lowers}
    return would or bool(_FIRST.search(claim.clause.span.text))


def _says_earlier(claim: Claim) -> bool:
    return bool(_EARLIER & {*claim.clause.lowers}) or "naar voren" in claim.clause.span.text


def _compare_often(claim: Claim, subject: DeliverableFacts) -> Iterator[Finding]:
    moves, text, at = subject.assessment.moves, claim.clause.sentence.text, _offset(claim)
    if not moves or claim.predicate.is_denied:
        return
    nth = _NTH_TIME.search(text, at, at + len(claim.clause.span.text))
    if nth is not None:
        number = read_ordinal(nth["nth"])
        if number is not None and number != moves:
            says, span = write_ordinal(moves), nth.span("nth")
            yield mark_words(
                FindingKind.MOVED,
                claim.clause,
                span,
                _record(subject),
                subject.title,
                f"voor de {says} keer",
                says,
            )
        return
    times = _TIMES.search(text, at, at + len(claim.clause.span.text))
    number = _read_number(times["times"]) if times else None
    if times and number is not None and number != moves:
        says = write_number(moves)
        span = times.span("times")
        yield mark_words(
            FindingKind.MOVED, claim.clause, span, _record(subject), subject.title, f"{says} keer", says
        )


def _compare_ends(
    claim: Claim, subject: DeliverableFacts, dated: Sequence[DeadlineRecord]
) -> Iterator[Finding]:
    """“Van begin 2024 naar medio 2024”: the last is how it stands, the first how it stood before."""
    if not dated or claim.predicate.is_denied:
        return
    is_first = claim.predicate.is_history or "eerst" in claim.clause.lowers
    ends = dated[1:] if is_first else dated[-1:]  # “eerst naar …, toen naar …”
    for moment in claim.clause.times:
        if not moment.is_dated:
            continue
        led = claim.clause.sentence.text[: moment.start].lower().split()[-3:]
        if "van" in led and "naar" not in led:
            earlier = [deadline.window for deadline in dated[:-1]]
            if earlier and not any(_is_same(moment.window, window) for window in earlier):
                yield _mark_end(claim, subject, moment, earlier[-1])
        elif {"naar", "tot"} & {*led} and not any(_is_same(moment.window, each.window) for each in ends):
            yield _mark_end(claim, subject, moment, dated[-1].window)


def _compare_first(
    claim: Claim, subject: DeliverableFacts, dated: Sequence[DeadlineRecord], on: date
) -> Iterator[Finding]:
    for moment in claim.moments:
        readings = moment.readings(on) if moment.is_dated else ()
        if (
            dated
            and readings
            and not any(_is_same(reading, each.window) for reading in readings for each in dated)
        ):
            span = find_adverbial(claim.clause.sentence.text, moment.start, moment.end)
            yield mark_words(
                FindingKind.MOVED, claim.clause, span, _record(subject), subject.title, _tell_course(dated)
            )


def _compare_shift(
    claim: Claim, subject: DeliverableFacts, dated: Sequence[DeadlineRecord]
) -> Iterator[Finding]:
    """“Drie maanden later”: a shift between two promises."""
    text, at = claim.clause.sentence.text, _offset(claim)
    end = at + len(claim.clause.span.text)
    match = _SHIFT.search(text, at, end) or _BEHIND_MOVED.search(text, at, end)
    number = _read_number(match["number"]) if match else None
    if match is None or number is None or len(dated) < 2:
        return
    months = number * _MONTHS_OF[match["unit"].lower()]
    shifts = _find_shifts(subject, dated)
    if subject.reported is not None and _SINCE_REPORT.search(text):
        shifts = shifts[:1]
    if months in shifts:
        return
    last = shifts[0] if shifts else 0
    says = f"{last} {'maand' if last == 1 else 'maanden'}"
    is_simple = match["unit"].lower().startswith("maand") and (last == 1) == (number == 1)
    instead = write_number(last) if is_simple and last > 0 else ""
    span = match.span("number")
    yield mark_words(FindingKind.MOVED, claim.clause, span, _record(subject), subject.title, says, instead)


def _find_shifts(subject: DeliverableFacts, dated: Sequence[DeadlineRecord]) -> list[int]:
    """How many months it moved: since the report before, in the last move, in each and in all."""
    windows = [deadline.window for deadline in dated]
    pairs = [(windows[-2], windows[-1]), *pairwise(windows), (windows[0], windows[-1])]
    if subject.reported is not None and subject.reported.window is not None:
        pairs.insert(0, (subject.reported.window, windows[-1]))
    shifts = [count_slip_months(old, new) for old, new in pairs]
    return [abs(months) for months in shifts if months is not None]


def _is_same(written: VagueDate, window: VagueDate) -> bool:
    return agrees(written, window) or ((written.earliest, written.latest) == (window.earliest, window.latest))


def _mark_end(claim: Claim, subject: DeliverableFacts, moment: WrittenMoment, window: VagueDate) -> Finding:
    sentence = claim.clause.sentence.text
    span = find_adverbial(sentence, moment.start, moment.end)
    instead = write_noun(window)
    return mark_words(
        FindingKind.MOVED, claim.clause, span, _record(subject), subject.title, window.phrase, instead
    )


def _tell_course(deadlines: Sequence[DeadlineRecord]) -> str:
    return " > ".join(deadline.window.phrase for deadline in deadlines)


def _read_number(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    return 1 if word.lower() == "een" else read_number(word)


def _offset(claim: Claim) -> int:
    return claim.clause.span.start - claim.clause.sentence.start


def _record(subject: DeliverableFacts) -> Record:
    return Record("deliverable", subject.id)


def _compare_course(claim: Claim) -> Iterator[Finding]:
    """“Komt eerder dan gepland”, of what comes later than was promised at first."""
    slip, text = claim.subject.assessment.slip_days, claim.clause.span.text
    sooner = _SOONER.search(text) if slip is not None and slip > 0 else None
    is_plain = not (claim.predicate.is_denied or claim.predicate.is_history or _NOT.search(text))
    if sooner is not None and is_plain:
        offset = claim.clause.span.start - claim.clause.sentence.start
        span = (offset + sooner.start(), offset + sooner.end())
        record, window = Record("deliverable", claim.subject.id), claim.subject.assessment.window
        says = window.phrase if window else ""
        yield mark_words(FindingKind.MOVED, claim.clause, span, record, claim.subject.title, says)
