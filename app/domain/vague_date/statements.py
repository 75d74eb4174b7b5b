"""The grammar of a whole phrase: one statement, two that both hold, a move, or what recurs."""

from collections.abc import Iterator

from app.domain.structure import Frequency
from app.domain.vague_date.lexicon import NO_MONTHS, Approximation, How, Phrase, Vague, WordRole
from app.domain.vague_date.phrases import Phrases, read_dated, read_vague
from app.domain.vague_date.rhythm import count_frequency
from app.domain.vague_date.span import Unit
from app.domain.vague_date.tree import Both, Bounded, Expression, Intended, Recurring, Still, Undated
from app.domain.vague_date.units import read_number

_MONTHS: dict[int, int] = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}
_INTENTIONS = frozenset(
    {
        Vague.SHORT_TERM,
        Vague.SOON,
        Vague.ASAP,
        Vague.COMING_PERIOD,
        Vague.COMING_WEEKS,
        Vague.COMING_MONTHS,
        Vague.COMING_YEARS,
        Vague.IMMEDIATELY,
        Vague.ONGOING,
        Vague.UNKNOWN,
        Vague.BEFORE_HOLIDAYS,
    }
)
"""Vague words that leave room for a bound: “as soon as possible, but no later than”."""


def read_expressions(phrase: Phrase, is_alone: bool = True) -> Iterator[Expression]:
    """Yield every reading that uses all words of a phrase, the likeliest first.

    A phrase that stands alone may tell a move or make two statements; in a running text the words around
    it do that.
    """
    for rule in (read_vague, _statement, _recurring, *((_read_move, _two) if is_alone else ())):
        for expression, end in rule(phrase, 0):
            if end == phrase.end:
                yield expression


def _statement(phrase: Phrase, at: int) -> Phrases:
    yield from read_dated(phrase, at)
    for _, start in phrase.take(WordRole.STILL, at):
        for inner, end in read_dated(phrase, start):
            yield Still(inner), end


def _two(phrase: Phrase, at: int) -> Phrases:
    """The one may be vague, and says then nothing beside the other; both may have days."""
    for first, behind in [*read_vague(phrase, at), *_statement(phrase, at)]:
        for start in _conjunctions(phrase, behind):
            for second, end in [*_statement(phrase, start), *read_vague(phrase, start)]:
                if isinstance(first, Undated) or isinstance(second, Undated):
                    yield from ((dated, end) for dated in _beside_intention(first, second))
                elif start != behind or _is_deadline(second):
                    yield Both(first, second), end


def _conjunctions(phrase: Phrase, at: int) -> Iterator[int]:
    """Nothing, a comma, “but”, or both of these."""
    for start in (at, at + 1) if phrase.mark(at, ",") else (at,):
        yield from phrase.skip(start, WordRole.BUT)


def _read_move(phrase: Phrase, at: int) -> Phrases:
    """From the one to the other is the other; what it was may be said or not."""
    for _, start in phrase.take(WordRole.MOVED_FROM, at):
        for _, behind in read_dated(phrase, start):
            for _, follows in phrase.take(WordRole.TO, behind):
                yield from _statement(phrase, follows)
    for start in phrase.skip(at, WordRole.MOVED_FROM, WordRole.OF):
        for behind in [start, *(end for _, end in read_dated(phrase, start))]:
            for follows in [*_arrow(phrase, behind), *_behind(phrase, WordRole.MOVED_TO, behind)]:
                yield from _statement(phrase, follows)


def _behind(phrase: Phrase, role: WordRole, at: int) -> Iterator[int]:
    yield from (end for _, end in phrase.take(role, at))


def _arrow(phrase: Phrase, at: int) -> Iterator[int]:
    """-> and →."""
    dash = at + 1 if phrase.mark(at, "-") else at
    if phrase.mark(dash, ">"):
        yield dash + 1


def _recurring(phrase: Phrase, at: int) -> Phrases:
    for frequency, behind in _again(phrase, at):
        yield Recurring(None, frequency), behind
        for start in [behind + 1] if phrase.mark(behind, ",") else phrase.skip(behind, WordRole.OF):
            for inner, end in read_dated(phrase, start):
                yield Recurring(inner, frequency), end
    for inner, behind in read_dated(phrase, at):
        for frequency, end in _again(phrase, behind + 1 if phrase.mark(behind, ",") else behind):
            yield Recurring(inner, frequency), end


_Rhythms = Iterator[tuple[tuple[int, Frequency] | None, int]]
"""How often, none where our periods cannot say it, and where the words end."""


def _again(phrase: Phrase, at: int) -> _Rhythms:
    """Every half-year, quarterly, at least four times a year. About four times promises no number."""
    yield from _rhythm(phrase, at)
    for amount, start in phrase.take(WordRole.LEAST, at):
        for frequency, end in _rhythm(phrase, start):
            yield frequency if amount is Approximation.AT_LEAST else None, end
        for count, behind in read_number(phrase, start):
            for unit, end in _units(phrase, behind):
                is_each = amount is Approximation.EACH
                yield count_frequency(1, count * _MONTHS.get(unit, NO_MONTHS)) if is_each else None, end


def _rhythm(phrase: Phrase, at: int) -> _Rhythms:
    for months, end in phrase.take(WordRole.OFTEN, at):
        yield count_frequency(1, months), end
    yield from _every(phrase, at)
    for count, behind in read_number(phrase, at):
        yield from _every(phrase, behind, count)
        for _, times in phrase.take(WordRole.TIMES, behind):
            yield from _every(phrase, times, count)
            for unit, end in phrase.take(WordRole.UNIT, times + 1 if phrase.mark(times, "/") else times):
                yield count_frequency(count, _MONTHS.get(unit, NO_MONTHS)), end


def _every(phrase: Phrase, at: int, times: int = 1) -> _Rhythms:
    for in_each, behind in phrase.take(WordRole.EVERY, at):
        for count, start in [(1, behind), *read_number(phrase, behind)]:
            for unit, end in _units(phrase, start):
                yield count_frequency(times * in_each, count * _MONTHS.get(unit, NO_MONTHS)), end
        for role in (WordRole.SEASON, WordRole.MONTH):
            for _, end in phrase.take(role, behind):
                yield count_frequency(times * in_each, _MONTHS[Unit.YEAR]), end


def _units(phrase: Phrase, at: int) -> Iterator[tuple[int, int]]:
    yield from phrase.take(WordRole.UNIT, at)
    yield from phrase.take(WordRole.UNITS, at)


def _beside_intention(first: Expression, second: Expression) -> Iterator[Expression]:
    """The statement with days of two of which the other only says “soon”."""
    for vague, dated in ((first, second), (second, first)):
        if isinstance(vague, Undated) and vague.vague in _INTENTIONS and not isinstance(dated, Undated):
            yield Intended(dated)


def _is_deadline(expression: Expression) -> bool:
    return isinstance(expression, Bounded) and expression.how is How.BY
