"""How wide the columns of a printed table are, from what stands in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_PAGE, _BETWEEN = 112, 2
"""Letters on a line of a table, and what lies between two columns."""
_LONGEST_WORD, _SHORT, _MOST = 15, 18, 80
_NARROW = 7
"""With more columns than so many the names of numbers are turned."""
_NUMBER = re.compile(r"[-+−–]?[\d.,]*\d\s?%?|[–-]?")


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """The name of a column, its share of the width, and whether it holds numbers only."""

    name: str
    share: int
    is_numeric: bool
    is_turned: bool


def lay_out_columns(
    names: Sequence[str], rows: Sequence[Sequence[str]], *, may_turn: bool = True
) -> list[PrintedColumn]:
    """Return the columns: each has room for its words, and the rest goes by how much they hold."""
    texts = [[row[place] for row in rows] for place in range(len(names))]
    numeric = [_is_numeric(column) for column in texts]
    turned = [may_turn and is_numeric and len(names) > _NARROW for is_numeric in numeric]
    least = [
        _measure_least(name, column, is_numeric, is_turned)
        for name, column, is_numeric, is_turned in zip(names, texts, numeric, turned, strict=True)
    ]
    wished = [
        low if is_numeric else max(low, _measure_usual(column))
        for low, column, is_numeric in zip(least, texts, numeric, strict=True)
    ]
    room = max(0, _PAGE - _BETWEEN * len(names) - sum(least))
    wish = max(1, sum(wished) - sum(least))
    shares = [low + round(room * (high - low) / wish) for low, high in zip(least, wished, strict=True)]
    return [PrintedColumn(*column) for column in zip(names, shares, numeric, turned, strict=True)]


def _is_numeric(texts: Sequence[str]) -> bool:
    """Whether a column holds numbers only, of which there is at least one."""
    return all(_NUMBER.fullmatch(text) for text in texts) and any(
        any(sign.isdigit() for sign in text) for text in texts
    )


def _measure_least(name: str, texts: Sequence[str], is_numeric: bool, is_turned: bool) -> int:
    longest = max((len(text) for text in texts), default=0)
    own = 0 if is_turned else min(_LONGEST_WORD, _longest_word([name]))
    if is_numeric:
        return max(longest, 4 if is_turned else own) + 1
    return max(own, longest if longest <= _SHORT else min(_LONGEST_WORD, _longest_word(texts))) + 1


def _measure_usual(texts: Sequence[str]) -> int:
    lengths = [len(text) for text in texts] or [0]
    return min(_MOST, round(max(lengths) * 0.3 + sum(lengths) / len(lengths) * 0.7))


def _longest_word(texts: Sequence[str]) -> int:
    return max((len(word) for text in texts for word in re.split(r"[\s\u200b/-]", text)), default=0)
