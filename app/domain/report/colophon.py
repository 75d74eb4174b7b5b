"""The colophon of a report, and the report as adopted: with who approved it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from app.domain.half_year import HalfYear
from app.domain.refusal import UnreadablePhrase
from app.domain.report.facts import Facts
from app.domain.report.tree import Block, Record, Report, Row, Run, Section, paragraph, table
from app.domain.round import Verdict
from app.domain.structure import PeriodState
from app.domain.vague_date import read
from app.domain.wording import Words, as_sentence

_STATES = {
    PeriodState.PLANNED: "planned; this is a draft",
    PeriodState.OPEN: "open for updates; this is a draft",
    PeriodState.EDITING: "being edited; this is a draft",
    PeriodState.REVIEW: "in review; this is a draft",
    PeriodState.ADOPTED: "adopted",
    PeriodState.PUBLISHED: "adopted and published",
}


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


def draft_colophon(facts: Facts, words: Words) -> list[Block]:
    """Draft the table that identifies the report: period, days, version and state."""
    period = facts.period
    properties = (
        (words.say("Programme"), facts.title),
        (words.say("Report number"), str(period.number)),
        (
            words.say("Period"),
            words.say(
                "%(first)s up to and including %(last)s",
                first=words.day(period.starts_on),
                last=words.day(period.ends_on),
            ),
        ),
        (
            words.say("Reference date"),
            _day_to_come(period.planned_reference_date, words) or words.day(period.reference_date),
        ),
        (
            words.say("Said up to and including"),
            _day_to_come(period.planned_input_deadline, words) or words.day(period.input_deadline),
        ),
        (words.say("Report date"), words.day(period.report_date)),
        (words.say("Version"), facts.version),
        *_earlier_versions(facts, words),
        (words.say("State"), words.say(_STATES[period.state])),
    )
    record = Record("reporting_period", period.id)
    rows = (Row((Run(name), Run(value)), (record,)) for name, value in properties)
    return [table(words.say("About this report"), (words.say("What"), words.say("Value")), rows)]


def find_properties(report: Report) -> list[tuple[str, str]]:
    """Return the names and values of the table that identifies a report; none where it has no colophon."""
    blocks = next((section.blocks for section in report.sections if section.key == "colophon"), ())
    rows = next((block.rows for block in blocks if block.rows), ())
    return [(row.cells[0].text, row.cells[1].text) for row in rows if len(row.cells) > 1]


def find_days(report: Report) -> list[tuple[str, str]]:
    """Return of these the period, the reference date, the last day that counted and the report date."""
    return find_properties(report)[2:6]


def find_report_date(report: Report) -> date:
    """Return the day that a report bears; without a colophon the last day of its period."""
    try:
        printed = read(find_days(report)[3][1], HalfYear.parse(report.half_year).ends_on)
    except (IndexError, UnreadablePhrase):
        return HalfYear.parse(report.half_year).ends_on
    return printed.latest or HalfYear.parse(report.half_year).ends_on


def _day_to_come(planned: date | None, words: Words) -> str:
    return words.say("%(day)s, still to come", day=words.day(planned)) if planned else ""


def adopt_report(
    report: Report,
    facts: Facts,
    approvals: Sequence[Approval],
    words: Words,
    *,
    erratum: str = "",
    changed: Sequence[str] = (),
) -> Report:
    """The same sections, with the version of the facts and a colophon of its own.

    `approvals` are in the order of the parties; `erratum` is what this version puts right, if it
    does, and `changed` are the keys of the sections that read otherwise than in the version before it.
    """
    period = replace(facts.period, state=PeriodState.ADOPTED)
    adopted_facts = replace(facts, period=period)
    blocks = (
        *draft_colophon(adopted_facts, words),
        *_draft_erratum(erratum, changed, report, adopted_facts, words),
        *list_approvals(report, approvals, words),
    )
    sections = tuple(
        replace(section, blocks=blocks) if section.key == "colophon" else section
        for section in report.sections
    )
    state = PeriodState.ADOPTED.value
    return replace(report, version=facts.version, state=state, sections=sections)


def list_approvals(report: Report, approvals: Iterable[Approval], words: Words) -> list[Block]:
    """Who signed what: all that a party agreed with at once in one row, each reservation in its own."""
    sections = {section.key: section for section in report.sections}
    rows = [
        row
        for party, given_approvals in groupby(approvals, key=lambda approval: approval.party)
        for row in _approval_rows(party, list(given_approvals), sections, words)
    ]
    if not rows:
        return []
    columns = [words.say(name) for name in ("Sponsor", "Sections", "Verdict", "Given")]
    return [table(words.say("Who approved this report"), columns, rows)]


def _(msgid: str) -> str:
    """Marks a msgid for those who collect them."""
    return msgid


def _earlier_versions(facts: Facts, words: Words) -> list[tuple[str, str]]:
    """The versions that went before, where there were any."""
    versions = [
        words.say("%(version)s of %(day)s", version=version, day=words.day(day))
        for version, day in facts.path
    ]
    return [(words.say("Versions before"), ", ".join(versions))] if versions else []


def _approval_rows(
    party: str, approvals: Sequence[Approval], sections: dict[str, Section], words: Words
) -> Iterator[Row]:
    def at_once(approval: Approval) -> tuple[str, str, date]:
        return approval.verdict, approval.document, approval.on

    plain = sorted((approval for approval in approvals if approval.verdict is Verdict.AGREES), key=at_once)
    for _, same in groupby(plain, key=at_once):
        yield _approval_row(party, list(same), sections, words)
    for approval in approvals:
        if approval.verdict is not Verdict.AGREES:
            yield _approval_row(party, [approval], sections, words)


def _approval_row(party: str, same: Sequence[Approval], sections: dict[str, Section], words: Words) -> Row:
    first = same[0]
    signed = {approval.section_key for approval in same}
    numbers = [section.number for key, section in sections.items() if key in signed]
    verdict = words.say(_VERDICTS[first.verdict])
    if first.text:
        verdict = f"{verdict}: {as_sentence(first.text)}"
    date_text = words.day(first.on)
    if first.document:
        date_text = words.say("%(day)s, in: %(document)s", day=date_text, document=first.document)
    cells = (Run(party), Run(", ".join(numbers)), Run(verdict), Run(date_text))
    return Row(cells, tuple(Record("sign_off", approval.sign_off_id) for approval in same))


def _draft_erratum(
    reason: str, changed: Sequence[str], report: Report, facts: Facts, words: Words
) -> list[Block]:
    if not reason:
        return []
    record = Record("reporting_period", facts.period.id)
    text = words.say("Erratum. This version stands beside the one before: %(reason)s", reason=reason)
    numbers = [section.number for section in report.sections if section.key in changed]
    blocks = [paragraph(as_sentence(text), record)]
    if numbers:
        sections = words.say("Changed in this version: %(sections)s.", sections=words.listed(numbers))
        blocks.append(paragraph(sections, record))
    return blocks


_VERDICTS = {
    Verdict.AGREES: _("Agrees"),
    Verdict.AGREES_WITH_RESERVATION: _("Agrees with a reservation"),
    Verdict.OBJECTS: _("Objects"),
}
