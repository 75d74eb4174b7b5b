"""Reads a report into proposals: one for each promise that a sentence makes."""

import re
from collections.abc import Iterator
from datetime import date

from app.domain.promise_extraction.document import ReportText
from app.domain.promise_extraction.moments import TimeWords, find_time_words, find_vague_words
from app.domain.promise_extraction.promising import announces_undated, promises_at, promises_vaguely
from app.domain.promise_extraction.proposal import ProposedPromise
from app.domain.promise_extraction.sentences import Form, Sentence, read_sentences
from app.domain.promise_extraction.telling import find_state, find_undated_state, tells_of_past
from app.domain.promise_extraction.title import make_title
from app.domain.promise_extraction.wording import find_firmness, find_kind
from app.domain.proposal import ProposalState
from app.domain.vague_date import Register

_YEAR = re.compile(
    r"\d{4}|'\d\d|\bjaar\b|\b(?:jl|a\.s)\b|\b(?:dit|deze|komende?|volgende?|vorige?)\b", re.IGNORECASE
)


def propose_promises(report: ReportText, on: date, register: Register = ()) -> tuple[ProposedPromise, ...]:
    """Return what a report promises, in reading order; `on` is the day of the report.

    Nothing is guessed: words of time that cannot be read go with the proposal, without a moment.
    """
    proposals = list[ProposedPromise]()
    for sentence in read_sentences(report):
        for proposal in _propose(sentence, on, register, _last_title(proposals, sentence.section)):
            proposals.append(proposal)
    return tuple(proposals)


def _last_title(proposals: list[ProposedPromise], section: str) -> str:
    last = proposals[-1] if proposals else None
    return last.title if last is not None and last.section == section else ""


def _propose(sentence: Sentence, on: date, register: Register, previous: str) -> Iterator[ProposedPromise]:
    dated = [
        words
        for words in find_time_words(sentence, on, register, tells_of_past)
        if promises_at(sentence, words, on)
    ]
    for words in _with_start(dated):
        yield _build(sentence, words, find_state(sentence.plain, words, on), previous)
    if dated:
        return
    vague = next((words for words in find_vague_words(sentence) if promises_vaguely(sentence, words)), None)
    if vague is not None:
        yield _build(sentence, vague, find_state(sentence.plain, vague, on), previous)
    elif announces_undated(sentence):
        yield _build(sentence, None, find_undated_state(sentence.plain), previous)


def _with_start(dated: list[TimeWords]) -> Iterator[TimeWords]:
    """“Per 2024 vier keer per jaar” is one promise: what recurs, from its first day on.

    So is “jaarlijks in mei”, of which no one day is said.
    """
    starts = [words for words in dated if words.moment and words.moment.earliest and not words.moment.latest]
    recurring = next((words for words in dated if words.recurs and not words.is_dated), None)
    if recurring is not None:
        dated = [words for words in dated if words is recurring or _names_year(words)]
    if recurring is None or not starts:
        yield from dated
        return
    for words in dated:
        if words is starts[0]:
            yield TimeWords(words.phrase, words.start, words.moment, recurs=True)
        elif words is not recurring:
            yield words


def _names_year(words: TimeWords) -> bool:
    return bool(_YEAR.search(words.phrase))


def _build(
    sentence: Sentence, words: TimeWords | None, state: ProposalState, previous: str
) -> ProposedPromise:
    text = sentence.plain
    start, end = (words.start, words.end) if words else (0, 0)
    return ProposedPromise(
        title=make_title(sentence, start, end, previous) or sentence.heading or sentence.quote[:100],
        kind=find_kind(text, words),
        state=state,
        quote=sentence.quote,
        section=sentence.section if sentence.form is not Form.HEADING else "",
        place=sentence.place,
        moment=words.moment if words else None,
        firmness=find_firmness(text, words, state),
        not_understood=words.phrase if words is not None and words.moment is None else "",
    )
