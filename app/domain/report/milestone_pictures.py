"""The milestone overview as pictures: per action line what has a date on one axis, with a table."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from app.domain.report.chapter import line_title, status_in_words
from app.domain.report.facts import DeliverableFacts, Facts, LineFacts
from app.domain.report.picture import DrawnMilestone, MilestonePicture
from app.domain.report.tree import Block, Record, Row, Run, table
from app.domain.timeliness import Timeliness
from app.domain.vague_date import VagueDate, choose_edge
from app.domain.wording import Words, past_moment_in_words, promise_in_words

MOST = 30
"""Milestones in one picture: with these it still fits a page."""

_COLUMNS = ("Milestone", "Moment", "First day", "Last day", "Status")
_VERDICTS = (
    ((Timeliness.DELIVERED, Timeliness.DELIVERED_LATE), "delivered or done"),
    ((Timeliness.OVERDUE,), "overdue"),
    ((Timeliness.DUE_NOW,), "due now"),
    ((Timeliness.DUE_LATER,), "upcoming"),
    ((Timeliness.WITHDRAWN,), "withdrawn"),
)


def draft_milestone_pictures(facts: Facts, words: Words) -> Iterator[Block]:
    """Draft for each action line what has a moment in or after this period, in order of that moment."""
    drawn_by_line = [(line, _choose(line, facts)) for line in facts.lines]
    last_days = [
        window.latest
        for _, drawn in drawn_by_line
        for deliverable in drawn
        if (window := _window_of(deliverable)) and window.latest
    ]
    until = max([*last_days, facts.period.ends_on])
    for line, drawn in drawn_by_line:
        parts = [drawn[start : start + MOST] for start in range(0, len(drawn), MOST)]
        for number, part in enumerate(parts, start=1):
            title = line_title(line, words)
            if len(parts) > 1:
                title = words.say("%(title)s (%(n)s of %(of)s)", title=title, n=number, of=len(parts))
            yield _draw(title, part, until, facts, words)


def _choose(line: LineFacts, facts: Facts) -> list[DeliverableFacts]:
    """Return what can stand on the axis, by its last day: dated, and not over before the period began."""
    begins = facts.period.starts_on
    dated = [
        deliverable
        for deliverable in line.deliverables
        if (window := _window_of(deliverable))
        and not window.is_undated
        and (window.latest is None or window.latest >= begins or not _is_over(deliverable))
    ]
    return sorted(dated, key=_last_day)


def _last_day(deliverable: DeliverableFacts) -> tuple[date, date]:
    window = _window_of(deliverable)
    assert window is not None  # only what has one is drawn
    return window.latest or date.max, window.earliest or date.min


def _is_over(deliverable: DeliverableFacts) -> bool:
    return deliverable.assessment.timeliness.is_closed


def _window_of(deliverable: DeliverableFacts) -> VagueDate | None:
    """When it was done, else when it is promised."""
    if deliverable.is_done:
        return deliverable.assessment.done
    return deliverable.assessment.window


def _draw(title: str, drawn: Sequence[DeliverableFacts], until: date, facts: Facts, words: Words) -> Block:
    on = facts.period.reference_date
    picture = MilestonePicture(
        description=_describe(drawn, on, words),
        on=on,
        until=until,
        milestones=tuple(_milestone(deliverable, words) for deliverable in drawn),
    )
    rows = [_row(deliverable, words) for deliverable in drawn]
    caption = words.say("Milestones on the time axis. %(title)s", title=title)
    return replace(table(caption, [words.say(name) for name in _COLUMNS], rows), milestones=picture)


def _describe(drawn: Sequence[DeliverableFacts], on: date, words: Words) -> str:
    counted = [
        (sum(deliverable.assessment.timeliness in verdicts for deliverable in drawn), name)
        for verdicts, name in _VERDICTS
    ]
    listed = words.listed([f"{count} {words.say(name)}" for count, name in counted if count])
    return words.counted(
        "%(num)s milestone on a time axis. On %(day)s: %(listed)s.",
        "%(num)s milestones on a time axis. On %(day)s: %(listed)s.",
        len(drawn),
        day=words.day(on),
        listed=listed,
    )


def _milestone(deliverable: DeliverableFacts, words: Words) -> DrawnMilestone:
    window, deadline = _window_of(deliverable), deliverable.assessment.deadline
    assert window is not None  # only what has one is drawn
    is_day = deliverable.is_done and window.earliest is not None and window.earliest == window.latest
    return DrawnMilestone(
        title=deliverable.title,
        kind=deliverable.kind,
        timeliness=deliverable.assessment.timeliness,
        phrase=_moment(deliverable, words),
        edge=choose_edge(window),
        earliest=window.earliest,
        latest=window.latest,
        firmness=deadline.firmness if deadline else None,
        said_on=deadline.said_on if deadline else None,
        delivered_on=window.earliest if is_day else None,
    )


def _moment(deliverable: DeliverableFacts, words: Words) -> str:
    window, deadline = _window_of(deliverable), deliverable.assessment.deadline
    if deliverable.is_done and window:
        return past_moment_in_words(window, words)
    return promise_in_words(deadline, words) if deadline else ""


def _row(deliverable: DeliverableFacts, words: Words) -> Row:
    window, deadline = _window_of(deliverable), deliverable.assessment.deadline
    assert window is not None  # only what has one is drawn
    record = Record("deliverable", deliverable.id)
    cells = (
        _moment(deliverable, words),
        words.day(window.earliest) if window.earliest else "–",
        words.day(window.latest) if window.latest else "–",
        status_in_words(deliverable, words),
    )
    records = (record, Record("deadline", deadline.id)) if deadline else (record,)
    return Row((Run(deliverable.title, record), *(Run(text) for text in cells)), records)
