"""The first block of the summary: what came, what is late, what is due, what is decided when and by whom."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from app.domain.language import _n
from app.domain.report.choice import Placement
from app.domain.report.facts import DeliverableFacts, Facts
from app.domain.report.grouping import is_open_decision, sort_by_moment
from app.domain.report.headline import is_asked_of_sponsors
from app.domain.report.since import is_news
from app.domain.report.tree import Block, Record, Run, bullet
from app.domain.structure import DeliverableKind
from app.domain.timeliness import Timeliness
from app.domain.wording import (
    Words,
    capitalise,
    half_year_in_words,
    name_in_sentence,
    number_in_words,
    promise_in_words,
    with_preposition,
)

_CAME = (
    (
        *_n("%(counted)s was delivered.", "Delivered were %(counted)s."),
        (DeliverableKind.PRODUCT, DeliverableKind.RESEARCH),
    ),
    (*_n("%(counted)s was taken.", "Taken were %(counted)s."), (DeliverableKind.DECISION,)),
    (
        *_n("There was %(counted)s.", "There were %(counted)s."),
        (DeliverableKind.EVENT, DeliverableKind.RECURRING),
    ),
    (
        *_n("%(counted)s was begun or completed.", "Begun or completed were %(counted)s."),
        (DeliverableKind.ACTIVITY,),
    ),
)
"""What came, by how it is told: handed over, decided, held, begun or completed."""
_KINDS = {
    DeliverableKind.PRODUCT: _n("product", "products"),
    DeliverableKind.DECISION: _n("decision", "decisions"),
    DeliverableKind.RESEARCH: _n("piece of research", "pieces of research"),
    DeliverableKind.EVENT: _n("meeting", "meetings"),
    DeliverableKind.RECURRING: _n("recurring meeting", "recurring meetings"),
    DeliverableKind.ACTIVITY: _n("activity", "activities"),
}
MOST_TAKEN = 3
"""Decisions taken are named where there are no more than these."""
MOST_NAMES = 6
"""More names than this are counted."""


def draft_brief(facts: Facts, words: Words) -> Iterator[Block]:
    """Draft a bullet for each of the four questions; one that has no answer is left out."""
    yield from _draft_came(facts, words)
    yield from _draft_late(facts, words)
    yield from _draft_due(facts, words)
    yield from _draft_decisions(facts, words)


def _draft_came(facts: Facts, words: Words) -> Iterator[Block]:
    """What was delivered, apart from what was decided, held or begun."""
    news = [d for d in facts.deliverables() if is_news(d, facts)]
    kinds = Counter(d.kind for d in news)
    sentences = []
    for singular, plural, kinds_told in _CAME:
        among = {kind: number for kind in kinds_told if (number := kinds[kind])}
        if among:
            counted = words.listed([_count_kind(kind, number, words) for kind, number in among.items()])
            sentence = words.counted(singular, plural, sum(among.values()), counted=counted)
            sentences.append(
                f"{capitalise(sentence).removesuffix('.')}{_name_taken(news, kinds_told, words)}."
            )
    if sentences:
        yield _point(words.say("What came"), " ".join(sentences), news)


def _name_taken(news: Sequence[DeliverableFacts], kinds: Sequence[DeliverableKind], words: Words) -> str:
    """The names of the decisions taken, where these are few."""
    taken = [d for d in news if d.is_decision]
    if DeliverableKind.DECISION not in kinds or len(taken) > MOST_TAKEN:
        return ""
    return f": {_list_names(taken, words)}"


def find_named_in_brief(facts: Facts) -> frozenset[int]:
    """Return the ids of the deliverables that the block names: late, due, and decisions to come."""
    _, due = _find_due(facts)
    lists = (_find_late(facts), due, _find_decisions(facts))
    return frozenset(d.id for among in lists for d in among[:MOST_NAMES])


def _draft_late(facts: Facts, words: Words) -> Iterator[Block]:
    late = _find_late(facts)
    if not late:
        text = words.say("Nothing on %(day)s.", day=words.day(facts.period.reference_date))
        yield _point(words.say("What is late"), text, [], facts)
        return
    names = _list_names(late, words, lambda d: _when(d, words))
    text = words.counted(
        "%(names)s. This has not been reported yet.",
        "%(names)s. These have not been reported yet.",
        len(late),
        names=names,
    )
    yield _point(words.say("What is late"), text, late)


def _find_late(facts: Facts) -> list[DeliverableFacts]:
    late = (d for d in facts.deliverables() if d.assessment.timeliness is Timeliness.OVERDUE)
    return sort_by_moment(_leave_out(late, facts))


def _draft_due(facts: Facts, words: Words) -> Iterator[Block]:
    is_this_year, due = _find_due(facts)
    if not due:
        return
    following = half_year_in_words(facts.period.half_year.next(), words)
    label = (
        words.say("Still due in %(year)s", year=facts.period.reference_date.year)
        if is_this_year
        else words.say("Due in %(half_year)s", half_year=following)
    )
    yield _point(label, f"{_list_names(due, words)}.", due)


def _find_due(facts: Facts) -> tuple[bool, list[DeliverableFacts]]:
    """Return what is due in the rest of the year, or where that is nothing (false) in the next half-year."""
    reference = facts.period.reference_date
    running = [d for d in facts.deliverables() if _is_open(d) and not is_open_decision(d)]
    for is_this_year, until in (
        (True, date(reference.year, 12, 31)),
        (False, facts.period.half_year.next().ends_on),
    ):
        due = _leave_out((d for d in running if _closes_between(d, reference, until)), facts)
        if due:
            return is_this_year, sort_by_moment(due)
    return False, []


def _draft_decisions(facts: Facts, words: Words) -> Iterator[Block]:
    decisions = _find_decisions(facts)
    if decisions:
        names = _list_names(decisions, words, lambda d: _when_and_by_whom(d, words))
        yield _point(words.say("What is decided"), f"{names}.", decisions)


def _find_decisions(facts: Facts) -> list[DeliverableFacts]:
    """Return the decisions to come that have a moment or are asked of the sponsors, overdue ones apart."""
    decisions = (
        d
        for d in facts.deliverables()
        if is_open_decision(d)
        and d.assessment.timeliness is not Timeliness.OVERDUE
        and (_has_moment(d) or is_asked_of_sponsors(d, facts))
    )
    return sort_by_moment(_leave_out(decisions, facts))


def _leave_out(deliverables: Iterable[DeliverableFacts], facts: Facts) -> list[DeliverableFacts]:
    """Leave out what the office left out of the summary."""
    return [
        d for d in deliverables if facts.choice_of("deliverable", d.id).placement is not Placement.LEFT_OUT
    ]


def _is_open(deliverable: DeliverableFacts) -> bool:
    return not deliverable.assessment.timeliness.is_closed


def _closes_between(deliverable: DeliverableFacts, first: date, last: date) -> bool:
    window = deliverable.assessment.window
    return window is not None and window.latest is not None and first <= window.latest <= last


def _has_moment(deliverable: DeliverableFacts) -> bool:
    window = deliverable.assessment.window
    return window is not None and not window.is_undated


def _when(deliverable: DeliverableFacts, words: Words) -> str:
    deadline = deliverable.assessment.deadline
    if deadline is None or deadline.window.is_undated:
        return ""
    return with_preposition(promise_in_words(deadline, words), words.language)


def _when_and_by_whom(decision: DeliverableFacts, words: Words) -> str:
    by = words.say("by %(parties)s", parties=words.listed(decision.deciders)) if decision.deciders else ""
    return ", ".join(filter(None, (_when(decision, words), by)))


def _list_names(
    deliverables: Sequence[DeliverableFacts],
    words: Words,
    remark: Callable[[DeliverableFacts], str] | None = None,
) -> str:
    """List names, each with a remark between brackets; what goes beyond the most is counted."""
    names = []
    for deliverable in deliverables[:MOST_NAMES]:
        note = remark(deliverable) if remark else ""
        name = name_in_sentence(deliverable.title, words.language, note)
        names.append(f"{name.article}{name.title}")
    unnamed = len(deliverables) - MOST_NAMES
    if unnamed > 0:
        names.append(words.counted("%(num)s other", "%(num)s others", unnamed))
    return words.listed(names)


def _count_kind(kind: DeliverableKind, number: int, words: Words) -> str:
    singular, plural = _KINDS[kind]
    counted = words.counted(singular, plural, number)
    return f"{number_in_words(number, words)} {counted}"


def _point(
    title: str, text: str, deliverables: Sequence[DeliverableFacts], facts: Facts | None = None
) -> Block:
    records = [Record("deliverable", d.id) for d in deliverables]
    if facts is not None:
        records.append(Record("programme", facts.programme_id))
    return bullet(Run(f"{title}:", is_strong=True), [text], records)
