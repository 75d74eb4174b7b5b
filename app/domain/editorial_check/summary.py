"""Compares the summary with its chapters: both say the same of how something stands, when and how it went."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from app.domain.editorial_check.claim import Clause
from app.domain.editorial_check.discourse import has_no_subject
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.marking import mark_clause, mark_words
from app.domain.editorial_check.names import find_content_stems
from app.domain.editorial_check.stance import Predicate, Stance
from app.domain.editorial_check.standing import is_told_of
from app.domain.editorial_check.timing import overlaps
from app.domain.editorial_check.views import YET, is_denial, is_judgement, judge
from app.domain.report.facts import DeliverableFacts
from app.domain.report.tree import Record
from app.domain.stem import stem_words

SUMMARY = "summary"
_OPPOSED = {
    Stance.DONE: (Stance.OPEN, Stance.COMING, Stance.RUNNING),
    Stance.OPEN: (Stance.DONE,),
    Stance.COMING: (Stance.DONE, Stance.DROPPED),
    Stance.DROPPED: (Stance.COMING, Stance.RUNNING),
}
_ALIKE, _ALIKE_OF_SUBJECT = 2, 1
_MOST = 0.6
_SOME = frozenset("die dat waar wie waarbij als indien wanneer zonder".split())
"""Words that lead to some of them only, or to a condition."""
_WHOLLY = frozenset("helemaal geheel volledig compleet allemaal alle".split())
_SUBJECT = 4
"""So many words at the start of a sentence say of whom it tells."""
_REPEATED, _NEARLY_ALL = 3, 0.8
"""So many words in common, and this much of what the chapter says, and a clause repeats it."""


_ALL = re.compile(r"\balle (?P<what>[^\W\d_]{5,})", re.IGNORECASE)
_ALL_OF = re.compile(r"\balle\s+$", re.IGNORECASE)
_AIM = re.compile(r"\s*om [^.,;]*\bte \w+")


@dataclass(frozen=True, slots=True)
class _View:
    """What a clause judges, and of what."""

    clause: Clause
    sides: Mapping[str, int]
    topic: frozenset[str]
    is_denied: bool

    @classmethod
    def of(cls, clause: Clause) -> "_View":
        """Read how a clause judges."""
        text = clause.span.text
        topic = _read_topic(text)
        if has_no_subject(clause.words):  # “… en zijn tevreden”: who they are stands before it
            subject = clause.sentence.text[: clause.span.start - clause.sentence.start]
            topic |= _read_topic(" ".join(subject.split()[:_SUBJECT]))
        behind = _AIM.match(clause.sentence.text, clause.span.end - clause.sentence.start)
        if behind:  # “… was lastig om mensen te vinden”
            topic |= _read_topic(behind.group())
        return cls(clause, judge(text), topic, is_denial(text))


def compare_summary(clauses: Sequence[Clause]) -> Iterator[Finding]:
    """Yield what the summary says otherwise than a chapter."""
    written = [clause for clause in clauses if clause.text.source.type == "section_text" and clause.is_stated]
    summary = [clause for clause in clauses if clause.text.section_key == SUMMARY and clause.is_stated]
    if not summary and not written:
        return
    chapters = [clause for clause in clauses if is_chapter(clause) and clause.is_stated]
    by_subject: dict[int, list[Clause]] = defaultdict(list)
    for chapter in chapters:
        for each in chapter.about:
            by_subject[each.id].append(chapter)
    views = [_View.of(chapter) for chapter in chapters]
    of_data = [view for view in views if view.clause.text.source.type != "section_text"]
    for clause in summary:
        for each in clause.about[:1]:
            yield from _compare_claims(clause, by_subject[each.id], each.id, each.title)
        yield from _compare_views(clause, views)
    for clause in written:
        if clause.text.section_key != SUMMARY:
            yield from _compare_views(clause, of_data)


def is_chapter(clause: Clause) -> bool:
    """Whether it stands where things are told in full, and not in short."""
    return clause.text.section_key.startswith("action-line:") or clause.text.section_key in (
        "risks",
        "indicators",
    )


def _compare_claims(clause: Clause, chapters: Iterable[Clause], id: int, title: str) -> Iterator[Finding]:
    record = Record("deliverable", id)
    for chapter in chapters:
        subject = clause.about[0]
        pairs = product(_tell_of(clause, subject), _tell_of(chapter, subject))
        for mine, theirs in pairs:
            is_plain = not any((mine.is_history, theirs.is_history, mine.is_denied, theirs.is_denied))
            if is_plain and theirs.stance in _OPPOSED.get(mine.stance, ()):
                yield mark_clause(FindingKind.SUMMARY, clause, record, title, chapter.span.text.strip())
                return
        if _tells_same(clause, chapter):
            for moment in clause.moments:
                others = [other for other in chapter.moments if other.is_dated]
                if (
                    moment.is_dated
                    and others
                    and not any(overlaps(moment.window, other.window) for other in others)
                ):
                    span, says = (moment.start, moment.end), others[0].phrase
                    yield mark_words(FindingKind.SUMMARY, clause, span, record, title, says)
                    return


def _tell_of(clause: Clause, subject: DeliverableFacts) -> list[Predicate]:
    """What a clause tells of how something stands."""
    return [each for each in clause.predicates[:1] if is_told_of(each.act, subject)]


def _tells_same(clause: Clause, chapter: Clause) -> bool:
    """Whether both say the same of the same thing, by verbs that are known or by the same words."""
    subject = clause.about[0]
    mine = {(each.act, each.stance) for each in _tell_of(clause, subject)}
    theirs = {(each.act, each.stance) for each in _tell_of(chapter, subject)}
    if mine or theirs:
        return bool(mine & theirs)
    return len(_own_stems(clause) & _own_stems(chapter)) >= _ALIKE_OF_SUBJECT


def _own_stems(clause: Clause) -> frozenset[str]:
    """What a clause says, apart from names, moments and amounts."""
    words = " ".join(word.text for word in clause.words if word.part == "plain")
    return frozenset(stem for stem in find_content_stems(words) if len(stem) > 3)


def _compare_views(clause: Clause, chapters: Iterable[_View]) -> Iterator[Finding]:
    """“Zonder moeite” in the summary of what was “lastig” in the chapter."""
    mine, subjects = _View.of(clause), {each.id for each in clause.about}
    for view in chapters:
        shared = mine.topic & view.topic
        is_of_subject = bool(subjects & {each.id for each in view.clause.about})
        if not shared or not _are_opposed(mine, view, shared, is_of_subject=is_of_subject):
            continue
        record = Record("deliverable", clause.about[0].id) if is_of_subject else view.clause.text.source
        title = clause.about[0].title if is_of_subject else " ".join(clause.span.text.split())
        yield mark_clause(FindingKind.SUMMARY, clause, record, title, view.clause.sentence.text)
        return


def _are_opposed(mine: _View, view: _View, shared: frozenset[str], *, is_of_subject: bool) -> bool:
    if _counts_some(mine.clause, view, shared):
        return True
    opposed = [scale for scale, side in mine.sides.items() if view.sides.get(scale, side) != side]
    if opposed == [YET]:
        return _says_same(mine, view, shared) or _repeats(mine, view, shared)
    if opposed:
        return len(shared) >= (_ALIKE_OF_SUBJECT if is_of_subject else _ALIKE)
    if is_of_subject and mine.is_denied != view.is_denied and _tells_all(mine):
        return bool(_find_participles(mine.clause) & _find_participles(view.clause))
    return mine.is_denied != view.is_denied and _repeats(mine, view, shared)


def _counts_some(clause: Clause, view: _View, shared: frozenset[str]) -> bool:
    """“Bij één actielijn betrokken”, of who are “betrokken bij alle actielijnen”."""
    everything = {
        stem for match in _ALL.finditer(view.clause.span.text) for stem in stem_words(match["what"])
    }
    return any(
        {*amount.counted[:1]} & everything
        and len(shared - {*amount.counted[:1]}) >= _ALIKE
        and not _ALL_OF.search(clause.sentence.text[: amount.start])
        for amount in clause.amounts
    )


def _tells_all(view: _View) -> bool:
    """Whether a clause tells of the whole: “is helemaal getoetst”."""
    return bool(_WHOLLY & {*view.clause.lowers}) and not view.clause.amounts


def _find_participles(clause: Clause) -> set[str]:
    return {word for word in clause.lowers if word.startswith("ge") and word.endswith(("d", "t", "en"))}


def _repeats(mine: _View, view: _View, shared: frozenset[str]) -> bool:
    """Whether one says nearly all that the other says, in the same words, but for “nauwelijks” or “niet”."""
    if mine.clause.subjects or view.clause.subjects or len(shared) < _REPEATED:
        return False
    is_bare = not any(
        each.moments or each.amounts or _SOME & {*each.lowers} for each in (mine.clause, view.clause)
    )
    return is_bare and len(shared) >= _NEARLY_ALL * len(view.topic)


def _says_same(mine: _View, view: _View, shared: frozenset[str]) -> bool:
    """Whether two clauses, of no known act, are about the same in most of their words."""
    if mine.clause.predicates or view.clause.predicates or len(shared) < _ALIKE:
        return False
    return len(shared) >= _MOST * min(len(mine.topic), len(view.topic))


def _read_topic(text: str) -> frozenset[str]:
    return frozenset(stem for stem in find_content_stems(text) if len(stem) > 3 and not is_judgement(stem))
