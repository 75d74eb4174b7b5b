"""Checks the texts of a report against its facts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from app.domain.editorial_check.addresses import find_addresses
from app.domain.editorial_check.choices import compare_options, compare_outcome
from app.domain.editorial_check.claim import Claim, Clause
from app.domain.editorial_check.commitments import compare_commitments
from app.domain.editorial_check.counted import compare_counts
from app.domain.editorial_check.finding import CheckedText, Finding
from app.domain.editorial_check.frequency import compare_frequency
from app.domain.editorial_check.knowledge import Knowledge, collect_texts
from app.domain.editorial_check.measured import Measurements
from app.domain.editorial_check.mend import keep_certain_mend
from app.domain.editorial_check.moves import compare_lateness, compare_moves
from app.domain.editorial_check.order import compare_order, compare_waiting
from app.domain.editorial_check.performers import compare_performers, compare_sponsors
from app.domain.editorial_check.reading import Reader
from app.domain.editorial_check.reference_dates import compare_reference_dates
from app.domain.editorial_check.risks import compare_risks
from app.domain.editorial_check.rounds import compare_report
from app.domain.editorial_check.standing import compare_standing
from app.domain.editorial_check.stated import StatedAmounts, compare_duration, find_stated
from app.domain.editorial_check.summary import compare_summary
from app.domain.editorial_check.timing import compare_timing
from app.domain.editorial_check.trends import compare_trend
from app.domain.report.facts import Facts
from app.domain.report.tree import Record


class EditorialCheck:
    """The check of one report: its facts, and its names to read a text with."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._knowledge = Knowledge(facts)
        self._reader = Reader(self._knowledge)
        self._measurements = Measurements(self._knowledge)
        self._read: dict[CheckedText, tuple[Clause, ...]] = {}

    def check_report(self) -> tuple[Finding, ...]:
        """Return what the facts contradict in everything that somebody wrote."""
        return self.check_texts(collect_texts(self._facts))

    def check_section(self, section_key: str, text: str) -> tuple[Finding, ...]:
        """Return what they contradict in a text, judged as if it stood in this section of the report."""
        new = CheckedText(section_key, text, Record("section_text", 0))
        beside = [
            other
            for other in collect_texts(self._facts)
            if (other.section_key, other.source.type) != (section_key, "section_text")
        ]
        return self._check([new], beside)

    def check_texts(self, texts: Sequence[CheckedText]) -> tuple[Finding, ...]:
        """Return what they contradict in these texts, in the order of the texts."""
        return self._check(texts, ())

    def _read_once(self, text: CheckedText) -> tuple[Clause, ...]:
        """What stands in a text of the data: many texts are held against it."""
        if text not in self._read:
            self._read[text] = tuple(self._reader.read(text))
        return self._read[text]

    def _check(self, texts: Sequence[CheckedText], beside: Sequence[CheckedText]) -> tuple[Finding, ...]:
        """Check texts that stand beside others, which are only compared with."""
        clauses = [clause for text in texts for clause in self._reader.read(text)]
        chapters = [
            clause for text in (*beside, *self._knowledge.background) for clause in self._read_once(text)
        ]
        stated = StatedAmounts(self._knowledge, find_stated([*clauses, *chapters]))
        check_sentence = partial(self._check_sentence, stated=stated)
        findings: list[Finding] = []
        for _, group in groupby(clauses, lambda clause: (id(clause.text), clause.sentence)):
            sentence = list(group)
            findings += (
                keep_certain_mend(finding, sentence, self._reader, check_sentence)
                for finding in check_sentence(sentence)
            )
        contradicted = {(id(finding.text), finding.sentence) for finding in findings}
        own = {id(text) for text in texts}
        for finding in compare_summary([*clauses, *chapters]):
            if id(finding.text) in own and (id(finding.text), finding.sentence) not in contradicted:
                findings.append(finding)
        order = {id(text): place for place, text in enumerate(texts)}
        unique = {(id(finding.text), finding.start, finding.quote): finding for finding in reversed(findings)}
        return tuple(sorted(unique.values(), key=lambda finding: (order[id(finding.text)], finding.start)))

    def _check_sentence(self, clauses: Sequence[Clause], stated: StatedAmounts) -> Iterator[Finding]:
        first = clauses[0]
        yield from find_addresses(first.text, first.sentence)
        yield from compare_order(clauses, self._knowledge)
        for clause in clauses:
            yield from self._check_clause(clause, stated)

    def _check_clause(self, clause: Clause, stated: StatedAmounts) -> Iterator[Finding]:
        for claim in clause.claims:
            yield from self._compare_claim(claim)
        yield from self._compare_candidates(clause)
        yield from compare_waiting(clause, self._knowledge)
        yield from compare_performers(clause, self._knowledge)
        yield from compare_sponsors(clause, self._knowledge)
        yield from compare_frequency(clause)
        yield from compare_counts(clause, self._knowledge)
        yield from compare_reference_dates(clause, self._knowledge)
        yield from compare_options(clause)
        yield from compare_duration(clause, self._knowledge)
        yield from compare_report(clause, self._knowledge)
        yield from compare_risks(clause, self._knowledge)
        yield from compare_commitments(clause, self._knowledge)
        yield from self._compare_amounts(clause, stated)

    def _compare_claim(self, claim: Claim) -> Iterator[Finding]:
        contradicted = list(compare_standing(claim, self._knowledge))
        yield from contradicted or compare_timing(claim, self._knowledge)
        yield from compare_lateness(claim)
        yield from compare_moves(claim, self._knowledge)
        yield from compare_outcome(claim, self._knowledge)

    def _compare_candidates(self, clause: Clause) -> Iterator[Finding]:
        """What contradicts everything that a clause may tell of is wrong, whichever is meant."""
        findings: list[Finding] = []
        for candidate in clause.candidates if not clause.subjects else ():
            of_candidate = [
                finding for claim in clause.claims_of(candidate) for finding in self._compare_claim(claim)
            ]
            if not of_candidate:
                return
            findings += of_candidate[:1]
        yield from (replace(finding, instead="") for finding in findings[:1])

    def _compare_amounts(self, clause: Clause, stated: StatedAmounts) -> Iterator[Finding]:
        explained = set()
        for amount in clause.amounts if clause.is_stated else ():
            is_told, finding = stated.compare(clause, amount)
            if is_told:
                explained.add(amount)
            if finding is not None:
                yield finding
        yield from self._measurements.compare(clause, explained)
        yield from compare_trend(clause, self._knowledge.series)
