"""What happened after the reference date, kept apart from the figures."""

from app.domain.report.facts import Facts
from app.domain.report.tree import Block, Record, Run, bullet, paragraph
from app.domain.wording import Words, sentence


def after(facts: Facts, words: Words) -> list[Block]:
    """A bullet for each delivery, decision or event after the reference date."""
    day = words.day(facts.period.reference_date)
    blocks = []
    for found in facts.deliverables():
        if found.after is not None:
            record = Record("deliverable", found.id)
            said = [sentence(found.after.text)]
            if found.after.delivered_on:
                said.append(words.say("This was done on %(day)s.", day=words.day(found.after.delivered_on)))
            lead = Run(sentence(found.title), record, is_strong=True)
            blocks.append(bullet(lead, said, (record, Record("status_update", found.after.id))))
    if blocks:
        return blocks
    text = words.say("Nothing that happened after %(day)s was reported in time for this report.", day=day)
    return [paragraph(text, Record("reporting_period", facts.period.id))]
