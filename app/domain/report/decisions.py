"""Decisions: taken in this period, and asked of those who decide, with the inputs and what may pinch."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from app.domain.inputs import Fit, judge_fit
from app.domain.report.decision_chain import draw_chain
from app.domain.report.facts import DeliverableFacts, Facts
from app.domain.report.grouping import is_open_decision, sort_by_moment
from app.domain.report.since import is_news
from app.domain.report.statement import draft_statement, records_of
from app.domain.report.tree import Block, Record, Row, Run, heading, paragraph, table
from app.domain.wording import Words, as_sentence, firm_promise_in_words, past_moment_in_words

MOST_IN_TEXT = 12
"""Decisions beyond these stand in a table, and what they need is not drawn."""


def draft_decisions(facts: Facts, words: Words) -> list[Block]:
    """Draft the decisions that were taken, then those to come in the order of their moments."""
    taken = [d for d in facts.deliverables() if d.is_decision and is_news(d, facts)]
    expected = sort_by_moment(d for d in facts.deliverables() if is_open_decision(d))
    return [
        heading(words.say("Taken in this period")),
        *_draft_statements(taken, words.say("No decision was taken in this period."), facts, words),
        heading(words.say("Asked of those who decide")),
        *_draft_statements(expected, words.say("No decision is asked."), facts, words),
        *_draft_chains(expected, facts, words),
    ]


def conflict_sentence(deliverable: DeliverableFacts, facts: Facts, words: Words) -> str:
    """Return the sentence about inputs that are promised after this one; empty where none is."""
    late = find_late_inputs(deliverable, facts)
    if not late:
        return ""
    return words.counted(
        "One input comes after this moment: %(titles)s.",
        "%(num)s inputs come after this moment: %(titles)s.",
        len(late),
        titles=words.listed([needed.title for needed in late]),
    )


def find_late_inputs(deliverable: DeliverableFacts, facts: Facts) -> list[DeliverableFacts]:
    """Return the inputs that are promised after what waits for them."""
    needed = (facts.by_id()[i] for i in deliverable.inputs if i in facts.by_id())
    return [n for n in needed if judge_fit(n.assessment, deliverable.assessment).fit is Fit.CONFLICT]


def choice_sentence(decision: DeliverableFacts, words: Words) -> str:
    """Return the options of an open decision, or the reason of one that was taken."""
    if decision.is_done:
        return (
            words.say("Reason: %(reason)s", reason=as_sentence(decision.reasons)) if decision.reasons else ""
        )
    if not decision.options:
        return ""
    return words.say("To choose from: %(options)s.", options=words.listed(decision.options))


def _draft_chains(decisions: Sequence[DeliverableFacts], facts: Facts, words: Words) -> Iterator[Block]:
    """Draft for each of these decisions what it needs, in the order of time."""
    drawn = 0
    for decision in decisions:
        inputs = [facts.by_id()[id] for id in decision.inputs if id in facts.by_id()]
        chain = draw_chain(decision, inputs, facts.period.reference_date, words)
        if chain is not None:
            drawn += 1
            yield chain if drawn <= MOST_IN_TEXT else replace(chain, chain=None)


def _draft_statements(
    decisions: Iterable[DeliverableFacts], none: str, facts: Facts, words: Words
) -> Iterator[Block]:
    decisions = list(decisions)
    if not decisions:
        yield paragraph(none, Record("programme", facts.programme_id))
    for decision in decisions[:MOST_IN_TEXT]:
        block = draft_statement(decision, facts, words)
        extra_sentences = (choice_sentence(decision, words), conflict_sentence(decision, facts, words))
        runs = (*block.runs, *(Run(f" {sentence}") for sentence in extra_sentences if sentence))
        yield Block(block.kind, runs, block.records)
    yield from _tabulate_decisions(decisions[MOST_IN_TEXT:], words)


def _tabulate_decisions(decisions: Sequence[DeliverableFacts], words: Words) -> Iterator[Block]:
    """Draft the decisions beyond `MOST_IN_TEXT` as a table: what, when and by whom."""
    if decisions:
        columns = [words.say(name) for name in ("Decision", "Moment", "By")]
        rows = (
            Row(
                (
                    Run(decision.title, Record("deliverable", decision.id)),
                    Run(_moment_in_words(decision, words)),
                    Run(words.listed(decision.deciders) or "–"),
                ),
                records_of(decision),
            )
            for decision in decisions
        )
        yield table(words.say("Other decisions"), columns, rows)


def _moment_in_words(decision: DeliverableFacts, words: Words) -> str:
    if decision.assessment.done is not None:
        return past_moment_in_words(decision.assessment.done, words)
    promise = decision.assessment.promise
    return firm_promise_in_words(promise, words) if promise else "–"
