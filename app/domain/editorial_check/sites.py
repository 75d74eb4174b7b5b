"""Compares the figures that a text gives of a pilot site with what was measured there."""

import re
from collections.abc import Collection, Iterator

from app.domain.amount import write_amount
from app.domain.editorial_check.amounts import Amount
from app.domain.editorial_check.claim import Clause
from app.domain.editorial_check.finding import Finding
from app.domain.editorial_check.knowledge import Series
from app.domain.editorial_check.marking import mark_figure
from app.domain.editorial_check.names import find_content_stems

_COMPARED = re.compile(
    r"\b(?:meer|minder|erbij|bij|verschil|voor|achter|dan|extra|vergeleken)\b", re.IGNORECASE
)


def compare_sites(clause: Clause, all_series: Collection[Series]) -> Iterator[Finding]:
    """Yield the figures of a clause that names a pilot site, where these are not what was measured there."""
    named = {
        site for series in all_series for site, _ in series.of_sites if names_site(site, clause.span.text)
    }
    if len(named) != 1 or len(clause.amounts) != 1 or _COMPARED.search(clause.span.text):
        return
    site, amount = named.pop(), clause.amounts[0]
    measured = [
        (series, values)
        for series in all_series
        for name, values in series.of_sites
        if name == site and _counts(amount, series, clause.sentence.text)
    ]
    if len(measured) != 1 or amount.is_share:
        return
    series, values = measured[0]
    if not any(amount.fits(value) for _, value in values):
        says = f"{site} {write_amount(values[-1][1])}"
        yield mark_figure(clause, amount, series, "", says)
    elif not clause.moments and not amount.fits(values[-1][1]) and _NOW.search(clause.sentence.text):
        yield mark_figure(clause, amount, series, "", f"{site} {write_amount(values[-1][1])}")


def names_site(site: str, text: str) -> bool:
    """Whether a text names a pilot site, or the last word of its name: “in Noord”, “Noord telt”."""
    last = site.rsplit(maxsplit=1)[-1]
    own = (
        re.escape(site)
        if len(last) < _SHORTEST
        else rf"(?:{re.escape(site)}|(?:[Ii]n|[Uu]it) {re.escape(last)}|"
        rf"(?<!-){re.escape(last)}(?= (?:telt|telde|heeft|had|kent|kreeg)\b))"
    )
    return re.search(rf"\b{own}\b", text) is not None


def _counts(amount: Amount, series: Series, sentence: str) -> bool:
    """Whether what was measured stands behind the figure, or where nothing does, in the sentence."""
    unit = {*find_content_stems(series.unit)}
    return bool(unit & {*(amount.counted or find_content_stems(sentence))})


_SHORTEST = 4
_NOW = re.compile(r"\b(?:nu|inmiddels|thans|op dit moment|staan|telt)\b", re.IGNORECASE)
