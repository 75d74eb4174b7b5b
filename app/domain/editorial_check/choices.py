"""Compares what is told of a decision with its options and its outcome."""

import re
from collections.abc import Iterator

from app.domain.editorial_check.amounts import Precision, write_number
from app.domain.editorial_check.claim import Claim, Clause
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.knowledge import Knowledge
from app.domain.editorial_check.marking import mark_clause, mark_words
from app.domain.editorial_check.names import find_content_stems
from app.domain.editorial_check.stance import NOT, Stance
from app.domain.editorial_check.verbs import Act
from app.domain.report.facts import DeliverableFacts
from app.domain.report.tree import Record
from app.domain.status import Status
from app.domain.stem import stem_words

_OPTIONS = frozenset(
    stem_words(
        "variant varianten optie opties mogelijkheid mogelijkheden keuze keuzes alternatief alternatieven"
    )
)


def compare_options(clause: Clause) -> Iterator[Finding]:
    """Yield another number of options than a decision has."""
    for decision in clause.about if clause.is_stated else ():
        if not decision.options:
            continue
        counted = _OPTIONS | {stem for option in decision.options for stem in find_content_stems(option)}
        for amount in clause.amounts:
            if (
                not counted & {*amount.counted[:2]}
                or amount.precision is not Precision.EXACT
                or amount.is_share
            ):
                continue
            counted_amount, number = (amount.whole or amount), len(decision.options)
            if counted_amount.value != number:
                instead = str(number) if counted_amount.is_digits else write_number(number)
                span = (counted_amount.start, counted_amount.start + len(counted_amount.text))
                record = Record("deliverable", decision.id)
                yield mark_words(FindingKind.COUNT, clause, span, record, decision.title, instead, instead)


def compare_outcome(claim: Claim, knowledge: Knowledge) -> Iterator[Finding]:
    """Yield another choice than was made."""
    decision = knowledge.adoptions.get(claim.subject.id, claim.subject)
    if claim.predicate.act is Act.REJECT and claim.predicate.stance is Stance.DONE:
        yield from _compare_rejection(claim, knowledge)
        return
    if not decision.is_done or claim.predicate.stance is not Stance.DONE or claim.predicate.is_denied:
        return
    rest_of_sentence = claim.clause.sentence.text[claim.clause.span.start - claim.clause.sentence.start :]
    if _is_other_way(decision.outcome, rest_of_sentence):
        record = Record("deliverable", decision.id)
        yield mark_clause(FindingKind.OUTCOME, claim.clause, record, decision.title, decision.outcome)
        return
    if NOT & {*claim.clause.lowers}:
        return  # “koos niet voor groen”
    chosen = _find_options(decision, decision.outcome)
    named = _find_options(decision, claim.clause.span.text)
    if chosen and named and not chosen & named:
        record = Record("deliverable", decision.id)
        yield mark_clause(FindingKind.OUTCOME, claim.clause, record, decision.title, decision.outcome)


def _compare_rejection(claim: Claim, knowledge: Knowledge) -> Iterator[Finding]:
    """“Is afgekeurd”, of what was adopted or is still to be decided."""
    subject = claim.subject
    decision = subject if subject.is_decision else knowledge.adoptions.get(subject.id)
    is_accepted = subject.assessment.status is Status.ADOPTED
    if decision is None and not is_accepted:
        return
    if decision is not None and decision.is_done and _REJECTED.search(decision.outcome):
        return
    record = Record("deliverable", (decision or subject).id)
    says = decision.outcome if decision else ""
    yield mark_clause(FindingKind.OUTCOME, claim.clause, record, subject.title, says)


_REJECTED = re.compile(r"\b(?:afgekeurd|afgewezen|verworpen|niet|geen)\b", re.IGNORECASE)


def _is_other_way(outcome: str, text: str) -> bool:
    """“Met enkele wijzigingen” of what was taken “zonder wijzigingen”, or the other way round."""
    ways, others = _read_ways(outcome), _read_ways(text)
    return any(others.get(stem, is_with) != is_with for stem, is_with in ways.items())


def _read_ways(text: str) -> dict[str, bool]:
    ways: dict[str, bool] = {}
    for match in _WAY.finditer(text):
        for stem in find_content_stems(match["what"]):
            ways[_CHANGE if stem in _CHANGES else stem] = match["way"].lower() == "met"
    return ways


_CHANGE = "wijziging"
_CHANGES = frozenset(stem_words("wijziging wijzigingen aanpassing aanpassingen verandering veranderingen"))
_WAY = re.compile(
    r"\b(?P<way>met|zonder) (?:(?:enkele|een paar|een aantal|veel|kleine|grote|verdere|nadere|iets te) )*"
    r"(?P<what>[^\W\d_]{5,})",
    re.IGNORECASE,
)


def _find_options(decision: DeliverableFacts, text: str) -> frozenset[int]:
    """Which options a text names: all the words that tell one from the others."""
    stems = {*stem_words(text)}
    all_stems = [frozenset(find_content_stems(option)) for option in decision.options]
    common = frozenset.intersection(*all_stems) if all_stems else frozenset()
    return frozenset(n for n, own in enumerate(all_stems) if own - common and own - common <= stems)
