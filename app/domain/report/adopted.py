"""A report as it is adopted: what was signed, with a colophon that says who signed it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from app.domain.report.colophon import colophon
from app.domain.report.facts import Facts
from app.domain.report.tree import Block, Record, Report, Row, Run, Section, paragraph, table
from app.domain.round import Verdict
from app.domain.structure import PeriodState
from app.domain.wording import Words, sentence


@dataclass(frozen=True, slots=True)
class Approval:
    """What a party said of a section, on which day; `document` where it was given elsewhere."""

    sign_off_id: int
    party: str
    section_key: str
    verdict: Verdict
    text: str
    document: str
    on: date


def adopted(
    report: Report, facts: Facts, approvals: Sequence[Approval], words: Words, *, erratum: str = ""
) -> Report:
    """The same sections, with the version of the facts and a colophon of its own.

    `approvals` are in the order of the parties; `erratum` is what this version puts right, if it does.
    """
    period = replace(facts.period, state=PeriodState.ADOPTED)
    told = replace(facts, period=period)
    blocks = (*colophon(told, words), *_erratum(erratum, told, words), *approved(report, approvals, words))
    sections = tuple(
        replace(section, blocks=blocks) if section.key == "colophon" else section
        for section in report.sections
    )
    state = PeriodState.ADOPTED.value
    return replace(report, version=facts.version, state=state, sections=sections)


def approved(report: Report, approvals: Iterable[Approval], words: Words) -> list[Block]:
    """Who signed what: all that a party agreed with at once in one row, each reservation in its own."""
    sections = {section.key: section for section in report.sections}
    rows = [
        row
        for party, given in groupby(approvals, key=lambda one: one.party)
        for row in _rows(party, list(given), sections, words)
    ]
    if not rows:
        return []
    columns = [words.say(name) for name in ("Sponsor", "Sections", "Verdict", "Given")]
    return [table(words.say("Who approved this report"), columns, rows)]


def _rows(party: str, given: Sequence[Approval], sections: dict[str, Section], words: Words) -> Iterator[Row]:
    def at_once(one: Approval) -> tuple[str, str, date]:
        return one.verdict, one.document, one.on

    plain = sorted((one for one in given if one.verdict is Verdict.AGREES), key=at_once)
    for _, same in groupby(plain, key=at_once):
        yield _row(party, list(same), sections, words)
    for one in given:
        if one.verdict is not Verdict.AGREES:
            yield _row(party, [one], sections, words)


def _row(party: str, same: Sequence[Approval], sections: dict[str, Section], words: Words) -> Row:
    first = same[0]
    signed = {one.section_key for one in same}
    numbers = [section.number for key, section in sections.items() if key in signed]
    verdict = words.say(_VERDICTS[first.verdict])
    if first.text:
        verdict = f"{verdict}: {sentence(first.text)}"
    given = words.day(first.on)
    if first.document:
        given = words.say("%(day)s, in: %(document)s", day=given, document=first.document)
    cells = (Run(party), Run(", ".join(numbers)), Run(verdict), Run(given))
    return Row(cells, tuple(Record("sign_off", one.sign_off_id) for one in same))


def _erratum(reason: str, facts: Facts, words: Words) -> list[Block]:
    if not reason:
        return []
    text = words.say("Erratum. This version stands beside the one before: %(reason)s", reason=reason)
    return [paragraph(sentence(text), Record("reporting_period", facts.period.id))]


def _(msgid: str) -> str:
    """Marks a msgid for those who collect them."""
    return msgid


_VERDICTS = {
    Verdict.AGREES: _("Agrees"),
    Verdict.AGREES_WITH_RESERVATION: _("Agrees with a reservation"),
    Verdict.OBJECTS: _("Objects"),
}
