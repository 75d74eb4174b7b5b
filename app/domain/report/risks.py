"""Risks with what became of them, dependencies that endanger a moment, and what others must bring."""

from collections.abc import Iterator

from app.domain.external_dependency import assess_external
from app.domain.inputs import Fit, link
from app.domain.report.decisions import conflict_sentence
from app.domain.report.facts import ExternalFacts, Facts, RiskFacts
from app.domain.report.tree import Block, Record, Row, Run, bullet, heading, paragraph, table
from app.domain.risk_level import RiskLevel, RiskTrend
from app.domain.structure import ExternalState, RiskKind
from app.domain.wording import Words, as_sentence

_KINDS = {RiskKind.RISK: "Risk", RiskKind.ISSUE: "Issue"}
_LEVELS = {
    RiskLevel.HIGH: "High",
    RiskLevel.MODERATE: "Moderate",
    RiskLevel.LOW: "Low",
    RiskLevel.UNWEIGHED: "Not weighed yet",
}
_TRENDS = {
    RiskTrend.NEW: "New",
    RiskTrend.GROWN: "Grown",
    RiskTrend.SHRUNK: "Shrunk",
    RiskTrend.UNCHANGED: "As it was",
    RiskTrend.CLOSED: "Closed",
    RiskTrend.REOPENED: "Opened again",
}


def draft_risks(facts: Facts, words: Words) -> list[Block]:
    """A table of the risks with a bullet each, then what endangers a moment, then what others bring."""
    around = facts.surroundings
    record = Record("reporting_period", facts.period.id)
    blocks = [heading(words.say("Risks and issues"))]
    if around.risks:
        blocks.append(_weighed(around.risks, words))
        blocks.extend(_bullet(one, words) for one in around.risks)
    else:
        blocks.append(paragraph(words.say("No risk or issue is told for this report."), record))
    blocks.append(heading(words.say("Dependencies that endanger a moment")))
    pinching = [*_inputs(facts, words), *_brought(facts, words)]
    none = paragraph(words.say("Nothing that is needed comes later than what waits for it."), record)
    blocks.extend(pinching or [none])
    if around.externals:
        blocks.append(heading(words.say("What others must bring")))
        blocks.append(_others(facts, words))
    return blocks


def _weighed(told: tuple[RiskFacts, ...], words: Words) -> Block:
    columns = [words.say(name) for name in ("Risk or issue", "Kind", "Weight", "Since the last report")]
    rows = (
        Row(
            (
                Run(one.title, Record("risk", one.id)),
                Run(words.say(_KINDS[one.kind])),
                Run(words.say(_LEVELS[one.level])),
                Run(words.say(_TRENDS[one.trend])),
            ),
            (Record("risk", one.id),),
        )
        for one in told
    )
    return table(words.say("Risks and issues by weight"), columns, rows)


def _bullet(one: RiskFacts, words: Words) -> Block:
    record = Record("risk", one.id)
    said = [as_sentence(one.cause), as_sentence(one.consequence)]
    if one.measure:
        said.append(words.say("Measure: %(measure)s", measure=as_sentence(one.measure)))
    return bullet(Run(as_sentence(one.title), record, is_strong=True), said, (record,))


def _inputs(facts: Facts, words: Words) -> Iterator[Block]:
    for found in facts.deliverables():
        said = "" if found.is_done else conflict_sentence(found, facts, words)
        if said:
            record = Record("deliverable", found.id)
            records = (record, *(Record("deliverable", one) for one in found.inputs))
            yield bullet(Run(as_sentence(found.title), record, is_strong=True), [said], records)


def _brought(facts: Facts, words: Words) -> Iterator[Block]:
    for one in facts.surroundings.externals:
        late = list(_clashing(one, facts))
        if late:
            record = Record("external_dependency", one.id)
            said = words.say(
                "This comes from others and may be too late for: %(late)s.", late=words.listed(late)
            )
            yield bullet(Run(as_sentence(one.title), record, is_strong=True), [said], (record,))


def _clashing(one: ExternalFacts, facts: Facts) -> Iterator[str]:
    day = facts.period.reference_date
    assessment = assess_external(one.brought, day)
    for key in one.waiting:
        waiting = facts.by_id().get(key)
        if waiting is not None and link(assessment, waiting.assessment).fit is Fit.CONFLICT:
            yield waiting.title


def _others(facts: Facts, words: Words) -> Block:
    columns = [words.say(name) for name in ("What they bring", "Who brings it", "Moment", "Confirmed")]
    rows = (
        Row(
            (
                Run(one.title, Record("external_dependency", one.id)),
                Run(one.owner),
                Run(_moment(one, words)),
                Run(_confirmed(one, words)),
            ),
            (Record("external_dependency", one.id),),
        )
        for one in facts.surroundings.externals
    )
    return table(words.say("What others must bring"), columns, rows)


def _moment(one: ExternalFacts, words: Words) -> str:
    brought = one.brought
    if brought.state is ExternalState.DELIVERED:
        return words.day(brought.delivered_on) if brought.delivered_on else words.say("is there")
    if brought.state is ExternalState.WITHDRAWN:
        return words.say("withdrawn")
    return brought.window.phrase if brought.window else words.say("no moment promised")


def _confirmed(one: ExternalFacts, words: Words) -> str:
    if one.brought.state is not ExternalState.EXPECTED:
        return "–"
    on = one.brought.confirmed_on
    if on is None:
        return words.say("never")
    day = words.day(on)
    return words.say("%(day)s, longer than half a year ago", day=day) if one.is_stale else day
