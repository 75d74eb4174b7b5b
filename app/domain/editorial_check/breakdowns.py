"""Compares the parts of a breakdown: each with its label, added up, or the largest of them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from app.domain.amount import write_amount
from app.domain.editorial_check.amounts import Amount, find_amounts
from app.domain.editorial_check.claim import Clause
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.knowledge import Series
from app.domain.editorial_check.marking import mark_figure, mark_words, write_like
from app.domain.editorial_check.names import find_content_stems
from app.domain.editorial_check.words import Word, cut_words, stem_once
from app.domain.report.tree import Record

_REST = re.compile(r"\b(?:andere|overige|rest|resterende)\b", re.IGNORECASE)


def compare_parts(
    clause: Clause, all_series: Iterable[Series]
) -> Iterator[tuple[Amount | None, Finding | None]]:
    """Yield each figure that stands with the label of a part, with what is wrong with it."""
    for series in all_series:
        labels = _find_labels(series, clause.words)
        if not labels:
            continue
        if _SUM.search(clause.sentence.text) or _REST.search(clause.span.text):
            yield from _compare_sum(clause, series)
            return
        if not clause.amounts and len(labels) == 1 and _MOST.search(clause.span.text):
            yield from _compare_most(clause, series, labels[0])
        for amount, label, value in _match_parts(clause, _add_listed(clause, labels, series)):
            whole = amount.whole.value if amount.whole else series.last
            total = series.last or sum(part for _, part in series.parts)
            told_of = value * 100 / total if amount.is_share and total else value
            if amount.fits(told_of) and (amount.whole is None or whole == series.last):
                yield amount, None
                continue
            says = f"{label} {write_amount(value)}"
            instead = write_like(amount, value)
            yield amount, mark_figure(clause, amount, series, instead, says)
        return


def _compare_sum(clause: Clause, series: Series) -> Iterator[tuple[Amount, Finding | None]]:
    """“Samen negentien”, “de overige acht”: parts that are added up."""
    words = cut_words(clause.sentence.text)
    labels = _find_labels(series, words)
    total = sum((value for _, value, _ in labels), Decimal(0))
    sums = find_sums([value for _, value in series.parts])
    for amount in clause.amounts:
        fits = amount.is_share or amount.fits(total) or amount.value in sums or amount.value == series.last
        says = f"samen {write_amount(total)}"
        yield amount, None if fits else mark_figure(clause, amount, series, "", says)


def _compare_most(
    clause: Clause, series: Series, label: tuple[str, Decimal, int]
) -> Iterator[tuple[Amount | None, Finding | None]]:
    """“De meeste waren huisverboden”: that part is the largest."""
    most = max(series.parts, key=lambda part: part[1])
    if label[1] != most[1]:
        span = (label[2], label[2] + len(label[0]))
        says = f"{most[0]} {write_amount(most[1])}"
        record = Record("indicator", series.id)
        yield None, mark_words(FindingKind.FIGURE, clause, span, record, series.name, says)


_MOST = re.compile(
    r"\b(?:de meeste|het vaakst|het meest|grootste deel|vooral om|meestal|"
    r"(?:waren|was|ging|gaat) (?:het )?(?:vooral|voornamelijk|hoofdzakelijk|met name|meestal))\b",
    re.IGNORECASE,
)


def find_sums(values: Sequence[Decimal]) -> frozenset[Decimal]:
    """Return every sum of some of these values."""
    sums = {Decimal(0)}
    for value in values[:_MOST_PARTS]:
        sums |= {other + value for other in sums}
    return frozenset(sums)


_MOST_PARTS = 10
_SUM = re.compile(r"\b(?:samen|bij elkaar|opgeteld|tezamen)\b", re.IGNORECASE)


def _find_labels(series: Series, words: Sequence[Word]) -> list[tuple[str, Decimal, int]]:
    """The labels of a breakdown that stand among these words, each with its value and its place."""
    labels = []
    for label, value in series.parts:
        stems = {*find_content_stems(label)}
        named = [word for word in words if stems & {*stem_once(word.text)}]
        if stems and stems <= {stem for word in named for stem in stem_once(word.text)}:
            labels.append((label, value, named[0].start))
    return sorted(labels, key=lambda named: named[2])


def _add_listed(
    clause: Clause, labels: Sequence[tuple[str, Decimal, int]], series: Series
) -> Sequence[tuple[str, Decimal, int]]:
    """“24 waren een huisverbod, een contactverbod of een boete”: what is listed behind the clause as well."""
    ends = clause.span.end - clause.sentence.start
    behind = clause.sentence.text[ends:]
    if len(clause.amounts) != 1 or not _LISTED.match(behind) or find_amounts(behind):
        return labels
    return _find_labels(series, cut_words(clause.sentence.text[: ends + len(behind)]))


_LISTED = re.compile(
    r"(?:,\s|\s+(?:of|en)\s)(?:(?:een|de|het)\s+)?(?:[^\W\d_]+\s){0,2}?[^\W\d_]+(?:,|\s+(?:of|en)\s|[.;]|$)"
)


def _match_parts(
    clause: Clause, labels: Sequence[tuple[str, Decimal, int]]
) -> Iterator[tuple[Amount, str, Decimal]]:
    """Each figure with the label that it is of: the nearest, where there are as many of both."""
    amounts = list(clause.amounts)
    if len(amounts) == 1 and len(labels) > 1 and _joins(clause, labels):
        total = sum((value for _, value, _ in labels), Decimal(0))
        yield amounts[0], " + ".join(label for label, _, _ in labels), total
        return
    if len(amounts) > len(labels):
        first = labels[0][2]
        amounts = [
            amount for amount in amounts if not (amount.end < first and amount is amounts[0])
        ] or amounts
    if len(amounts) != len(labels):
        return
    for amount, (label, value, _) in zip(amounts, labels, strict=True):
        yield amount, label, value


def _joins(clause: Clause, labels: Sequence[tuple[str, Decimal, int]]) -> bool:
    """“Ondertoezichtstellingen of huisverboden”: one figure for both."""
    between = clause.sentence.text[labels[0][2] : labels[-1][2]]
    return bool(re.search(r"\b(?:of|en)\b", between))
