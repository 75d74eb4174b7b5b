"""What changed since the report before, and what happened after the reference date."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.assessment import StatusRecord
from app.domain.count import Shift
from app.domain.deadline_change import FirmnessChange, WindowChange, compare_firmness, compare_windows
from app.domain.language import _
from app.domain.report.facts import DeliverableFacts, Facts, RiskFacts
from app.domain.report.since import find_promise_before, find_shift, is_new, is_news, is_withdrawn_since
from app.domain.report.tree import Block, Record, Row, Run, bullet, heading, paragraph, table
from app.domain.risk_level import RiskTrend
from app.domain.status import Status
from app.domain.timeliness import Timeliness
from app.domain.wording import (
    Words,
    as_sentence,
    capitalise,
    change_in_words,
    firm_promise_in_words,
    past_moment_in_words,
)


class ChangeKind(StrEnum):
    """The kinds of changes, in the order in which they are told."""

    DELIVERED = _("Delivered since the previous report")
    TAKEN = _("Decided since the previous report")
    MOVED = _("Moved in this period")
    DATE_DROPPED = _("Date dropped in this period")
    WITHDRAWN = _("Withdrawn in this period")
    MERGED = _("Merged in this period")
    RESTATED = _("Promised otherwise in this period")
    NEW = _("New in this period")


_SINCE_FIRST = {
    ChangeKind.MOVED: _("Moved since the first promise"),
    ChangeKind.DATE_DROPPED: _("Date dropped since the first promise"),
    ChangeKind.WITHDRAWN: _("Withdrawn up to now"),
    ChangeKind.MERGED: _("Merged up to now"),
}
"""What a first report tells, which has none before it to compare with."""
_RISKS = {
    RiskTrend.NEW: _("New risks"),
    RiskTrend.GROWN: _("Risks that have grown"),
    RiskTrend.SHRUNK: _("Risks that have shrunk"),
    RiskTrend.CLOSED: _("Closed risks"),
    RiskTrend.REOPENED: _("Risks that were opened again"),
}


MOST_IN_TEXT = 40
"""More changes than this are told in tables, so that the report stays readable."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change since the report before."""

    kind: ChangeKind
    deliverable: DeliverableFacts


def draft_changes(facts: Facts, words: Words) -> list[Block]:
    """Draft a list for each kind of change; why it changed is told where it stands in full."""
    changes = list_changes(facts)
    blocks = [] if facts.previous else [_draft_first(facts, words)]
    for kind in ChangeKind:
        of_kind = [change.deliverable for change in changes if change.kind is kind]
        title = kind.value if facts.previous else _SINCE_FIRST.get(kind, "")
        if of_kind and title:
            blocks.append(heading(words.say(title)))
            if len(changes) > MOST_IN_TEXT:
                blocks.append(_tabulate_changes(kind, of_kind, facts, words))
            else:
                blocks.extend(_draft_change(kind, deliverable, facts, words) for deliverable in of_kind)
    if facts.previous:
        blocks.extend(_draft_risks(facts.surroundings.risks, words))
    if blocks:
        return blocks
    period = Record("reporting_period", facts.period.id)
    return [paragraph(words.say("Nothing changed since the report before."), period)]


def list_changes(facts: Facts) -> list[Change]:
    """Return every change since the report before; what was delivered may have moved as well."""
    changes = []
    for deliverable in facts.deliverables():
        changes += [Change(kind, deliverable) for kind in _find_kinds(deliverable, facts)]
    return changes


def _find_kinds(deliverable: DeliverableFacts, facts: Facts) -> Iterator[ChangeKind]:
    if is_news(deliverable, facts):
        yield ChangeKind.TAKEN if deliverable.is_decision else ChangeKind.DELIVERED
    if is_withdrawn_since(deliverable, facts):
        yield ChangeKind.WITHDRAWN if deliverable.merged_into_id is None else ChangeKind.MERGED
    shift = find_shift(deliverable, facts)
    if shift is not None:
        yield ChangeKind.MOVED if shift.kind is Shift.MOVED else ChangeKind.DATE_DROPPED
    elif _is_restated(deliverable, facts):
        yield ChangeKind.RESTATED
    elif is_new(deliverable, facts) and not deliverable.assessment.timeliness.is_closed:
        yield ChangeKind.NEW


def _is_restated(deliverable: DeliverableFacts, facts: Facts) -> bool:
    """Whether what is to come is promised earlier, sharper, for the first time, or more or less firmly."""
    if facts.previous is None or is_new(deliverable, facts) or deliverable.assessment.timeliness.is_closed:
        return False
    old, new = find_promise_before(deliverable, facts), deliverable.assessment.promise
    if old is None or new is None:
        return new is not None
    is_same_window = compare_windows(old.window, new.window) is WindowChange.SAME
    return not is_same_window or compare_firmness(old.firmness, new.firmness) is not FirmnessChange.SAME


def _draft_first(facts: Facts, words: Words) -> Block:
    """Why nothing is compared: there is no report before, or it is not kept here."""
    text = words.say("This is the first report: there is none before it to compare with.")
    if facts.period.number > 1:
        text = words.say(
            "Earlier reports of this programme are not in Mijlpaal, so what changed since the previous one "
            "cannot be told here."
        )
    return paragraph(text, Record("reporting_period", facts.period.id))


def _draft_change(kind: ChangeKind, deliverable: DeliverableFacts, facts: Facts, words: Words) -> Block:
    record = Record("deliverable", deliverable.id)
    lead = Run(as_sentence(deliverable.title), record, is_strong=True)
    detail = _DESCRIBED[kind](deliverable, facts, words)
    promise = deliverable.assessment.promise
    records = (record, Record("deadline", promise.id)) if promise else (record,)
    return bullet(lead, [as_sentence(capitalise(detail))] if detail else [], records)


def _tabulate_changes(
    kind: ChangeKind, deliverables: Sequence[DeliverableFacts], facts: Facts, words: Words
) -> Block:
    """The same changes as a table: each milestone with what changed."""
    rows = []
    for deliverable in deliverables:
        sentences = _draft_change(kind, deliverable, facts, words)
        detail = _DESCRIBED[kind](deliverable, facts, words)
        title = Run(deliverable.title, Record("deliverable", deliverable.id))
        rows.append(Row((title, Run(as_sentence(capitalise(detail)) or "–")), sentences.records))
    columns = [words.say(name) for name in ("Milestone", "What changed")]
    title_text = kind.value if facts.previous else _SINCE_FIRST[kind]
    return table(words.say(title_text), columns, rows)


def _draft_risks(risks: Sequence[RiskFacts], words: Words) -> Iterator[Block]:
    for trend, title in _RISKS.items():
        of_trend = [risk for risk in risks if (RiskTrend.CLOSED if risk.is_closed else risk.trend) is trend]
        if of_trend:
            yield heading(words.say(title))
        for risk in of_trend:
            record = Record("risk", risk.id)
            yield bullet(Run(as_sentence(risk.title), record, is_strong=True), [], (record,))


def _tell_when_done(deliverable: DeliverableFacts, facts: Facts, words: Words) -> str:
    done = deliverable.assessment.done
    when = past_moment_in_words(done, words) if done else ""
    is_late = deliverable.assessment.timeliness is Timeliness.DELIVERED_LATE
    return words.say("%(when)s, late", when=when) if is_late else when


def _tell_shift(deliverable: DeliverableFacts, facts: Facts, words: Words) -> str:
    shift = find_shift(deliverable, facts)
    assert shift is not None
    return change_in_words(shift.old, shift.new, words)


def _tell_restated(deliverable: DeliverableFacts, facts: Facts, words: Words) -> str:
    old, new = find_promise_before(deliverable, facts), deliverable.assessment.promise
    assert new is not None
    return change_in_words(old, new, words) if old else firm_promise_in_words(new, words)


def _tell_target(deliverable: DeliverableFacts, facts: Facts, words: Words) -> str:
    target = facts.by_id().get(deliverable.merged_into_id or 0)
    return words.say("Merged into: %(title)s", title=target.title) if target else ""


def _tell_promise(deliverable: DeliverableFacts, facts: Facts, words: Words) -> str:
    promise = deliverable.assessment.promise
    return firm_promise_in_words(promise, words) if promise else ""


def _tell_nothing(deliverable: DeliverableFacts, facts: Facts, words: Words) -> str:
    return ""


_DESCRIBED: dict[ChangeKind, Callable[[DeliverableFacts, Facts, Words], str]] = {
    ChangeKind.DELIVERED: _tell_when_done,
    ChangeKind.TAKEN: _tell_when_done,
    ChangeKind.MOVED: _tell_shift,
    ChangeKind.DATE_DROPPED: _tell_shift,
    ChangeKind.WITHDRAWN: _tell_nothing,
    ChangeKind.MERGED: _tell_target,
    ChangeKind.RESTATED: _tell_restated,
    ChangeKind.NEW: _tell_promise,
}


def draft_after(facts: Facts, words: Words) -> list[Block]:
    """Draft a bullet for each delivery, decision or event after the reference date."""
    day = words.day(facts.period.reference_date)
    blocks = []
    for deliverable in facts.deliverables():
        if deliverable.after is not None:
            record = Record("deliverable", deliverable.id)
            sentences = [
                as_sentence(deliverable.after.text),
                _tell_when_after(deliverable.after, facts, words),
            ]
            lead = Run(as_sentence(deliverable.title), record, is_strong=True)
            blocks.append(bullet(lead, sentences, (record, Record("status_update", deliverable.after.id))))
    if blocks:
        return blocks
    text = words.say("Nothing that happened after %(day)s was reported in time for this report.", day=day)
    return [paragraph(text, Record("reporting_period", facts.period.id))]


def _tell_when_after(after: StatusRecord, facts: Facts, words: Words) -> str:
    """On which day it was done; of what was adopted, or of which no day was given, when that was said."""
    day = after.delivered_on
    if day is not None and day > facts.period.reference_date:
        return words.say("This was done on %(day)s.", day=words.day(day))
    if after.status is Status.ADOPTED:
        return words.say("That this was adopted was reported on %(day)s.", day=words.day(after.said_on))
    return words.say("This was reported on %(day)s.", day=words.day(after.said_on))
