"""Compares what is told of a risk with how it stands: closed or open, how heavy, grown or shrunk."""

import re
from collections.abc import Iterator

from app.domain.editorial_check.claim import Clause
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.knowledge import Knowledge
from app.domain.editorial_check.marking import mark_clause
from app.domain.editorial_check.names import find_content_stems
from app.domain.editorial_check.words import stem_once
from app.domain.report.facts import RiskFacts
from app.domain.report.tree import Record
from app.domain.risk_level import RiskLevel, RiskTrend
from app.domain.stem import stem_words

_CLOSED = re.compile(
    r"\b(?:gesloten|afgesloten|opgelost|verholpen|verdwenen|voorbij|geweken|van de baan|uit de wereld|"
    r"(?:geen|niet) [^.;]*\b(?:meer|langer)|niet meer aan de orde|weggenomen)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:blijft|blijven|is nog|zijn nog|nog steeds|nog altijd|onverminderd|speelt nog|bestaat nog)\b",
    re.IGNORECASE,
)
_LEVELS = (
    (
        re.compile(
            r"\b(?:hoog|hoge|zwaar|groot) (?:risico|knelpunt|gewicht)|\bweegt (?:zwaar|hoog)\b", re.IGNORECASE
        ),
        RiskLevel.HIGH,
    ),
    (
        re.compile(
            r"\b(?:laag|lage|klein) (?:risico|knelpunt|gewicht)|\bweegt (?:licht|laag)\b", re.IGNORECASE
        ),
        RiskLevel.LOW,
    ),
)
_TRENDS = (
    (
        re.compile(r"\b(?:gegroeid|toegenomen|groter (?:geworden|dan)|verergerd)\b", re.IGNORECASE),
        RiskTrend.GROWN,
    ),
    (
        re.compile(r"\b(?:gekrompen|afgenomen|kleiner (?:geworden|dan)|verminderd|gedaald)\b", re.IGNORECASE),
        RiskTrend.SHRUNK,
    ),
)
_RISK = frozenset(stem_words("risico risicos knelpunt knelpunten probleem gevaar"))
_NOT = re.compile(r"\b(?:niet|geen|nog|moet|zou|als|kan)\b", re.IGNORECASE)
_IMAGINED = re.compile(r"\b(?:moet|zou|als|kan|mogelijk|wanneer)\b", re.IGNORECASE)
_MOST = 0.6
_SHORTEST = 3


def compare_risks(clause: Clause, knowledge: Knowledge) -> Iterator[Finding]:
    """Yield a risk that is called closed and is open, called open and is closed, or weighed otherwise."""
    text = clause.span.text
    risk = find_risk(clause, knowledge) if clause.is_stated and not clause.subjects else None
    if risk is None:
        return
    calls_closed, calls_open = bool(_CLOSED.search(text)), bool(_OPEN.search(text))
    if (calls_closed and not risk.is_closed and not _IMAGINED.search(text)) or (
        calls_open and risk.is_closed
    ):
        yield mark_clause(FindingKind.RISK, clause, Record("risk", risk.id), risk.title)
    elif not _NOT.search(text):
        level = next((level for words, level in _LEVELS if words.search(text)), risk.level)
        trend = next((trend for words, trend in _TRENDS if words.search(text)), risk.trend)
        is_other_level = level is not risk.level and risk.level is not RiskLevel.UNWEIGHED
        is_other_way = {trend, risk.trend} == {RiskTrend.GROWN, RiskTrend.SHRUNK}
        if is_other_level or is_other_way:
            yield mark_clause(FindingKind.RISK, clause, Record("risk", risk.id), risk.title)


def find_risk(clause: Clause, knowledge: Knowledge) -> RiskFacts | None:
    """Return the risk that a sentence speaks of: most of its title stands there, and of no other as much."""
    stems = {stem for stem in stem_once(clause.sentence.text) if len(stem) >= _SHORTEST}
    is_in_chapter = clause.text.section_key == "risks"
    if not is_in_chapter and not _RISK & stems:
        return None
    ranked = sorted(
        ((_likeness(risk, stems), risk.id, risk) for risk in knowledge.risks), key=lambda each: each[:2]
    )
    if not ranked or ranked[-1][0] < _MOST:
        return _find_by_noun(stems, knowledge) if _RISK & stems else None
    return ranked[-1][2] if len(ranked) == 1 or ranked[-2][0] < ranked[-1][0] else None


def _find_by_noun(stems: set[str], knowledge: Knowledge) -> RiskFacts | None:
    """“Het knelpunt met de kwekers”: the only one whose title has that noun."""
    named = [
        risk
        for risk in knowledge.risks
        if any(len(stem) >= _LONG for stem in {*find_content_stems(risk.title)} & stems)
    ]
    return named[0] if len(named) == 1 else None


_LONG = 6


def _likeness(risk: RiskFacts, stems: set[str]) -> float:
    title = {*find_content_stems(risk.title)}
    return len(title & stems) / len(title) if title else 0.0
