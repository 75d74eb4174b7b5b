"""Compares what a report says of itself: its number, its period, its reference date, its sponsors."""

import re
from collections.abc import Iterator
from datetime import date

from app.domain.editorial_check.amounts import read_ordinal, write_ordinal
from app.domain.editorial_check.claim import Clause
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.knowledge import Knowledge
from app.domain.editorial_check.marking import mark_words
from app.domain.editorial_check.moments import WrittenMoment, write_day
from app.domain.editorial_check.timing import overlaps
from app.domain.report.tree import Record
from app.domain.vague_date import VagueDate, read, render

_NUMBERED = re.compile(
    r"\b(?P<nth>[^\W_]+) (?:(?:half ?jaarlijkse|tussentijdse) )?(?:voortgangs)?rapportage\b", re.IGNORECASE
)
_NEXT = re.compile(r"\bvolgende (?:voortgangs)?rapportage, de (?P<nth>[^\W_]+)\b", re.IGNORECASE)
_THIS = re.compile(
    r"\b(?:voor u ligt|dit is|deze rapportage is|deze voortgangsrapportage is|hierbij|u leest|"
    r"met deze|in deze|bijgaand|ligt voor u)\b",
    re.IGNORECASE,
)
_THIS_REPORT = re.compile(
    r"\b(?:deze|dit|voor u ligt de [^\W_]+) (?:[^\W_]+ )?(?:voortgangs)?(?:rapportage|verslag)\b|"
    r"^zij (?:gaat over|beslaat|beschrijft)\b",
    re.IGNORECASE,
)
_COVERS = re.compile(
    r"\b(?:gaat over|over|beslaat|beschrijft|betreft|periode|"
    r"(?:is|zijn) (?:er )?(?:gebeurd|bereikt|gedaan))\b",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(?:tussen|van|vanaf)\b", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\bpeildatum van (?:deze|dit|de) (?:voortgangs)?(?:rapportage|verslag)\b", re.IGNORECASE
)


_REPORTED = re.compile(r"\b(?:gemeld|aangeleverd|doorgegeven|ontvangen|binnengekomen)\b", re.IGNORECASE)
_PROCESSED = re.compile(r"\b(?:verwerkt|meegenomen|meegeteld)\b", re.IGNORECASE)
_UP_TO = re.compile(r"(?:tot en met|t/m|op)\s+(?=\d)", re.IGNORECASE)


def compare_report(clause: Clause, knowledge: Knowledge) -> Iterator[Finding]:
    """Yield what a clause says of this report that is not so."""
    if not clause.is_stated:
        return
    yield from _compare_number(clause, knowledge)
    yield from _compare_period(clause, clause.times, knowledge)
    yield from _compare_input(clause, knowledge)


def _compare_input(clause: Clause, knowledge: Knowledge) -> Iterator[Finding]:
    """“Wat tot en met 10 januari is gemeld, is verwerkt”: up to the day on which the input closes."""
    is_told = _REPORTED.search(clause.span.text) and _PROCESSED.search(clause.sentence.text)
    moment = clause.times[0] if len(clause.times) == 1 and is_told else None
    period = knowledge.period
    last = moment.window.latest if moment else None
    if moment is None or last is None or last in (period.input_deadline, period.planned_input_deadline):
        return
    says = write_day(period.planned_input_deadline or period.input_deadline)
    led = _UP_TO.match(moment.phrase)
    span = (moment.start + (led.end() if led else 0), moment.end)
    yield _mark(clause, span, knowledge, says, says if led and moment.phrase[-4:].isdigit() else "")


def _compare_number(clause: Clause, knowledge: Knowledge) -> Iterator[Finding]:
    after = _NEXT.search(clause.sentence.text)
    number = read_ordinal(after["nth"]) if after and clause.span.start == clause.sentence.start else None
    if after and number is not None and number != knowledge.period.number + 1:
        instead = write_ordinal(knowledge.period.number + 1)
        yield _mark(clause, after.span("nth"), knowledge, f"{instead} rapportage", instead)
    offset = clause.span.start - clause.sentence.start
    for match in _NUMBERED.finditer(clause.sentence.text, offset, offset + len(clause.span.text)):
        is_this = _THIS.search(clause.span.text) or _THIS.search(clause.sentence.text[: match.start()])
        number = read_ordinal(match["nth"]) if is_this else None
        if number is not None and number != knowledge.period.number:
            instead = write_ordinal(knowledge.period.number)
            yield _mark(clause, match.span("nth"), knowledge, f"{instead} rapportage", instead)


def _compare_period(
    clause: Clause, moments: tuple[WrittenMoment, ...], knowledge: Knowledge
) -> Iterator[Finding]:
    text, period = clause.sentence.text, knowledge.period
    if _REFERENCE.search(text):
        day = knowledge.reference_date
        yield from _differ(
            clause, moments, _window_of(day, day), render(read(day.isoformat()), "nl"), knowledge
        )
    elif _THIS_REPORT.search(clause.span.text) and _COVERS.search(clause.span.text):
        half = "eerste" if period.half_year.half == 1 else "tweede"
        words = f"{half} helft van {period.half_year.year}"
        yield from _differ(clause, moments, _window_of(period.starts_on, period.ends_on), words, knowledge)


def _differ(
    clause: Clause, moments: tuple[WrittenMoment, ...], own: VagueDate, words: str, knowledge: Knowledge
) -> Iterator[Finding]:
    for moment in (written.as_past(knowledge.on) for written in moments):
        if moment.is_dated and not overlaps(moment.window, own):
            span = (moment.start, moment.end)
            lead = re.match(r"(?:de|het|op)\s+", moment.phrase, re.IGNORECASE)
            instead = words if len(moments) == 1 and not _SPAN.match(moment.phrase) else ""
            if lead:
                span = (moment.start + lead.end(), moment.end)
            yield _mark(clause, span, knowledge, words, instead)


def _window_of(first: date, last: date) -> VagueDate:
    return VagueDate("", None, first, last)


def _mark(clause: Clause, span: tuple[int, int], knowledge: Knowledge, says: str, instead: str) -> Finding:
    record = Record("reporting_period", knowledge.period.id)
    return mark_words(FindingKind.REPORT, clause, span, record, knowledge.title, says, instead)
