"""Decisions: taken in this period, and asked of those who decide, with the inputs and what may pinch."""

from collections.abc import Iterable, Iterator

from app.domain.report.facts import DeliverableFacts, Facts
from app.domain.report.grouping import is_news, is_open_decision, sort_by_moment
from app.domain.report.statement import draft_statement
from app.domain.report.tree import Block, Record, Run, heading, paragraph
from app.domain.signal import input_is_later
from app.domain.wording import Words, as_sentence


def draft_decisions(facts: Facts, words: Words) -> list[Block]:
    """Draft the decisions that were taken, then those to come in the order of their moments."""
    taken = [d for d in facts.deliverables() if d.is_decision and is_news(d, facts)]
    expected = sort_by_moment(d for d in facts.deliverables() if is_open_decision(d))
    return [
        heading(words.say("Taken in this period")),
        *_draft_statements(taken, words.say("No decision was taken in this period."), facts, words),
        heading(words.say("Asked of those who decide")),
        *_draft_statements(expected, words.say("No decision is asked."), facts, words),
    ]


def conflict_sentence(deliverable: DeliverableFacts, facts: Facts, words: Words) -> str:
    """Return the sentence about inputs that may come too late; empty where none does."""
    needed = (facts.by_id()[i] for i in deliverable.inputs if i in facts.by_id())
    mine = deliverable.assessment.deadline.window if deliverable.assessment.deadline else None
    late = [
        n.title
        for n in needed
        if not n.is_done and n.assessment.deadline and input_is_later(n.assessment.deadline.window, mine)
    ]
    if not late or deliverable.is_done:
        return ""
    return words.counted(
        "This may pinch: %(first)s may only come when this moment has begun.",
        "This may pinch: %(num)s of these may only come when this moment has begun.",
        len(late),
        first=late[0],
    )


def choice_sentence(decision: DeliverableFacts, words: Words) -> str:
    """Return the options of an open decision, or the reason of one that was taken."""
    if decision.is_done:
        return (
            words.say("Reason: %(reason)s", reason=as_sentence(decision.reasons)) if decision.reasons else ""
        )
    if not decision.options:
        return ""
    return words.say("To choose from: %(options)s.", options=words.listed(decision.options))


def _draft_statements(
    decisions: Iterable[DeliverableFacts], none: str, facts: Facts, words: Words
) -> Iterator[Block]:
    decisions = list(decisions)
    if not decisions:
        yield paragraph(none, Record("programme", facts.programme_id))
    for decision in decisions:
        block = draft_statement(decision, facts, words)
        extra_sentences = (choice_sentence(decision, words), conflict_sentence(decision, facts, words))
        runs = (*block.runs, *(Run(f" {sentence}") for sentence in extra_sentences if sentence))
        yield Block(block.kind, runs, block.records)
