"""Reading a text clause by clause; “this” is about what the sentence before it named."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from app.domain.editorial_check.claims import claim, is_delivering
from app.domain.editorial_check.figures import figures_in
from app.domain.editorial_check.finding import Text
from app.domain.editorial_check.moments import MomentSaid, moments_in
from app.domain.editorial_check.named import Mention, Names
from app.domain.editorial_check.said import Said
from app.domain.editorial_check.sentences import Stretch, clauses, sentences
from app.domain.report.facts import DeliverableFacts

_POINTS_BACK = re.compile(
    r"\W*(?:dit|deze|die|dat|het|hij|zij|ze|daarvan|hiervan|daarmee|this|that|it|they|these)\b", re.IGNORECASE
)
_NEW_SUBJECT = re.compile(r"\W*(?:het|dat|dit|die|deze)\s+[^\W\d_]+", re.IGNORECASE)
_SMALL = frozenset("de het een ook nog en van op in the a and of on also".split())
_VERBS = re.compile(
    r"\W*(?:het|dat|dit|die|deze)\s+(?:is|was|wordt|werd|zal|komt|volgt|verschijnt|gaat|moet|ligt|staat|heeft|zijn|"
    r"worden|waren|vervalt|vervallen)\b",
    re.IGNORECASE,
)


def read_text(text: Text, names: Names, on: date) -> Iterator[Said]:
    """Every clause of a text; `on` is the day on which relative words are read."""
    before: Sequence[DeliverableFacts] = ()
    for sentence in sentences(text.text):
        mentions = names.mentions(sentence.text)
        about = [mention.found for mention in mentions]
        if not about and points_back(sentence.text) and len(before) == 1:
            about = list(before)
        yield from _clauses(text, sentence, mentions, about, on)
        before = about


def points_back(sentence: str) -> bool:
    """Whether a sentence begins with “this” or “it”, alone: “this handbook” names something itself."""
    if not _POINTS_BACK.match(sentence):
        return False
    return not _NEW_SUBJECT.match(sentence) or bool(_VERBS.match(sentence))


def _clauses(
    text: Text, sentence: Stretch, mentions: Sequence[Mention], about: Sequence[DeliverableFacts], on: date
) -> Iterator[Said]:
    names = [(one.start, one.end) for one in mentions]
    moments = [one for one in moments_in(sentence.text, on) if not _touches(one.start, one.end, names)]
    current: Sequence[DeliverableFacts] = about[:1] if mentions else about
    before = ""
    for clause in clauses(sentence, [*names, *((one.start, one.end) for one in moments)]):
        at = clause.start - sentence.start
        inside = [one for one in mentions if at <= one.start < at + len(clause.text)]
        current = [one.found for one in inside] or current
        mine = _within(moments, at, len(clause.text))
        apart = [(one.start, one.end) for one in mine] + [(one.start - at, one.end - at) for one in inside]
        spoken = f"{before} {clause.text}" if before and _leans(clause.text, apart) else clause.text
        figures = tuple(figures_in(clause.text, apart))
        yield Said(text, sentence, clause, spoken, tuple(current), tuple(mine), figures, claim(spoken))
        before = spoken


def _touches(start: int, end: int, others: Sequence[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in others)


def _leans(text: str, apart: Sequence[tuple[int, int]]) -> bool:
    """Whether a clause has no verb of its own: beside names, moments and small words at most a participle."""
    words = [word for word in re.finditer(r"\w+", text) if not _touches(word.start(), word.end(), apart)]
    telling = [word.group().lower() for word in words if word.group().lower() not in _SMALL]
    return not telling or (len(telling) == 1 and is_delivering(telling[0]))


def _within(moments: Sequence[MomentSaid], at: int, length: int) -> list[MomentSaid]:
    return [
        MomentSaid(one.phrase, one.start - at, one.window) for one in moments if at <= one.start < at + length
    ]
