"""The grammar of a whole phrase: a moment or stretch, bounded or not, ahead, again and again, or vague."""

from collections.abc import Callable, Iterator

from app.domain.vague_date.lexicon import How, Role, Text, Turn
from app.domain.vague_date.moments import lead, moment, whole
from app.domain.vague_date.relatives import the_unit
from app.domain.vague_date.said import Ahead, Bounded, Moment, Recurring, Rest, Said, Stretch, Undated
from app.domain.vague_date.span import Unit
from app.domain.vague_date.stretches import stretch
from app.domain.vague_date.units import number

Phrases = Iterator[tuple[Said, int]]
Rule = Callable[[Text, int], Iterator[tuple[Moment | Stretch, int]]]
_CLOSING = (How.BEFORE, How.BY)


def phrases(t: Text) -> Iterator[Said]:
    """Every way to understand all words of a phrase, the likeliest first; none where a word is left over."""
    for rule in (_vague, _dated, _recurring):
        for said, end in rule(t, 0):
            if end == t.end:
                yield said


def _vague(t: Text, at: int) -> Phrases:
    for start in lead(t, at, 1):
        for which, end in t.take(Role.VAGUE, start):
            yield Undated(which), end


def _dated(t: Text, at: int) -> Phrases:
    yield from _ahead(t, at)
    yield from moment(t, at)
    yield from _bounded(t, at, moment)
    yield from stretch(t, at)
    yield from _bounded(t, at, stretch)
    yield from _rest(t, at)


def _bounded(t: Text, at: int, rule: Rule) -> Iterator[tuple[Bounded, int]]:
    for start in lead(t, at, 1):
        for how, behind in t.take(Role.HOW, start):
            inside = behind + 1 if t.mark(behind, ",") else behind
            for inner, end in rule(t, inside):
                yield Bounded(How(how), inner), end
                yield from (found for found in _closed_off(t, inner, end) if found[0].how == how)
            if how in (How.BY, How.UNTIL):
                yield from (found for found in _bounded(t, inside, rule) if found[0].how in _CLOSING)
    for inner, end in rule(t, at):
        yield from _closed_off(t, inner, end)


def _closed_off(t: Text, inner: Moment | Stretch, at: int) -> Iterator[tuple[Bounded, int]]:
    """Words behind that limit: 2024 or later."""
    for how, end in t.take(Role.BEHIND, at + 1 if t.mark(at, ",") else at):
        yield Bounded(How(how), inner), end


def _rest(t: Text, at: int) -> Phrases:
    for start in lead(t, at, 1):
        for which, behind in t.take(Role.REST, start):
            for inner in t.skip(behind, Role.OF):
                for found, end in [*the_unit(t, inner), *whole(t, inner)]:
                    yield Rest(which > 0, found), end


def _ahead(t: Text, at: int) -> Phrases:
    for start in lead(t, at, 1):
        for _, behind in t.take(Role.WITHIN, start):
            for inner in t.skip(behind, Role.TURN, Role.ARTICLE):
                yield from _counted(t, inner)
        for turn, behind in t.take(Role.TURN, start):
            if turn in (Turn.COMING, Turn.AHEAD):
                yield from _counted(t, behind)
            if turn == Turn.AHEAD:
                yield from _one(t, behind)


def _counted(t: Text, at: int) -> Phrases:
    for count, behind in number(t, at):
        for unit, end in [*t.take(Role.UNIT, behind), *t.take(Role.UNITS, behind)]:
            yield Ahead(count, Unit(unit)), end


def _one(t: Text, at: int) -> Phrases:
    for unit, end in t.take(Role.UNIT, at):
        if unit in (Unit.YEAR, Unit.HALF):
            yield Ahead(1, Unit(unit)), end


def _recurring(t: Text, at: int) -> Phrases:
    for behind in _again(t, at):
        yield Recurring(None), behind
        for start in [behind + 1] if t.mark(behind, ",") else t.skip(behind, Role.OF):
            for inner, end in _dated(t, start):
                yield Recurring(inner), end
    for inner, behind in _dated(t, at):
        for end in _again(t, behind + 1 if t.mark(behind, ",") else behind):
            yield Recurring(inner), end


def _again(t: Text, at: int) -> Iterator[int]:
    """Every half-year, quarterly, at least four times a year."""
    for start in t.skip(at, Role.LEAST):
        yield from (end for _, end in t.take(Role.OFTEN, start))
        yield from _every(t, start)
        for _, behind in number(t, start):
            for _, times in t.take(Role.TIMES, behind):
                yield from (end for _, end in t.take(Role.UNIT, times))
                yield from _every(t, times)
            if start != at:
                yield from (end for _, end in [*t.take(Role.UNIT, behind), *t.take(Role.UNITS, behind)])


def _every(t: Text, at: int) -> Iterator[int]:
    for _, behind in t.take(Role.EVERY, at):
        for start in [behind, *(end for _, end in number(t, behind))]:
            for role in (Role.UNIT, Role.UNITS, Role.SEASON, Role.MONTH):
                yield from (end for _, end in t.take(role, start))
