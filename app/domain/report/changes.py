"""What changed since the report before, and what happened after the reference date."""

from collections.abc import Iterator
from itertools import pairwise

from app.domain.assessment import DeadlineRecord
from app.domain.deadline_change import WindowChange, compare_firmness, compare_windows
from app.domain.report.facts import DeliverableFacts, Facts
from app.domain.report.tree import Block, Record, Run, bullet, paragraph
from app.domain.wording import Words, as_sentence, capitalise, change_in_words


def draft_changes(facts: Facts, words: Words) -> list[Block]:
    """Draft a bullet for every change of a promise since the previous report, with its reason."""
    blocks = [
        _draft_change(deliverable, old, new, words)
        for deliverable in facts.deliverables()
        for old, new in find_changes(deliverable, facts)
    ]
    if blocks:
        return blocks
    period = Record("reporting_period", facts.period.id)
    if facts.previous is None:
        text = "There is no earlier report to compare with, and no promise changed in this period."
        return [paragraph(words.say(text), period)]
    return [paragraph(words.say("No promise changed since the report before."), period)]


def find_changes(
    deliverable: DeliverableFacts, facts: Facts
) -> Iterator[tuple[DeadlineRecord, DeadlineRecord]]:
    """Yield each deadline that changed since the previous report, after the one before it."""
    for old, new in pairwise(deliverable.deadlines):
        if new.said_on <= facts.previous_input_deadline or new.firmness is None:
            continue
        is_same_window = compare_windows(old.window, new.window) is WindowChange.SAME
        if not is_same_window or compare_firmness(old.firmness, new.firmness) != "same":
            yield old, new


def draft_after(facts: Facts, words: Words) -> list[Block]:
    """Draft a bullet for each delivery, decision or event after the reference date."""
    day = words.day(facts.period.reference_date)
    blocks = []
    for deliverable in facts.deliverables():
        if deliverable.after is not None:
            record = Record("deliverable", deliverable.id)
            sentences = [as_sentence(deliverable.after.text)]
            if deliverable.after.delivered_on:
                sentences.append(
                    words.say("This was done on %(day)s.", day=words.day(deliverable.after.delivered_on))
                )
            lead = Run(as_sentence(deliverable.title), record, is_strong=True)
            blocks.append(bullet(lead, sentences, (record, Record("status_update", deliverable.after.id))))
    if blocks:
        return blocks
    text = words.say("Nothing that happened after %(day)s was reported in time for this report.", day=day)
    return [paragraph(text, Record("reporting_period", facts.period.id))]


def _draft_change(
    deliverable: DeliverableFacts, old: DeadlineRecord, new: DeadlineRecord, words: Words
) -> Block:
    record = Record("deliverable", deliverable.id)
    sentences = [as_sentence(capitalise(change_in_words(old, new, words)))]
    if new.reason:
        sentences.append(words.say("Reason: %(reason)s", reason=as_sentence(new.reason)))
    lead = Run(as_sentence(deliverable.title), record, is_strong=True)
    return bullet(lead, sentences, (record, Record("deadline", old.id), Record("deadline", new.id)))
