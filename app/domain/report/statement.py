"""One decision told in a bullet: what people wrote first, then a drafted sentence for each fact."""

import re
from collections.abc import Iterator
from typing import Protocol

from app.domain.report.facts import DeliverableFacts, Facts
from app.domain.report.since import find_reason, find_shift
from app.domain.report.tree import Block, Record, Run, bullet
from app.domain.status import Confidence, Status, needs_reason
from app.domain.timeliness import Timeliness
from app.domain.wording import (
    Words,
    as_sentence,
    capitalise,
    change_in_words,
    decision_sentence,
    promise_in_words,
    taken_sentence,
    title_with_remark,
    unreported_sentence,
)


def draft_statement(decision: DeliverableFacts, facts: Facts, words: Words) -> Block:
    """Draft the bullet of one decision; its records are the decision and all that it rests on."""
    lead = Run(as_sentence(title_with_party(decision)), Record("deliverable", decision.id), is_strong=True)
    return bullet(lead, _compose_sentences(decision, facts, words), records_of(decision))


class Executed(Protocol):
    """What a party carries out, in a report or on a page."""

    @property
    def title(self) -> str: ...

    @property
    def executing_party(self) -> str | None: ...


def title_with_party(deliverable: Executed) -> str:
    """Return the title, with the executing party unless the title already holds its first word."""
    party = unnamed_party(deliverable)
    return title_with_remark(deliverable.title, party) if party else deliverable.title


def unnamed_party(deliverable: Executed) -> str:
    """Return the executing party unless the title already holds its first word; else nothing."""
    party = deliverable.executing_party
    if not party or re.search(rf"\b{re.escape(party.split()[0])}\b", deliverable.title, re.IGNORECASE):
        return ""
    return party


def records_of(deliverable: DeliverableFacts) -> tuple[Record, ...]:
    """Return the records of a deliverable: itself, its last update, its deadline, and a decision's inputs."""
    records = [Record("deliverable", deliverable.id)]
    if deliverable.last:
        records.append(Record("status_update", deliverable.last.id))
    if deliverable.assessment.deadline:
        records.append(Record("deadline", deliverable.assessment.deadline.id))
    if deliverable.is_decision:
        records.extend(Record("deliverable", needed) for needed in deliverable.inputs)
    return tuple(records)


def deciders_sentence(deliverable: DeliverableFacts, words: Words) -> str:
    """Return the sentence that names who takes a decision; empty where that is not known."""
    if not deliverable.deciders:
        return ""
    return words.say("This decision is up to %(parties)s.", parties=words.listed(deliverable.deciders))


def _compose_sentences(deliverable: DeliverableFacts, facts: Facts, words: Words) -> Iterator[str]:
    if not deliverable.is_done:  # a question that was answered is asked no more
        yield as_sentence(deliverable.question)
        yield as_sentence(deliverable.description)
    text = deliverable.last.text if deliverable.last else ""
    yield as_sentence(text)
    if (
        deliverable.is_done and deliverable.outcome.strip() != text.strip()
    ):  # it was told of the delivery in other words
        yield as_sentence(deliverable.outcome)
    yield from (
        _sentences_when_done(deliverable, words)
        if deliverable.is_done
        else _sentences_to_come(deliverable, facts, words)
    )


def _sentences_when_done(deliverable: DeliverableFacts, words: Words) -> Iterator[str]:
    yield taken_sentence(deliverable.assessment.done, words)
    held_to = deliverable.assessment.held_to
    if deliverable.assessment.timeliness is Timeliness.DELIVERED_LATE and held_to:
        yield words.say("That is later than promised: %(when)s.", when=promise_in_words(held_to, words))


def _sentences_to_come(deliverable: DeliverableFacts, facts: Facts, words: Words) -> Iterator[str]:
    shift, deadline = find_shift(deliverable, facts), deliverable.assessment.deadline
    if shift:
        yield as_sentence(capitalise(change_in_words(shift.old, shift.new, words)))
    elif deadline:
        yield decision_sentence(deadline, words)
    if deliverable.assessment.status is Status.ON_HOLD:
        yield words.say("This is on hold.")
    yield _confidence_sentence(deliverable, words)
    yield _answer_sentence(deliverable, words)
    reason = find_reason(deliverable, facts) if shift else _find_present_reason(deliverable)
    yield words.say("Reason: %(reason)s", reason=as_sentence(reason)) if reason else ""
    if deliverable.assessment.timeliness is Timeliness.OVERDUE:
        yield unreported_sentence(facts.period.reference_date, words)
    yield deciders_sentence(deliverable, words)


def _confidence_sentence(deliverable: DeliverableFacts, words: Words) -> str:
    """That the lead doubts the moment; a lead who does not is no news."""
    confidence = deliverable.last.confidence if deliverable.last else None
    if deliverable.assessment.timeliness.is_closed or confidence in (None, Confidence.ON_TRACK):
        return ""
    if confidence is Confidence.OFF_TRACK:
        return words.say("The lead does not expect to make this.")
    return words.say("The lead is not certain to make this.")


def _answer_sentence(deliverable: DeliverableFacts, words: Words) -> str:
    answer = as_sentence(deliverable.printed_answer)
    return words.say("The lead expects to make it all the same: %(answer)s", answer=answer) if answer else ""


def _find_present_reason(deliverable: DeliverableFacts) -> str:
    """Why it is held or will not be made."""
    last = deliverable.last
    return last.reason if last and needs_reason(None, last.status, last.confidence) else ""
