"""What a decision needs in the order of time, as a picture with a table: what is in, what is to come."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from app.domain.inputs import Fit, judge_fit
from app.domain.report.chapter import StandingDeliverable, status_in_words
from app.domain.report.picture import Arrival, ChainLink, ChainPicture
from app.domain.report.statement import Executed, title_with_party
from app.domain.report.tree import Block, Record, Row, Run, table
from app.domain.timeliness import Timeliness
from app.domain.wording import Words, capitalise, firm_promise_in_words, past_moment_in_words

MOST = 18
"""What fits a page as one picture; with more of it only the table stands."""

_COUNTED = (
    (Arrival.IN, "in"),
    (Arrival.TO_COME, "to come"),
    (Arrival.OVERDUE, "overdue"),
    (Arrival.UNKNOWN, "without a date"),
    (Arrival.LATER, "later than the decision"),
    (Arrival.WITHDRAWN, "withdrawn"),
)
_ORDER = (Arrival.IN, Arrival.WITHDRAWN, Arrival.OVERDUE, Arrival.TO_COME, Arrival.UNKNOWN)
"""Before the decision; behind it stands what is promised after it."""


class Link(StandingDeliverable, Executed, Protocol):
    """A decision, or what it needs: of a report or of a page."""

    @property
    def id(self) -> int: ...


def draw_chain(decision: Link, inputs: Iterable[Link], on: date, words: Words) -> Block | None:
    """Return the chain of a decision on a day, with a table of the same; none where it needs nothing."""
    arrivals = {needed.id: judge_arrival(needed, decision) for needed in inputs}
    ordered = sorted(inputs, key=lambda needed: (_ORDER_OF[arrivals[needed.id]], _moment_of(needed)))
    if not ordered:
        return None
    is_taken = decision.assessment.timeliness.is_done
    goes_before = (Arrival.IN, Arrival.WITHDRAWN) if is_taken else _ORDER
    before = [needed for needed in ordered if arrivals[needed.id] in goes_before]
    chain = [*before, decision, *ordered[len(before) :]]
    arrivals[decision.id] = _judge_decision(decision)
    links = tuple(
        ChainLink(
            title_with_party(link),
            arrivals[link.id],
            _standing(link, arrivals[link.id], words),
            is_decision=link.id == decision.id,
        )
        for link in chain
    )
    picture = ChainPicture(_describe([arrivals[needed.id] for needed in ordered], on, words), on, links)
    caption = words.say("Needed for: %(title)s", title=decision.title)
    columns = [words.say(name) for name in ("Milestone", "Moment", "Status")]
    block = table(caption, columns, (_row(link, words) for link in chain))
    return replace(block, chain=picture) if len(chain) <= MOST else block


def judge_arrival(needed: Link, decision: Link) -> Arrival:
    """Judge whether what a decision needs is in, or when it is to come."""
    verdict = needed.assessment.timeliness
    if verdict.is_done:
        return Arrival.IN
    if verdict is Timeliness.WITHDRAWN:
        return Arrival.WITHDRAWN
    if judge_fit(needed.assessment, decision.assessment).fit is Fit.CONFLICT:
        return Arrival.LATER
    if verdict is Timeliness.OVERDUE:
        return Arrival.OVERDUE
    return Arrival.TO_COME if verdict in (Timeliness.DUE_NOW, Timeliness.DUE_LATER) else Arrival.UNKNOWN


_ORDER_OF = {arrival: place for place, arrival in enumerate((*_ORDER, Arrival.LATER))}


def _judge_decision(decision: Link) -> Arrival:
    verdict = decision.assessment.timeliness
    if verdict.is_done:
        return Arrival.IN
    closed = {Timeliness.WITHDRAWN: Arrival.WITHDRAWN, Timeliness.OVERDUE: Arrival.OVERDUE}
    return closed.get(verdict, Arrival.UNKNOWN if decision.assessment.window is None else Arrival.TO_COME)


def _moment_of(link: Link) -> tuple[date, date, int]:
    """Return when it was done, else its last day; without one it comes last."""
    window = link.assessment.done if link.assessment.timeliness.is_done else link.assessment.window
    latest, earliest = (window.latest, window.earliest) if window else (None, None)
    return latest or earliest or date.max, earliest or date.min, link.id


def _moment(link: Link, words: Words) -> str:
    assessment = link.assessment
    if assessment.timeliness.is_done:
        done = assessment.done
        return past_moment_in_words(done, words) if done and not done.is_undated else ""
    return firm_promise_in_words(assessment.deadline, words) if assessment.deadline else ""


def _standing(link: Link, arrival: Arrival, words: Words) -> str:
    after = words.say("after the decision") if arrival is Arrival.LATER else ""
    status = status_in_words(link, words)
    parts = (_moment(link, words), f"{status[0].lower()}{status[1:]}", after)
    return capitalise("\u00a0· ".join(part for part in parts if part))  # no line begins with the dot


def _describe(arrivals: Sequence[Arrival], on: date, words: Words) -> str:
    listed = [
        f"{count} {words.say(name)}" for arrival, name in _COUNTED if (count := arrivals.count(arrival))
    ]
    return words.counted(
        "%(num)s input of a decision in the order of time. On %(day)s: %(listed)s.",
        "%(num)s inputs of a decision in the order of time. On %(day)s: %(listed)s.",
        len(arrivals),
        day=words.day(on),
        listed=words.listed(listed),
    )


def _row(link: Link, words: Words) -> Row:
    record, deadline = Record("deliverable", link.id), link.assessment.deadline
    records = (record, Record("deadline", deadline.id)) if deadline else (record,)
    cells = (_moment(link, words) or "–", status_in_words(link, words))
    return Row((Run(title_with_party(link), record), *(Run(text) for text in cells)), records)
