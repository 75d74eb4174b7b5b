"""Risks with what became of them, dependencies that endanger a moment, and what others must bring."""

from collections.abc import Iterator

from app.domain.external_dependency import assess_external
from app.domain.inputs import Fit, judge_fit
from app.domain.report.decisions import conflict_sentence
from app.domain.report.facts import ExternalFacts, Facts, RiskFacts
from app.domain.report.tree import Block, Record, Row, Run, bullet, heading, paragraph, table
from app.domain.risk_level import RiskLevel, RiskTrend
from app.domain.structure import ExternalState, RiskKind
from app.domain.wording import Words, as_sentence, window_in_words

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
        blocks.append(_draft_risk_table(around.risks, facts, words))
        blocks.extend(_draft_risk(risk, words) for risk in around.risks)
    else:
        blocks.append(paragraph(words.say("No risk or issue is told for this report."), record))
    blocks.append(heading(words.say("Dependencies that endanger a moment")))
    pinching = [*_draft_late_inputs(facts, words), *_draft_late_externals(facts, words)]
    none = paragraph(words.say("Nothing that is needed comes later than what waits for it."), record)
    blocks.extend(pinching or [none])
    if around.externals:
        blocks.append(heading(words.say("What others must bring")))
        blocks.append(_draft_externals(facts, words))
    return blocks


def _trend_in_words(risk: RiskFacts, facts: Facts, words: Words) -> str:
    """What became of it; where no report came before, it is not told as new either."""
    if risk.trend is RiskTrend.NEW and facts.previous is None:
        return "–"
    return words.say(_TRENDS[RiskTrend.CLOSED if risk.is_closed else risk.trend])


def _draft_risk_table(risks: tuple[RiskFacts, ...], facts: Facts, words: Words) -> Block:
    columns = [words.say(name) for name in ("Risk or issue", "Kind", "Weight", "Since the last report")]
    rows = (
        Row(
            (
                Run(risk.title, Record("risk", risk.id)),
                Run(words.say(_KINDS[risk.kind])),
                Run("–" if risk.is_closed else words.say(_LEVELS[risk.level])),
                Run(_trend_in_words(risk, facts, words)),
            ),
            (Record("risk", risk.id),),
        )
        for risk in risks
    )
    return table(words.say("Risks and issues by weight"), columns, rows)


def _draft_risk(risk: RiskFacts, words: Words) -> Block:
    record = Record("risk", risk.id)
    sentences = [as_sentence(risk.cause), as_sentence(risk.consequence)]
    if risk.is_closed:
        sentences = [words.say("This has been closed.")]
    elif risk.measure:
        sentences.append(words.say("Measure: %(measure)s", measure=as_sentence(risk.measure)))
    return bullet(Run(as_sentence(risk.title), record, is_strong=True), sentences, (record,))


def _draft_late_inputs(facts: Facts, words: Words) -> Iterator[Block]:
    for deliverable in facts.deliverables():
        sentence = conflict_sentence(deliverable, facts, words)
        if sentence:
            record = Record("deliverable", deliverable.id)
            records = (record, *(Record("deliverable", needed) for needed in deliverable.inputs))
            yield bullet(Run(as_sentence(deliverable.title), record, is_strong=True), [sentence], records)


def _draft_late_externals(facts: Facts, words: Words) -> Iterator[Block]:
    for external in facts.surroundings.externals:
        late = list(_find_delayed_titles(external, facts))
        if late:
            record = Record("external_dependency", external.id)
            sentence = words.say(
                "This comes from others, and after the moment of: %(late)s.", late=words.listed(late)
            )
            yield bullet(Run(as_sentence(external.title), record, is_strong=True), [sentence], (record,))


def _find_delayed_titles(external: ExternalFacts, facts: Facts) -> Iterator[str]:
    day = facts.period.reference_date
    assessment = assess_external(external.brought, day)
    for key in external.waiting:
        waiting = facts.by_id().get(key)
        if waiting is not None and judge_fit(assessment, waiting.assessment).fit is Fit.CONFLICT:
            yield waiting.title


def _draft_externals(facts: Facts, words: Words) -> Block:
    columns = [words.say(name) for name in ("What they bring", "Who brings it", "Moment", "Confirmed")]
    rows = (
        Row(
            (
                Run(external.title, Record("external_dependency", external.id)),
                Run(external.owner),
                Run(_moment_in_words(external, words)),
                Run(_confirmation_in_words(external, words)),
            ),
            (Record("external_dependency", external.id),),
        )
        for external in facts.surroundings.externals
    )
    return table(words.say("What others must bring"), columns, rows)


def _moment_in_words(external: ExternalFacts, words: Words) -> str:
    brought = external.brought
    if brought.state is ExternalState.DELIVERED:
        return words.day(brought.delivered_on) if brought.delivered_on else words.say("is there")
    if brought.state is ExternalState.WITHDRAWN:
        return words.say("withdrawn")
    return window_in_words(brought.window) if brought.window else "–"


def _confirmation_in_words(external: ExternalFacts, words: Words) -> str:
    if external.brought.state is not ExternalState.EXPECTED:
        return "–"
    on = external.brought.confirmed_on
    if on is None:
        return words.say("never")
    day = words.day(on)
    return words.say("%(day)s, longer than half a year ago", day=day) if external.is_stale else day
