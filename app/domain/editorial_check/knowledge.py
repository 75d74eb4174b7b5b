"""What the check knows of a report: the only place where it reads the facts of the report."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from app.domain.count import Counts, Shift
from app.domain.editorial_check.finding import CheckedText
from app.domain.editorial_check.names import find_content_stems
from app.domain.indicator import compute_shares
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.report.facts import (
    CommitmentFacts,
    DeliverableFacts,
    Facts,
    IndicatorFacts,
    LineFacts,
    Period,
    RiskFacts,
)
from app.domain.report.since import count_in_report, find_shift, is_new, is_news, is_withdrawn_since
from app.domain.report.tree import Record
from app.domain.status import Status
from app.domain.stem import stem_words
from app.domain.structure import ActionLineKind, DeliverableKind

_SHORT = re.compile(r"\(([A-Z][A-Za-z]{1,9})\)")
_MOST_WORDS, _MOST_LETTERS = 5, 200
"""So much before a short name in brackets can be what it stands for; a bound, since a text can be long."""


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator with its values in the order of the reference dates; those of a ratio are computed."""

    id: int
    name: str
    definition: str
    unit: str
    values: tuple[tuple[date, Decimal], ...]
    parts: tuple[tuple[str, Decimal], ...] = ()
    """The breakdown of the last measurement."""
    numerator_id: int | None = None
    denominator_id: int | None = None
    target: Decimal | None = None
    of_sites: tuple[tuple[str, tuple[tuple[date, Decimal], ...]], ...] = ()
    """Each pilot site where it was measured apart, with its values."""

    @property
    def is_share(self) -> bool:
        """Whether its values are percents."""
        return self.unit.strip() in ("%", "procent")

    @property
    def last(self) -> Decimal | None:
        """The last value, if anything was measured."""
        return self.values[-1][1] if self.values else None

    @property
    def previous(self) -> Decimal | None:
        """The value before the last one."""
        return self.values[-2][1] if len(self.values) > 1 else None


@dataclass(frozen=True, slots=True)
class News:
    """How many deliverables this report is the first to tell as done, as withdrawn, or at all."""

    done: int
    withdrawn: int
    new: int
    moved: int


class Knowledge:
    """The facts of one report, as the comparisons ask for them; computed once, when first asked for."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    @property
    def on(self) -> date:
        """The reference date: the day of the verdicts."""
        return self.period.reference_date

    @property
    def reference_date(self) -> date:
        """The day that the report will bear, which may still be to come."""
        return self.period.planned_reference_date or self.period.reference_date

    @property
    def period(self) -> Period:
        """The round of the report."""
        return self._facts.period

    @property
    def title(self) -> str:
        """What the programme is called."""
        return self._facts.title

    @cached_property
    def deliverables(self) -> tuple[DeliverableFacts, ...]:
        """Everything that may be the subject of a sentence, in the order of the structure."""
        return tuple(self._facts.deliverables())

    @property
    def by_id(self) -> Mapping[int, DeliverableFacts]:
        """The same, by id."""
        return self._facts.by_id()

    @cached_property
    def adoptions(self) -> Mapping[int, DeliverableFacts]:
        """The decision that adopts a product, by the id of the product."""
        return {other.adopts: other for other in self.deliverables if other.adopts is not None}

    def is_adopted(self, product: DeliverableFacts) -> bool:
        """Whether a product has been adopted, by its status or by a decision that was taken."""
        decision = self.adoptions.get(product.id)
        return product.assessment.status is Status.ADOPTED or (decision is not None and decision.is_done)

    @cached_property
    def assignments(self) -> tuple[tuple[DeliverableFacts, frozenset[str]], ...]:
        """What somebody was assigned to do, with the stems that tell which assignment it is."""
        return tuple(
            (each, frozenset(find_content_stems(f"{each.title.partition(':')[2]} {each.description}")))
            for each in self.deliverables
            if each.title.lower().startswith("opdracht")
        )

    @cached_property
    def parties(self) -> tuple[tuple[str, str], ...]:
        """Name and short name of every party."""
        return tuple(dict.fromkeys((*self._facts.parties, *self._facts.sponsors)))

    @cached_property
    def performers(self) -> frozenset[str]:
        """The short names of the parties that carry something out or decide."""
        doing = {party for each in self.deliverables for party in (each.executing_party, *each.deciders)}
        return frozenset(filter(None, doing))

    @cached_property
    def sponsors(self) -> frozenset[str]:
        """The short names of the parties that commission the programme."""
        return frozenset(short for _, short in self._facts.sponsors)

    @property
    def commitments(self) -> tuple[CommitmentFacts, ...]:
        """What was promised to parliament."""
        return self._facts.surroundings.commitments

    @property
    def risks(self) -> tuple[RiskFacts, ...]:
        """The risks and issues of the report."""
        return self._facts.surroundings.risks

    @cached_property
    def series(self) -> Mapping[int, Series]:
        """Every indicator with what was measured or computed, by id."""
        by_id = {indicator.id: indicator for indicator in self._facts.indicators}
        return {indicator.id: _read_series(indicator, by_id) for indicator in self._facts.indicators}

    @cached_property
    def texts(self) -> tuple[CheckedText, ...]:
        """Every text that somebody wrote for this report, with the record that holds it."""
        return collect_texts(self._facts)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Everything that the data say in words."""
        of_records = (text for each in self.deliverables for text in self.own_texts(each))
        return (*of_records, *(text.text for text in (*self.texts, *self.background)))

    @cached_property
    def abbreviations(self) -> Mapping[str, str]:
        """Abbreviations that the texts spell out: the words by the abbreviation."""
        spelt: dict[str, str] = {}
        for text in self.texts:
            for match in _SHORT.finditer(text.text):
                words, short = _words_before(text.text, match.start()), match[1]
                for first in range(len(words)):
                    if "".join(words[first:])[:1].lower() == short[0].lower():
                        spelt[short] = " ".join(words[first:])
                        break
        return spelt

    @cached_property
    def background(self) -> tuple[CheckedText, ...]:
        """What the data say beside the texts: of risks, and of measurements."""
        return tuple(_background(self._facts))

    @cached_property
    def totals(self) -> Mapping[str, int]:
        """How many there are of what a programme has a few of, by the stem of its word."""
        lines = sum(line.kind is ActionLineKind.LINE for line in self._facts.lines)
        around = self._facts.surroundings
        numbers = {
            "opdrachtgevers": len(self.sponsors),
            "actielijnen": lines,
            "toezeggingen": len(around.commitments),
            "raakvlakken": len(around.externals),
        }
        return {stem: number for word, number in numbers.items() for stem in stem_words(word) if number}

    def own_texts(self, deliverable: DeliverableFacts) -> tuple[str, ...]:
        """Return everything that the data say of a deliverable in words."""
        last = deliverable.last
        own = (deliverable.title, deliverable.description, deliverable.question, *deliverable.options)
        own += (deliverable.outcome, deliverable.reasons)
        return tuple(text for text in (*own, *((last.text, last.reason) if last else ())) if text)

    def has_moved(self, deliverable: DeliverableFacts) -> bool:
        """Whether its promise moved since the report before."""
        shift = find_shift(deliverable, self._facts)
        return shift is not None and shift.kind is Shift.MOVED

    def find_line(self, text: str) -> str | None:
        """Return the code of the action line whose title, or kind of a title, a text gives."""
        lower = text.lower()
        named = [line.code for line in self._facts.lines if line.title.lower() in lower]
        named += [
            line.code
            for line in self._facts.lines
            if re.search(rf"\b{re.escape(line.code)}\b", lower) and not line.code.isdigit()
        ]
        return named[0] if len({*named}) == 1 else None

    def count_news(self, kind: DeliverableKind | None, line: str = "") -> "News":
        """Return how many of a kind this report is the first to tell as done, withdrawn or new."""
        among = [
            deliverable
            for each in self._facts.lines
            if not line or each.code == line
            for deliverable in each.deliverables
            if kind is None or deliverable.kind is kind
        ]
        return News(
            sum(is_news(deliverable, self._facts) for deliverable in among),
            sum(is_withdrawn_since(deliverable, self._facts) for deliverable in among),
            sum(is_new(deliverable, self._facts) for deliverable in among),
            count_in_report(among, self._facts).moved,
        )

    def count(self, kind: DeliverableKind | None, line: str = "") -> Counts:
        """Return how the deliverables of a kind stand on the reference date; all of them without a kind."""
        return count_in_report(
            (
                deliverable
                for each in self._facts.lines
                if not line or each.code == line
                for deliverable in each.deliverables
                if kind is None or deliverable.kind is kind
            ),
            self._facts,
        )


def collect_texts(facts: Facts) -> tuple[CheckedText, ...]:
    """Return every text that somebody wrote, with the record that holds it.

    These are the sections in the default language (the one in which people say what they say), and in
    the chapters the narratives of projects and what leads wrote.
    """
    texts = (*_section_texts(facts), *_choice_texts(facts), *_chapter_texts(facts))
    return tuple(text for text in texts if text.text.strip())


def _read_series(indicator: IndicatorFacts, by_id: Mapping[int, IndicatorFacts]) -> Series:
    values = {measured.reference_date: measured.value for measured in indicator.measurements}
    numerator, denominator = by_id.get(indicator.numerator_id or 0), by_id.get(indicator.denominator_id or 0)
    if numerator is not None and denominator is not None:
        values |= {
            share.reference_date: share.part.value * 100 / share.whole.value
            for share in compute_shares(numerator.measurements, denominator.measurements)
        }
    return Series(
        id=indicator.id,
        name=indicator.name,
        definition=indicator.definition,
        unit=indicator.unit,
        values=tuple(sorted(values.items())),
        parts=indicator.measurements[-1].parts if indicator.measurements else (),
        numerator_id=indicator.numerator_id,
        denominator_id=indicator.denominator_id,
        target=indicator.target,
        of_sites=tuple(
            (site, tuple((measured.reference_date, measured.value) for measured in values))
            for site, values in indicator.of_sites
        ),
    )


def _choice_texts(facts: Facts) -> Iterator[CheckedText]:
    """Yield what the office wrote in the place of sentences of the summary."""
    for choice in facts.choices.values():
        yield CheckedText("summary", choice.text, Record("summary_choice", choice.id))


def _section_texts(facts: Facts) -> Iterator[CheckedText]:
    for (key, language), text in facts.texts.items():
        if language == DEFAULT_LANGUAGE:
            yield CheckedText(key, text.text, Record("section_text", text.id))


def _chapter_texts(facts: Facts) -> Iterator[CheckedText]:
    for line in facts.lines:
        yield from _line_texts(f"action-line:{line.code}", line)


def _background(facts: Facts) -> Iterator[CheckedText]:
    for risk in facts.surroundings.risks:
        record = Record("risk", risk.id)
        for text in (risk.title, risk.cause, risk.consequence, risk.measure):
            yield CheckedText("risks", text, record)
    for indicator in facts.indicators:
        for measured in indicator.measurements[-1:]:
            yield CheckedText("indicators", measured.note, Record("indicator", indicator.id))


def _line_texts(key: str, line: LineFacts) -> Iterator[CheckedText]:
    for project in line.projects:
        yield CheckedText(key, project.narrative, Record("project", project.id))
        for deliverable in project.deliverables:
            if deliverable.last is not None:
                record = Record("status_update", deliverable.last.id)
                yield CheckedText(key, deliverable.last.text, record, deliverable.id)
                yield CheckedText(key, deliverable.printed_answer, record, deliverable.id)


def _words_before(text: str, end: int) -> list[str]:
    """Return the last words before a place, as far as nothing but letters and spaces stands between."""
    words = text[max(0, end - _MOST_LETTERS) : end].split()
    for place in range(len(words) - 1, -1, -1):
        if not words[place].isalpha():
            words = words[place + 1 :]
            break
    return words[-_MOST_WORDS:]
