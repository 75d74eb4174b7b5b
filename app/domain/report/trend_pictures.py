"""The milestone trend as pictures: per action line how last days went from report to report."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time

from app.domain.assessment import DeadlineRecord, PrintedPromise, Standing
from app.domain.promise_ledger import LedgerColumn, PromiseState, judge_outcome, lay_out_row
from app.domain.promise_trend import Trend, pick_most_telling, trace_trend
from app.domain.report.chapter import line_title
from app.domain.report.facts import Facts, LineFacts
from app.domain.report.picture import TrendColumn, TrendPicture
from app.domain.report.tree import Block, Record, Row, Run, paragraph, table
from app.domain.wording import Words, describe_trends

MOST = 14
"""Promises in one picture: the names of so many still have room beside their lines."""


def draft_trend_pictures(facts: Facts, words: Words) -> Iterator[Block]:
    """Draft a picture for each action line; before time has passed nothing can be compared, which is said."""
    columns = _columns(facts)
    pictures = [
        _draw(line, trends, facts, words)
        for line in facts.lines
        if (trends := _trace(line, columns)) and _spans_time(trends, facts)
    ]
    if not pictures:
        text = words.say("How promised moments move can be drawn from the next report on.")
        pictures = [paragraph(text, Record("programme", facts.programme_id))]
    yield from pictures


def _columns(facts: Facts) -> list[LedgerColumn]:
    """Return the columns of the ledger as this report knows them: those before it, and itself."""
    printed = {
        period.number: {
            deliverable.id: PromiseState(_find_deadline(promise), _find_standing(promise))
            for deliverable in facts.deliverables()
            for promise in deliverable.printed
            if promise.number == period.number
        }
        for period in facts.earlier
    }
    before = [
        LedgerColumn(period.input_deadline, str(period.half_year), printed[period.number])
        for period in facts.earlier
    ]
    return [*before, LedgerColumn(facts.period.input_deadline)]


def _find_deadline(printed: PrintedPromise) -> DeadlineRecord | None:
    if printed.deadline_id is None or printed.window is None:
        return None
    return DeadlineRecord(
        id=printed.deadline_id,
        window=printed.window,
        firmness=printed.firmness,
        said_on=printed.input_deadline,
        recorded_at=datetime.combine(printed.input_deadline, time(), UTC),
        reason="",
        author="",
    )


def _find_standing(printed: PrintedPromise) -> Standing | None:
    return Standing(status=printed.status, said_on=printed.input_deadline) if printed.status else None


def _trace(line: LineFacts, columns: Sequence[LedgerColumn]) -> list[Trend]:
    trends = []
    for deliverable in line.deliverables:
        if not deliverable.deadlines:
            continue
        statuses = [deliverable.last] if deliverable.last else []
        row = lay_out_row(columns, deliverable.id, deliverable.deadlines, statuses)
        is_against = judge_outcome(deliverable).is_against
        trend = trace_trend(deliverable.id, deliverable.title, columns, row, is_against=is_against)
        if trend is not None:
            trends.append(trend)
    return pick_most_telling(trends, MOST)


def _spans_time(trends: Sequence[Trend], facts: Facts) -> bool:
    days = {point.on for trend in trends for point in trend.points}
    return len(days | {period.input_deadline for period in facts.earlier}) > 1


def _draw(line: LineFacts, trends: Sequence[Trend], facts: Facts, words: Words) -> Block:
    periods = [*facts.earlier, facts.period]
    columns = tuple(TrendColumn(period.input_deadline, str(period.half_year)) for period in periods)
    picture = TrendPicture(describe_trends(trends, words), columns, tuple(trends))
    caption = words.say("Last promised day by report. %(title)s", title=line_title(line, words))
    names = [words.say("Milestone"), words.say("First promise"), *(column.text for column in columns)]
    rows = [_row(trend, columns, words) for trend in trends]
    return replace(table(caption, names, rows), trend=picture)


def _row(trend: Trend, columns: Sequence[TrendColumn], words: Words) -> Row:
    record = Record("deliverable", trend.id)
    latest = {point.on: point.latest for point in trend.points}
    first, last = trend.points[0], trend.points[-1]
    cells = [words.day(first.latest)]
    for column in columns:
        text = words.day(latest[column.day]) if column.day in latest else "–"
        if column.day == last.on and trend.end == "done":
            text = words.say("delivered or done")
        elif column.day == last.on and trend.end == "dropped":
            text = words.say("withdrawn")
        elif trend.end == "open" and column.day > last.on:
            text = words.say("no last day")
        cells.append(text)
    return Row((Run(trend.title, record), *(Run(text) for text in cells)), (record,))
