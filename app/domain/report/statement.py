"""One deliverable told in a bullet: what people wrote first, then a drafted sentence for each fact."""

import re
from collections.abc import Iterator

from app.domain.report.facts import DeliverableFacts, Facts
from app.domain.report.grouping import broken, happened
from app.domain.report.tree import Block, Record, Run, bullet
from app.domain.status import Confidence, Status, needs_reason
from app.domain.structure import DeliverableKind
from app.domain.timeliness import Timeliness
from app.domain.wording import (
    Words,
    capitalised,
    change_in_words,
    done_sentence,
    firmly,
    passed_sentence,
    promise_sentence,
    promised,
    sentence,
)


def statement(found: DeliverableFacts, facts: Facts, words: Words) -> Block:
    """The bullet of one deliverable; its records are the deliverable and all that it was made from."""
    lead = Run(sentence(titled(found)), Record("deliverable", found.id), is_strong=True)
    return bullet(lead, _sentences(found, facts, words), records_of(found))


def titled(found: DeliverableFacts) -> str:
    """The title, with the executing party where the title does not name it already, by its first word."""
    party = found.executing_party
    if not party or re.search(rf"\b{re.escape(party.split()[0])}\b", found.title, re.IGNORECASE):
        return found.title
    return f"{found.title} ({party})"


def records_of(found: DeliverableFacts) -> tuple[Record, ...]:
    """The deliverable, its last status update, its deadline, and the inputs it waits for."""
    records = [Record("deliverable", found.id)]
    if found.last:
        records.append(Record("status_update", found.last.id))
    if found.assessment.deadline:
        records.append(Record("deadline", found.assessment.deadline.id))
    if found.is_decision:
        records.extend(Record("deliverable", needed) for needed in found.inputs)
    return tuple(records)


def inputs_sentence(found: DeliverableFacts, facts: Facts, words: Words) -> str:
    """What a decision waits for, and when each of it comes."""
    needed = [facts.by_id()[i] for i in found.inputs if i in facts.by_id()]
    if not needed:
        return ""
    told = "; ".join(f"{n.title} ({standing_of(n, words)})" for n in needed)
    return words.say("This needs: %(inputs)s.", inputs=told)


def deciders_sentence(found: DeliverableFacts, words: Words) -> str:
    """Who takes a decision; nothing where that is not known."""
    if not found.deciders:
        return ""
    return words.say("This decision is up to %(parties)s.", parties=words.listed(found.deciders))


def standing_of(found: DeliverableFacts, words: Words) -> str:
    """Ready, withdrawn, the promised words, or that there are none."""
    if found.is_done:
        return words.say("ready")
    if found.assessment.status is Status.CANCELLED:
        return words.say("withdrawn")
    if found.assessment.deadline is None:
        return words.say("no moment promised")
    return firmly(found.assessment.deadline, words)


def _sentences(found: DeliverableFacts, facts: Facts, words: Words) -> Iterator[str]:
    if not (found.is_decision and found.is_done):  # a question that was answered is asked no more
        yield sentence(found.question)
        yield sentence(found.description)
    text = found.last.text if found.last else ""
    yield sentence(text)
    if found.is_done and found.outcome.strip() != text.strip():  # it was told of the delivery in other words
        yield sentence(found.outcome)
    yield from (_done(found, words) if found.is_done else _to_come(found, facts, words))


def _done(found: DeliverableFacts, words: Words) -> Iterator[str]:
    yield done_sentence(found.kind, found.assessment.status is Status.ADOPTED, happened(found), words)
    first = found.assessment.baseline
    if found.assessment.timeliness is Timeliness.DELIVERED_LATE and first:
        yield words.say("That is later than promised: %(when)s.", when=promised(first, words))


def _to_come(found: DeliverableFacts, facts: Facts, words: Words) -> Iterator[str]:
    move, said = broken(found, facts.heard_before), found.assessment.deadline
    if found.assessment.status is Status.CANCELLED:
        yield words.say("This has been cancelled.")
    elif move:
        yield sentence(capitalised(change_in_words(*move, words)))
    elif said:
        yield promise_sentence(found.kind, said, words, found.frequency, found.assessment.status)
    elif found.kind is not DeliverableKind.EVENT and not (found.last and found.last.text):
        yield words.say("No moment has been promised.")
    if found.assessment.status is Status.ON_HOLD:
        yield words.say("This is on hold.")
    yield _confidence(found, words)
    yield _answer(found, words)
    yield _reason(found, is_moved=move is not None, words=words)
    if found.assessment.timeliness is Timeliness.OVERDUE:
        yield passed_sentence(found.kind, facts.period.reference_date, words)
    if found.is_decision and found.assessment.status is not Status.CANCELLED:
        yield deciders_sentence(found, words)
        yield inputs_sentence(found, facts, words)


def _confidence(found: DeliverableFacts, words: Words) -> str:
    """That the lead doubts the moment; a lead who does not is no news."""
    confidence = found.last.confidence if found.last else None
    if found.assessment.status is Status.CANCELLED or confidence in (None, Confidence.ON_TRACK):
        return ""
    if confidence is Confidence.OFF_TRACK:
        return words.say("The lead does not expect to make this.")
    return words.say("The lead is not certain to make this.")


def _answer(found: DeliverableFacts, words: Words) -> str:
    answer = sentence(found.printed_answer)
    return words.say("The lead expects to make it all the same: %(answer)s", answer=answer) if answer else ""


def _reason(found: DeliverableFacts, *, is_moved: bool, words: Words) -> str:
    """Why it moved, is held, cancelled or will not make it; an older reason was told before."""
    said, last = found.assessment.deadline, found.last
    reason = said.reason if said and is_moved else ""
    if last and not reason and needs_reason(None, last.status, last.confidence):
        reason = last.reason
    return words.say("Reason: %(reason)s", reason=sentence(reason)) if reason else ""
