"""Commitments to parliament: what was answered, and what still waits for its answer."""

from collections.abc import Iterator

from app.domain.parliamentary_commitment import AnswerState
from app.domain.report.facts import CommitmentFacts, Facts
from app.domain.report.tree import Block, Record, Row, Run, heading, paragraph, table
from app.domain.structure import CommitmentKind
from app.domain.wording import Words

_KINDS = {
    CommitmentKind.UNDERTAKING: "Undertaking",
    CommitmentKind.MOTION: "Motion",
    CommitmentKind.QUESTION: "Parliamentary question",
}
_ANSWERED = (AnswerState.ANSWERED, AnswerState.ANSWERED_LATE)


def draft_commitments(facts: Facts, words: Words) -> list[Block]:
    """Two tables: answered, and open with until when parliament waits; what was withdrawn is left out."""
    told = facts.surroundings.commitments
    answered = [one for one in told if one.answer in _ANSWERED]
    waiting = [one for one in told if one.answer in (AnswerState.OPEN, AnswerState.LATE)]
    blocks: list[Block] = []
    for title, found, last in (
        ("Answered", answered, "Answer"),
        ("Waiting for an answer", waiting, "Answer expected"),
    ):
        if found:
            columns = [words.say(name) for name in ("Commitment", "Kind", "Made on", last)]
            blocks.append(heading(words.say(title)))
            blocks.append(table(words.say(title), columns, _rows(found, facts, words)))
    if blocks:
        return blocks
    text = words.say("No commitment to parliament was recorded.")
    return [paragraph(text, Record("reporting_period", facts.period.id))]


def _rows(found: list[CommitmentFacts], facts: Facts, words: Words) -> Iterator[Row]:
    for one in found:
        record = Record("parliamentary_commitment", one.id)
        records = [record]
        if one.deliverable_id in facts.by_id():
            records.append(Record("deliverable", one.deliverable_id or 0))
        cells = (
            Run(one.text, record),
            Run(words.say(_KINDS[one.kind])),
            Run(words.day(one.made_on)),
            Run(_answer(one, facts, words)),
        )
        yield Row(cells, tuple(records))


def _answer(one: CommitmentFacts, facts: Facts, words: Words) -> str:
    if one.answered_on is not None and one.answer in _ANSWERED:
        told = words.say("%(day)s: %(where)s", day=words.day(one.answered_on), where=one.answered_in)
        late = one.answer is AnswerState.ANSWERED_LATE
        return words.say("%(told)s (later than promised)", told=told) if late else told
    by = facts.by_id().get(one.deliverable_id or 0)
    when = one.phrase or words.say("no moment promised")
    if one.answer is AnswerState.LATE:
        when = words.say("%(when)s; that has passed", when=when)
    return words.say("%(when)s, by: %(title)s", when=when, title=by.title) if by else when
