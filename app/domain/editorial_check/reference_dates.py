"""Compares what is told of the day of the figures with the reference dates of the measurements."""

import re
from collections.abc import Iterator

from app.domain.editorial_check.claim import Clause
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.knowledge import Knowledge
from app.domain.editorial_check.marking import mark_words
from app.domain.editorial_check.moments import write_day
from app.domain.report.tree import Record

_FIGURES = re.compile(r"\b(?:cijfers|getallen|metingen|meting|gegevens|monitor|stand)\b", re.IGNORECASE)
_NEWEST = re.compile(r"\b(?:nieuwste|laatste|jongste|recentste|meest recente|actueelste)\b", re.IGNORECASE)
_REFERENCE = re.compile(r"\bpeildatum\b", re.IGNORECASE)
_UP_TO = re.compile(
    r"\bstand (?:op|van)\b|\bis die van\b|"
    r"\b(?:cijfers|metingen|gegevens|monitor)\b[^.;]*\b(?:lopen|loopt|gaan|gaat|bijgewerkt) tot\b"
    r"|\bcijfers\b[^.;]*\b(?:zijn|komen|dateren) van\b",
    re.IGNORECASE,
)
_OF_REPORT = re.compile(r"\b(?:rapportage|verslag)\b", re.IGNORECASE)
_ON = re.compile(r"(?:op|van|per|tot en met|tot|t/m)\s+(?=\d)", re.IGNORECASE)


_COUNTED = re.compile(r"\b(?:mijlpaal|mijlpalen|stand van zaken|oordelen)\b", re.IGNORECASE)
_EVERYTHING = re.compile(r"\b(?:alle|de) (?:aantallen|tellingen)\b", re.IGNORECASE)
_STANDS = re.compile(
    r"\bpeildatum\b|\bgelden (?:op|per)\b|\bstand(?: van zaken)? (?:op|van|per)\b", re.IGNORECASE
)
_EARLIER = re.compile(r"\b(?:vorige|eerdere?|toen|destijds|volgende)\b", re.IGNORECASE)


def compare_reference_dates(clause: Clause, knowledge: Knowledge) -> Iterator[Finding]:
    """Yield a reference date that no figure has, or a newest one that is not the newest."""
    yield from _compare_verdicts(clause, knowledge)
    text, times = clause.span.text, clause.times
    if not clause.is_stated or clause.amounts or len(times) != 1 or _COUNTED.search(text):
        return
    days = sorted({day for series in knowledge.series.values() for day, _ in series.values})
    is_newest, is_reference = bool(_NEWEST.search(text)), bool(_REFERENCE.search(text))
    tells = is_newest or is_reference or bool(_UP_TO.search(text))
    if not days or not _FIGURES.search(text) or _OF_REPORT.search(text) or not tells:
        return
    moment = times[0].as_past(knowledge.on)
    allowed = days[-1:] if is_newest else days
    latest = moment.window.latest
    earliest = moment.window.earliest or latest  # “tot en met”: up to that very day
    if earliest is None or latest is None or any(earliest <= day <= latest for day in allowed):
        return
    led = _ON.match(moment.phrase)
    span = (moment.start + (led.end() if led else 0), moment.end)
    says = write_day(days[-1])
    instead = says if earliest == latest else ""
    series = next(each for each in knowledge.series.values() if each.values)
    record = Record("indicator", series.id)
    yield mark_words(FindingKind.REFERENCE_DATE, clause, span, record, series.name, says, instead)


def _compare_verdicts(clause: Clause, knowledge: Knowledge) -> Iterator[Finding]:
    """“De aantallen mijlpalen gelden op …”: these are counted on the reference date of the report."""
    text, on = clause.span.text, knowledge.on
    is_all = bool(_EVERYTHING.search(text))
    tells = _STANDS.search(text) and (_COUNTED.search(text) or is_all)
    if not clause.is_stated or not tells or _EARLIER.search(text) or len(clause.times) != 1:
        return
    moment = clause.times[0].as_past(on)
    first, last = moment.window.earliest or moment.window.latest, moment.window.latest
    measured = {day for series in knowledge.series.values() for day, _ in series.values} if is_all else set()
    if (
        first is None
        or last is None
        or any(first <= day <= last for day in {on, knowledge.reference_date, *measured})
    ):
        return
    led = _ON.match(moment.phrase)
    span = (moment.start + (led.end() if led else 0), moment.end)
    says = write_day(knowledge.reference_date)
    record = Record("reporting_period", knowledge.period.id)
    instead = says if first == last else ""
    yield mark_words(FindingKind.REFERENCE_DATE, clause, span, record, knowledge.title, says, instead)
