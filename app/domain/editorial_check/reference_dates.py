"""Compares what is told of the day of the figures with the reference dates of the measurements."""

import re
from collections.abc import Iterator
from datetime import date

from app.domain.editorial_check.claim import Clause
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.knowledge import Knowledge
from app.domain.editorial_check.marking import mark_words
from app.domain.report.tree import Record
from app.domain.vague_date import read, render

_FIGURES = re.compile(r"\b(?:cijfers|getallen|metingen|meting|gegevens|monitor|stand)\b", re.IGNORECASE)
_NEWEST = re.compile(r"\b(?:nieuwste|laatste|jongste|recentste|meest recente|actueelste)\b", re.IGNORECASE)
_REFERENCE = re.compile(r"\bpeildatum\b", re.IGNORECASE)
_UP_TO = re.compile(
    r"\b(?:cijfers|metingen|gegevens|monitor)\b[^.;]*\b(?:lopen|loopt|gaan|gaat|bijgewerkt) tot\b"
    r"|\bcijfers\b[^.;]*\b(?:zijn|komen|dateren) van\b",
    re.IGNORECASE,
)
_OF_REPORT = re.compile(r"\b(?:rapportage|verslag)\b", re.IGNORECASE)
_ON = re.compile(r"(?:op|van|per|tot en met|t/m)\s+(?=\d)", re.IGNORECASE)


def write_day(day: date) -> str:
    """Write a day in Dutch: “30 september 2023”."""
    return render(read(day.isoformat()), "nl")


def compare_reference_dates(clause: Clause, knowledge: Knowledge) -> Iterator[Finding]:
    """Yield a reference date that no figure has, or a newest one that is not the newest."""
    text, times = clause.sentence.text, clause.times
    if not clause.is_stated or clause.amounts or len(times) != 1:
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
