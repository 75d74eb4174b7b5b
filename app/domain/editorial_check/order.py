"""Compares the order in which a sentence puts two deliverables with what each of them needs first."""

import re
from collections.abc import Iterator, Mapping, Sequence

from app.domain.editorial_check.claim import Clause
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.knowledge import Knowledge
from app.domain.editorial_check.marking import mark_clause
from app.domain.editorial_check.parties import find_preposition
from app.domain.report.facts import DeliverableFacts
from app.domain.report.tree import Record

_FOLLOWS = frozenset("nadat zodra als wanneer".split())
_PRECEDES = frozenset("voordat".split())
_THEN = frozenset("daarna vervolgens dan waarna pas".split())


def compare_order(clauses: Sequence[Clause], knowledge: Knowledge) -> Iterator[Finding]:
    """Yield where a sentence puts something before what it needs; `clauses` are those of one sentence."""
    for clause, first, later in _find_orders(clauses):
        if first.id != later.id and _needs(first, later, knowledge.by_id):
            record = Record("deliverable", first.id)
            yield mark_clause(FindingKind.ORDER, clause, record, first.title, later.title)


def _find_orders(clauses: Sequence[Clause]) -> Iterator[tuple[Clause, DeliverableFacts, DeliverableFacts]]:
    """Each pair that the sentence orders: which comes first, and which later."""
    for clause in clauses:
        yield from _find_within(clause)
    for place, clause in enumerate(clauses):
        opening = clause.lowers[0] if clause.words else ""
        others = [other for other in clauses if other is not clause and other.about]
        if not clause.about or not others:
            continue
        told_of = others[0].subjects or others[0].about
        if opening in _FOLLOWS:
            yield others[0], clause.about[0], told_of[0]
        elif opening in _PRECEDES:
            yield others[0], told_of[0], clause.about[0]
        elif place and "eerst" in clauses[place - 1].lowers and _THEN & {*clause.lowers[:3]}:
            before = clauses[place - 1]
            if before.about:
                yield clause, before.about[0], clause.about[0]


def compare_waiting(clause: Clause, knowledge: Knowledge) -> Iterator[Finding]:
    """Yield what is waited for according to a clause, and is there already."""
    if not clause.is_stated or not _WAITS & {*clause.lowers}:
        return
    unfinished = _UNFINISHED.search(clause.span.text)
    for subject in clause.subjects if unfinished else ():
        is_adopting = unfinished is not None and unfinished["what"].lower() in _ADOPTING
        if knowledge.is_adopted(subject) or (subject.is_done and (subject.is_decision or not is_adopting)):
            record = Record("deliverable", subject.id)
            yield mark_clause(FindingKind.NOT_DELIVERED, clause, record, subject.title)
    for mention in clause.mentions:
        if find_preposition(clause.words, mention.start) == "op" and mention.deliverable.is_done:
            record = Record("deliverable", mention.deliverable.id)
            yield mark_clause(FindingKind.NOT_DELIVERED, clause, record, mention.deliverable.title)


_UNFINISHED = re.compile(
    r"\b(?:wacht|wachten) [^.;]*\bop (?:[^\W\d_]+ )?(?P<what>handtekening(?:en)?|afronding|voltooiing|"
    r"oplevering|publicatie|vaststelling|goedkeuring|akkoord|instemming|besluitvorming)\b",
    re.IGNORECASE,
)
_ADOPTING = frozenset("vaststelling goedkeuring akkoord instemming besluitvorming handtekening".split())
_WAITS = frozenset("wacht wachten".split())


def _find_within(clause: Clause) -> Iterator[tuple[Clause, DeliverableFacts, DeliverableFacts]]:
    """“Na de klimaatkaart volgt de leidraad”, “vóór het besluit”."""
    for mention in clause.mentions:
        preposition = find_preposition(clause.words, mention.start)
        for subject in clause.subjects:
            if preposition == "na":
                yield clause, mention.deliverable, subject
            elif preposition == "vóór":
                yield clause, subject, mention.deliverable


def _needs(
    deliverable: DeliverableFacts, other: DeliverableFacts, by_id: Mapping[int, DeliverableFacts]
) -> bool:
    """Whether a deliverable has the other among its inputs, or among theirs."""
    seen: set[int] = set()
    waiting = [*deliverable.inputs]
    while waiting:
        id = waiting.pop()
        if id == other.id:
            return True
        if id not in seen and id in by_id:
            seen.add(id)
            waiting.extend(by_id[id].inputs)
    return False
