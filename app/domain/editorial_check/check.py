"""The check of all texts of a report together."""

from collections.abc import Iterator, Sequence

from app.domain.editorial_check.agreement import disagreements
from app.domain.editorial_check.amounts import Known, known_amounts, unborne
from app.domain.editorial_check.finding import Finding, Text
from app.domain.editorial_check.named import Names
from app.domain.editorial_check.promises import objected
from app.domain.editorial_check.reading import read_text
from app.domain.editorial_check.said import Said
from app.domain.report.facts import Facts


def check(texts: Sequence[Text], facts: Facts) -> tuple[Finding, ...]:
    """What in these texts the facts contradict, in the order of the texts.

    A clause about which the data have spoken is not held against another text as well.
    """
    names, known = Names.of(facts), known_amounts(facts)
    on = facts.period.reference_date
    said = [one for text in texts for one in read_text(text, names, on)]
    found = [finding for one in said for finding in _of(one, facts, known)]
    seen = {(one.text, one.sentence) for one in found}
    found += [one for one in disagreements(said) if (one.text, one.sentence) not in seen]
    order = {text: place for place, text in enumerate(texts)}
    unique = {(one.text, one.start, one.said): one for one in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda one: (order[one.text], one.start)))


def _of(said: Said, facts: Facts, known: list[Known]) -> Iterator[Finding]:
    for found in said.about:
        yield from objected(said, found, facts.period.reference_date)
    yield from unborne(said, known)
