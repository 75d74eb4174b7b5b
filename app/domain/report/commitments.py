"""Commitments to parliament: what was answered, and what still waits for its answer."""

from collections.abc import Iterator

from app.domain.parliamentary_commitment import AnswerState
from app.domain.report.facts import CommitmentFacts, Facts
from app.domain.report.tree import Block, Record, Row, Run, heading, paragraph, table
from app.domain.structure import CommitmentKind
from app.domain.vague_date import drop_intention
from app.domain.wording import Words

_KINDS = {
    CommitmentKind.UNDERTAKING: "Undertaking",
    CommitmentKind.MOTION: "Motion",
    CommitmentKind.QUESTION: "Parliamentary question",
}
_ANSWERED = (AnswerState.ANSWERED, AnswerState.ANSWERED_LATE)


def draft_commitments(facts: Facts, words: Words) -> list[Block]:
    """Draft two tables, answered and waiting, without what was withdrawn."""
    commitments = facts.surroundings.commitments
    answered = [commitment for commitment in commitments if commitment.answer in _ANSWERED]
    waiting = [
        commitment for commitment in commitments if commitment.answer in (AnswerState.OPEN, AnswerState.LATE)
    ]
    blocks: list[Block] = []
    for title, group, last in (
        ("Answered", answered, "Answer"),
        ("Waiting for an answer", waiting, "Answer expected"),
    ):
        if group:
            columns = [words.say(name) for name in ("Commitment", "Kind", "Made on", last)]
            blocks.append(heading(words.say(title)))
            blocks.append(table(words.say(title), columns, _rows(group, facts, words)))
    if blocks:
        return blocks
    text = words.say("No commitment to parliament was recorded.")
    return [paragraph(text, Record("reporting_period", facts.period.id))]


def _rows(commitments: list[CommitmentFacts], facts: Facts, words: Words) -> Iterator[Row]:
    for commitment in commitments:
        record = Record("parliamentary_commitment", commitment.id)
        records = [record]
        if commitment.deliverable_id in facts.by_id():
            records.append(Record("deliverable", commitment.deliverable_id or 0))
        cells = (
            Run(commitment.text, record),
            Run(words.say(_KINDS[commitment.kind])),
            Run(words.day(commitment.made_on)),
            Run(_answer_in_words(commitment, facts, words)),
        )
        yield Row(cells, tuple(records))


def _answer_in_words(commitment: CommitmentFacts, facts: Facts, words: Words) -> str:
    if commitment.answered_on is not None and commitment.answer in _ANSWERED:
        answer = words.say(
            "%(day)s: %(where)s", day=words.day(commitment.answered_on), where=commitment.answered_in
        )
        late = commitment.answer is AnswerState.ANSWERED_LATE
        return words.say("%(told)s (later than promised)", told=answer) if late else answer
    by = facts.by_id().get(commitment.deliverable_id or 0)
    when = drop_intention(commitment.phrase) or words.say("no moment promised")
    if commitment.answer is AnswerState.LATE:
        when = words.say("%(when)s; that has passed", when=when)
    return words.say("%(when)s, by: %(title)s", when=when, title=by.title) if by else when
