"""Compares the numbers of a text with the same numbers elsewhere: in a chapter, or in what a lead wrote."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.domain.editorial_check.amounts import Amount, Precision, find_amounts, write_number
from app.domain.editorial_check.claim import Clause
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.knowledge import Knowledge
from app.domain.editorial_check.marking import mark_words
from app.domain.editorial_check.names import find_content_stems
from app.domain.report.tree import Record
from app.domain.stem import stem_words

_LONG, _SHORT = 6, 4
_CAPITALS = re.compile(r"\b[A-Z]{2,5}\b")
_RARE = 10
"""A noun of so many letters is hardly counted twice."""
_HAS = re.compile(
    r"\b(?:heeft|hebben|telt|tellen|beschikt over|zijn er|er zijn|kent|alle|van\b[^.,;]*\bnaar)\b",
    re.IGNORECASE,
)
_TIME = frozenset(stem_words("jaar jaren maand maanden week weken dag dagen keer maal uur kwartaal helft"))


@dataclass(frozen=True, slots=True)
class _StatedAmount:
    """A number that a text of the data gives, with what it counts and of what it tells."""

    amount: Amount
    source: Record
    about: frozenset[int]
    context: frozenset[str]


class StatedAmounts:
    """Every number in the chapters and in what the data say of each deliverable, by what it counts."""

    def __init__(self, knowledge: Knowledge, chapters: Iterable[Clause]) -> None:
        self._by_noun: dict[str, list[_StatedAmount]] = defaultdict(list)
        self._titles = {each.id: each.title for each in knowledge.deliverables}
        self._measured = frozenset(
            stem for series in knowledge.series.values() for stem in find_content_stems(series.unit)
        )
        for each in knowledge.deliverables:
            for text in knowledge.own_texts(each):
                record = Record("deliverable", each.id)
                self._add(find_amounts(text), record, frozenset({each.id}), text)
        for clause in chapters:
            about = frozenset(each.id for each in clause.about)
            sentence = clause.sentence.text
            self._add(clause.amounts, clause.text.source, about, sentence)

    def compare(self, clause: Clause, amount: Amount) -> tuple[bool, Finding | None]:
        """Return whether another text gives this number, and what is wrong with it."""
        noun = _find_noun(amount)
        if noun is None or amount.is_share or amount.whole is not None:
            return False, None
        nouns = [noun, *(known for known in self._by_noun if _is_sort_of(noun, known))]
        others = [
            other
            for known in nouns
            for other in self._by_noun.get(known, ())
            if other.source != clause.text.source
        ]
        about = frozenset(each.id for each in clause.about)
        own = [other for other in others if other.about & about and len(other.about) == 1]
        if not own and noun not in self._measured:
            context = _read_context(clause.sentence.text, noun)
            own = [other for other in others if other.context & context]
            has_all = len(noun) >= _RARE and _HAS.search(clause.span.text) is not None
            own = others if has_all else own
            own = own if len({other.amount.value for other in others}) == 1 else []
        if not own:
            return False, None
        if any(_agree(other.amount, amount) for other in own):
            return True, None
        return True, self._mark(clause, amount, own[0])

    def _add(self, amounts: Iterable[Amount], source: Record, about: frozenset[int], sentence: str) -> None:
        for amount in amounts:
            noun = _find_noun(amount)
            if noun is not None and not amount.is_share:
                context = _read_context(sentence, noun)
                self._by_noun[noun].append(_StatedAmount(amount, source, about, context))

    def _mark(self, clause: Clause, amount: Amount, other: _StatedAmount) -> Finding:
        is_summary = clause.text.section_key == "summary" and other.source.type != "deliverable"
        kind = FindingKind.SUMMARY if is_summary else FindingKind.COUNT
        subject = next(iter(other.about), None)
        record = Record("deliverable", subject) if subject is not None else other.source
        says = other.amount.text
        is_exact = Precision.EXACT in (amount.precision,) and other.amount.precision is Precision.EXACT
        instead = _write_like(amount, other.amount) if is_exact else ""
        span = (amount.start, amount.start + len(amount.text))
        title = self._titles.get(subject or 0, clause.sentence.text)
        return mark_words(kind, clause, span, record, title, says, instead)


def compare_duration(clause: Clause, knowledge: Knowledge) -> Iterator[Finding]:
    """Yield how long something takes, where the data give another length: “drie jaar lang”."""
    if not clause.is_stated or not _LASTS.search(clause.span.text):
        return
    for subject in clause.subjects:
        lengths = [
            amount
            for text in knowledge.own_texts(subject)
            if _LASTS.search(text)
            for amount in find_amounts(text)
            if _read_unit(amount)
        ]
        for amount in clause.amounts if len(lengths) == 1 else ():
            unit, known_unit = _read_unit(amount), _read_unit(lengths[0])
            if unit and unit == known_unit and not _agree(lengths[0], amount):
                span = (amount.start, amount.start + len(amount.text))
                record, instead = Record("deliverable", subject.id), _write_like(amount, lengths[0])
                says = f"{lengths[0].text} {lengths[0].counted[0]}"
                yield mark_words(FindingKind.COUNT, clause, span, record, subject.title, says, instead)


_LASTS = re.compile(r"\b(?:looptijd|duurt|duren|duur|lang|gedurende|loopt|lopen)\b", re.IGNORECASE)
_UNITS = frozenset(stem_words("jaar jaren maand maanden week weken dag dagen"))


def _read_unit(amount: Amount) -> str:
    return amount.counted[0] if amount.counted and amount.counted[0] in _UNITS else ""


def find_stated(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """Yield the clauses of the chapters: what they say is told nearest to the data."""
    return (
        clause
        for clause in clauses
        if clause.text.section_key.startswith("action-line:") and clause.is_stated
    )


_PEOPLE = frozenset(stem_words("mensen personen bezoekers deelnemers aanwezigen gasten belangstellenden"))


def _is_sort_of(noun: str, known: str) -> bool:
    """“Woningcorporaties” are corporaties; the other way round it need not be so."""
    is_people = noun in _PEOPLE and known in _PEOPLE
    return noun != known and (is_people or (len(known) >= _LONG and noun.endswith(known)))


def _find_noun(amount: Amount) -> str | None:
    """What is counted: the first word behind the number that is no adjective."""
    counted = (amount.whole or amount).counted
    noun = counted[0] if counted else None
    return noun if noun and noun not in _TIME and len(noun) >= 3 else None


def _read_context(sentence: str, noun: str) -> frozenset[str]:
    short = {stem for word in _CAPITALS.findall(sentence) for stem in stem_words(word)}
    long = {stem for stem in find_content_stems(sentence) if len(stem) > _SHORT}
    return frozenset(long | short) - {noun}


def _agree(other: Amount, amount: Amount) -> bool:
    return amount.value == other.value or other.fits(amount.value) or amount.fits(other.value)


def _write_like(amount: Amount, other: Amount) -> str:
    value = int(other.value)
    if amount.is_digits:
        return other.text if other.is_digits else str(value)
    if value >= 1000:
        return ""
    word = write_number(value)
    return word[:1].upper() + word[1:] if amount.text[:1].isupper() else word
