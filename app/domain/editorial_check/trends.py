"""Compares a rise or a fall that a text tells with the last two measurements."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from app.domain.amount import write_amount
from app.domain.editorial_check.claim import Clause
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.knowledge import Series
from app.domain.editorial_check.marking import mark_words
from app.domain.editorial_check.names import find_content_stems
from app.domain.editorial_check.words import stem_once
from app.domain.report.tree import Record
from app.domain.stem import stem_words

_BEFORE = r"(?:(?:bij |in )?de vorige|(?:(?:een )?half ?jaar|zes maanden) (?:eerder|geleden)|eind \w+)"
_RISES = re.compile(
    r"\b(?:stijgt|steeg|stegen|gestegen|groeit|groeide|groeiden|gegroeid|toegenomen|hoger|toename|"
    r"stijging|nam(?:en)? toe|opgelopen|oploopt|opliep|"
    r"(?:loopt|liep|liepen) [^.;,]{0,60}\bop(?=\s*(?:[.;,]|$))|"
    rf"neemt toe|nam(?:en)? [^.;,]{{0,40}}\btoe|meer .{{0,40}}\bdan {_BEFORE})\b",
    re.IGNORECASE,
)
_FALLS = re.compile(
    r"\b(?:daalt|daalde|daalden|gedaald|krimpt|kromp|gekrompen|afgenomen|lager|afname|daling|neemt af|"
    r"nam(?:en)? af|"
    rf"nam(?:en)? [^.;,]{{0,40}}\baf|minder .{{0,40}}\bdan {_BEFORE}|zakte|gezakt|terugliep|terugloopt|"
    r"(?:loopt|liep|liepen) (?:[^.;,]{0,60} )?terug|"
    r"teruggelopen)\b",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"\b(?:gelijk gebleven|bleef gelijk|bleven gelijk|onveranderd|stabiel|hetzelfde gebleven)\b",
    re.IGNORECASE,
)
_TIMES = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), Decimal(least), Decimal(most))
    for words, least, most in (
        ("verdubbeld|verdubbelden?|verdubbeling", "1.8", "2.6"),
        ("verdrievoudigd|verdrievoudigden?", "2.8", "3.4"),
        ("gehalveerd|halveerden?|halvering", "0.4", "0.6"),
    )
)
"""Words for how many times as much, with the least and the most that they mean."""
_NOT = re.compile(r"\b(?:niet|geen|nauwelijks|zonder)\b", re.IGNORECASE)
_IMAGINED = re.compile(
    r"\b(?:moet|moeten|zal|zullen|zou|zouden|doel|streven|verwacht|verwachten|wil|willen|hoopt|hopen)\b",
    re.IGNORECASE,
)
_LONG_AGO = re.compile(
    r"\b(?:sinds (?:de start|het begin)|vergeleken met 20\d\d|ten opzichte van 20\d\d)\b", re.IGNORECASE
)


def compare_trend(clause: Clause, series: Mapping[int, Series]) -> Iterator[Finding]:
    """Yield a rise that was a fall, or the other way round."""
    text = clause.span.text
    if not clause.is_stated or _IMAGINED.search(text) or _LONG_AGO.search(text):
        return
    course = next(
        (
            match
            for words in (_RISES, _FALLS, _SAME, *(t[0] for t in _TIMES))
            if (match := words.search(text))
        ),
        None,
    )
    spoken_of = _find_series(clause, series) if course else None
    if course is None or spoken_of is None or spoken_of.previous is None or spoken_of.last is None:
        return
    if _NOT.search(text) and not _NOT.search(f"{spoken_of.name} {spoken_of.definition}"):
        return
    if _is_so(text, spoken_of.previous, spoken_of.last) or _is_of_other(clause, series):
        return
    offset = clause.span.start - clause.sentence.start
    span = (offset + course.start(), offset + course.end())
    says = f"van {_write(spoken_of.previous)} naar {_write(spoken_of.last)}"
    record = Record("indicator", spoken_of.id)
    yield mark_words(FindingKind.FIGURE, clause, span, record, spoken_of.name, says)


def _is_so(text: str, before: Decimal, after: Decimal) -> bool:
    for words, least, most in _TIMES:
        if words.search(text):
            return before != 0 and least <= after / before <= most
    if _RISES.search(text):
        return after > before
    return after < before if _FALLS.search(text) else abs(after - before) <= before / 50


def _is_of_other(clause: Clause, series: Mapping[int, Series]) -> bool:
    """“Daalde van zeven naar vijf”: these are the values of another indicator, which did so."""
    ends = [amount.value for amount in clause.amounts]
    return any(
        each.previous in ends and each.last in ends and _is_so(clause.span.text, each.previous, each.last)
        for each in series.values()
        if each.previous is not None and each.last is not None
    )


def _find_series(clause: Clause, series: Mapping[int, Series]) -> Series | None:
    """The one indicator that a clause speaks of: most of its name stands there, and of no other as much."""
    stems = {*stem_once(clause.sentence.text)}
    ranked = sorted(
        ((_likeness(each, stems), each.id) for each in series.values() if len(each.values) > 1), reverse=True
    )
    if not ranked or ranked[0][0] < Decimal("0.5"):
        return _find_counted(stems, series)
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        return None
    return series[ranked[0][1]]


def _find_counted(stems: set[str], series: Mapping[int, Series]) -> Series | None:
    """The one that counts what a clause has the number of: “het aantal gezinnen dat hulp krijgt”."""
    if not _NUMBER & stems:
        return None
    counting = []
    for each in series.values():
        unit, definition = {*find_content_stems(each.unit)}, {*find_content_stems(each.definition)}
        if len(each.values) > 1 and unit & stems and (definition - unit) & stems and not each.is_share:
            counting.append(each)
    return counting[0] if len(counting) == 1 else None


_NUMBER = frozenset(stem_words("aantal"))


def _likeness(series: Series, stems: set[str]) -> Decimal:
    """How much of its name stands in a text; a share is spoken of as one."""
    name = {*find_content_stems(series.name)}
    if series.is_share != bool(_SHARE & stems):
        return Decimal(0)
    own = name - _SHARE
    return Decimal(len(own & stems)) / len(own) + Decimal(len(own & stems)) / 100 if own else Decimal(0)


_SHARE = frozenset(stem_words("aandeel deel percentage procent per"))


def _write(value: Decimal) -> str:
    return write_amount(value.quantize(Decimal("0.1")) if value != int(value) else value)
