"""The management summary: the general picture, then each part of the programme in a page at the most."""

from collections.abc import Iterator, Sequence

from app.domain.count import CountBase, Counts
from app.domain.report.chapter import line_title
from app.domain.report.facts import DeliverableFacts, Facts, LineFacts
from app.domain.report.grouping import Groups, group_deliverables
from app.domain.report.indicators import find_latest_share, share_in_words
from app.domain.report.since import count_in_report
from app.domain.report.statement import draft_statement
from app.domain.report.tree import Block, BlockKind, Record, Run, heading, paragraph, subheading
from app.domain.wording import Words

MOST = 12
"""Bullets under one heading: with these a part of the programme still fits a page."""


def draft_summary(facts: Facts, words: Words) -> list[Block]:
    """Draft the general picture, then each action line in order."""
    blocks = [heading(words.say("General picture")), *_draft_general_picture(facts, words)]
    for line in facts.lines:
        blocks.append(heading(line_title(line, words), Record("action_line", line.id)))
        blocks.extend(_draft_line(line, facts, words))
    return blocks


def counts_sentence(counted: Counts, facts: Facts, words: Words) -> str:
    """Return the sentence that counts the milestones by verdict on the reference date; zeros are left out."""
    verdicts = (
        (counted.delivered, words.say("delivered or done")),
        (counted.overdue, words.say("overdue")),
        (counted.due_now, words.say("due now")),
        (counted.due_later, words.say("upcoming")),
        (counted.undated, words.say("without a date")),
        (counted.ongoing, words.say("ongoing")),
        (counted.withdrawn, words.say("withdrawn")),
    )
    verdict_counts = words.listed([f"{number} {verdict}" for number, verdict in verdicts if number])
    day = words.day(facts.period.reference_date)
    if not counted.total:
        return words.say("On %(day)s the programme had promised nothing yet.", day=day)
    total_sentence = words.counted(
        "On %(day)s the programme counts %(num)s milestone: %(told)s.",
        "On %(day)s the programme counts %(num)s milestones: %(told)s.",
        counted.total,
        day=day,
        told=verdict_counts,
    )
    return " ".join([total_sentence, *_shift_sentences(counted, words)])


def _shift_sentences(counted: Counts, words: Words) -> Iterator[str]:
    """How many dates moved or were dropped, and since when; nothing where none did."""
    in_period = counted.base is CountBase.PREVIOUS_REPORT
    if counted.moved and in_period:
        yield words.counted(
            "In this period %(num)s has moved.", "In this period %(num)s have moved.", counted.moved
        )
    elif counted.moved:
        yield words.counted(
            "Since the first promise %(num)s has moved.",
            "Since the first promise %(num)s have moved.",
            counted.moved,
        )
    if counted.date_dropped and in_period:
        yield words.counted(
            "In this period %(num)s lost its date.",
            "In this period %(num)s lost their dates.",
            counted.date_dropped,
        )
    elif counted.date_dropped:
        yield words.counted(
            "Since the first promise %(num)s lost its date.",
            "Since the first promise %(num)s lost their dates.",
            counted.date_dropped,
        )


def _draft_general_picture(facts: Facts, words: Words) -> Iterator[Block]:
    yield from facts.written_blocks("summary", words.language)
    yield paragraph(
        counts_sentence(count_in_report(facts.deliverables(), facts), facts, words),
        Record("programme", facts.programme_id),
    )
    for indicator in facts.indicators:
        share = find_latest_share(indicator, facts)
        if share:
            yield paragraph(share_in_words(indicator, share, words), *share.records)


def _draft_line(line: LineFacts, facts: Facts, words: Words) -> Iterator[Block]:
    groups = group_deliverables(line, facts)
    titled_groups = [*_titled_groups(groups, words)]
    if not any(group for _, group in titled_groups):
        yield paragraph(
            words.say("Nothing was delivered, moved or promised here."), Record("action_line", line.id)
        )
    for title, group in titled_groups:
        if group:
            yield subheading(title)
            yield from (draft_statement(deliverable, facts, words) for deliverable in group[:MOST])
            yield from _draft_remainder(line, group[MOST:], words)


def _titled_groups(groups: Groups, words: Words) -> Iterator[tuple[str, Sequence[DeliverableFacts]]]:
    yield words.say("Delivered and done"), groups.delivered
    yield words.say("Moved or withdrawn"), groups.moved
    yield words.say("Under way"), groups.under_way
    yield words.say("Coming"), groups.coming
    yield words.say("Decisions taken"), groups.taken
    yield words.say("Decisions to come"), groups.expected


def _draft_remainder(line: LineFacts, rest: Sequence[DeliverableFacts], words: Words) -> Iterator[Block]:
    if rest:
        text = words.counted(
            "And %(num)s other; see the chapter.", "And %(num)s others; see the chapter.", len(rest)
        )
        records = tuple(Record("deliverable", deliverable.id) for deliverable in rest)
        yield Block(BlockKind.BULLET, (Run(text, Record("action_line", line.id)),), records)
