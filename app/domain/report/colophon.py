"""The colophon: the days, the version and who approved; the hash stands beside the tree, not in it."""

from app.domain.report.facts import Facts
from app.domain.report.tree import Block, Record, Row, Run, table
from app.domain.structure import PeriodState
from app.domain.wording import Words

_STATES = {
    PeriodState.PLANNED: "planned; this is a draft",
    PeriodState.OPEN: "open for updates; this is a draft",
    PeriodState.EDITING: "being edited; this is a draft",
    PeriodState.REVIEW: "in review; this is a draft",
    PeriodState.ADOPTED: "adopted",
    PeriodState.PUBLISHED: "adopted and published",
}


def colophon(facts: Facts, words: Words) -> list[Block]:
    """One table of what the report is."""
    period = facts.period
    told = (
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
        (words.say("Reference date"), words.day(period.reference_date)),
        (words.say("Said up to and including"), words.day(period.input_deadline)),
        (words.say("Report date"), words.day(period.report_date)),
        (words.say("Version"), facts.version),
        *_path(facts, words),
        (words.say("State"), words.say(_STATES[period.state])),
    )
    record = Record("reporting_period", period.id)
    rows = (Row((Run(name), Run(value)), (record,)) for name, value in told)
    return [table(words.say("About this report"), (words.say("What"), words.say("Value")), rows)]


def _path(facts: Facts, words: Words) -> list[tuple[str, str]]:
    """The versions that went before, where there were any."""
    said = [
        words.say("%(version)s of %(day)s", version=version, day=words.day(day))
        for version, day in facts.path
    ]
    return [(words.say("Versions before"), ", ".join(said))] if said else []
