"""What the briefs of pages tell: the overview of a programme, what waits for somebody, the portfolio."""

from collections.abc import Iterable, Sequence
from datetime import date

from app.domain.dutch_text import capitalise
from app.domain.language import DEFAULT_LANGUAGE, _, _n
from app.domain.report.picture import DrawnMilestone, MilestonePicture
from app.domain.vague_date import choose_edge
from app.domain.wording import Words, promise_in_words
from app.queries.deliverable import DeliverableState
from app.queries.portfolio import PortfolioRow
from app.queries.tally import deadline
from app.renderers.brief import Brief, BriefCount, BriefTable
from app.templating import translator
from app.templating.wording import words_of
from app.web.views.overview import CountItem
from app.web.views.waiting import WaitingGroup


def build_overview_brief(
    programme: str, states: Sequence[DeliverableState], counts: Iterable[CountItem], day: date, address: str
) -> Brief:
    """Return what a meeting needs of a programme: the counts, and on the time axis what is still to come."""
    say, words = translator().gettext, words_of(DEFAULT_LANGUAGE, day)
    coming = sorted((state for state in states if _is_coming(state)), key=_last_day)
    milestones = tuple(_draw(state, words) for state in coming)
    picture = MilestonePicture(
        description=words.counted(*_DRAWN, len(milestones)),
        on=day,
        until=max((drawn.latest for drawn in milestones if drawn.latest), default=day),
        milestones=milestones,
    )
    singular, plural = _count_left(
        _n("One other milestone is in the overview:", "%(num)s other milestones are in the overview:")
    )
    return Brief(
        title=say("Milestone overview"),
        subtitle=programme,
        day=day,
        day_in_words=_say_day(day),
        left_one=singular,
        left_many=plural,
        address=address,
        counts=[BriefCount(item.number, item.name, item.signal and item.number > 0) for item in counts],
        picture=picture if milestones else None,
        picture_title=say("What is to come, and what is overdue"),
        left=len(states) - len(milestones),
    )


def build_waiting_brief(
    groups: Iterable[WaitingGroup], count: int, late: int, name: str, day: date, address: str
) -> Brief:
    """Return what waits for somebody, by kind, what ends first at the top."""
    say, words = translator().gettext, words_of(DEFAULT_LANGUAGE, day)
    singular, plural = _count_left(
        _n("One thing more is on the page:", "%(num)s things more are on the page:")
    )
    tables = [_list_waiting(group, words) for group in groups]
    return Brief(
        title=say("Waits for you"),
        subtitle=name,
        day=day,
        day_in_words=_say_day(day),
        left_one=singular,
        left_many=plural,
        address=address,
        lead=[] if tables else [say("Nothing waits for you")],
        counts=[
            BriefCount(count, say(_("waits for you"))),
            BriefCount(late, say(_("overdue")), late > 0),
        ],
        tables=tables,
    )


def _list_waiting(group: WaitingGroup, words: Words) -> BriefTable:
    """A row for each thing; who asked it only where somebody did."""
    has_asker = any(row.item.asked_by for row in group.rows)
    headings = [_("What"), _("Programme"), *([_("Asked by")] if has_asker else []), _("Until")]
    rows = []
    for row in group.rows:
        until = words.day(row.item.until) if row.item.until else "–"
        rows.append(
            [
                row.title,
                f"{row.programme}, {row.item.detail}" if row.item.detail else row.programme,
                *([row.item.asked_by or "–"] if has_asker else []),
                f"{until}, {words.say('overdue')}" if row.is_late else until,
            ]
        )
    return BriefTable(group.title, [words.say(heading) for heading in headings], rows)


def build_portfolio_brief(rows: Sequence[PortfolioRow], day: date, address: str) -> Brief:
    """Return each programme with its counts and what falls due first, for a board."""
    say = translator().gettext
    singular, plural = _count_left(
        _n("One other programme is in the portfolio:", "%(num)s other programmes are in the portfolio:")
    )
    counts = (_("delivered"), _("expected now"), _("overdue"), _("moved since the first promise"))
    headings = (_("Programme"), *counts, _("upcoming"), _("without a date"), _("What falls due first"))
    table = BriefTable(
        "", [capitalise(say(heading)) for heading in headings], [_list_counts(row, day) for row in rows]
    )
    totals = [
        BriefCount(sum(row.tally.counts.delivered for row in rows), say("delivered")),
        BriefCount(sum(row.tally.counts.due_now for row in rows), say("expected now")),
        BriefCount(overdue := sum(row.tally.counts.overdue for row in rows), say("overdue"), overdue > 0),
        BriefCount(sum(row.tally.counts.moved for row in rows), say("moved since the first promise")),
    ]
    return Brief(
        title=say("Portfolio"),
        subtitle=translator().ngettext("One programme", "%(num)s programmes", len(rows)) % {"num": len(rows)},
        day=day,
        day_in_words=_say_day(day),
        left_one=singular,
        left_many=plural,
        address=address,
        counts=totals,
        tables=[table] if rows else [],
    )


def _list_counts(row: PortfolioRow, day: date) -> list[str]:
    counts = row.tally.counts
    numbers = (
        counts.delivered,
        counts.due_now,
        counts.overdue,
        counts.moved,
        counts.due_later,
        counts.undated,
    )
    words = words_of(DEFAULT_LANGUAGE, day)
    first = "; ".join(
        f"{state.title} ({promise_in_words(promise, words)})"
        for state in row.first_due[:_FIRST_DUE]
        if (promise := deadline(state))
    )
    return [row.programme.title, *map(str, numbers), first or "–"]


def _is_coming(state: DeliverableState) -> bool:
    promise = deadline(state)
    return promise is not None and not promise.window.is_undated and not state.assessment.timeliness.is_closed


def _last_day(state: DeliverableState) -> tuple[date, int]:
    promise = deadline(state)
    return (promise.window.latest if promise else None) or date.max, state.id


def _draw(state: DeliverableState, words: Words) -> DrawnMilestone:
    promise = deadline(state)
    assert promise is not None  # only what is promised is drawn
    window = promise.window
    return DrawnMilestone(
        title=state.title,
        kind=state.kind,
        timeliness=state.assessment.timeliness,
        phrase=promise_in_words(promise, words),
        edge=choose_edge(window),
        earliest=window.earliest,
        latest=window.latest,
        firmness=promise.firmness,
        said_on=promise.said_on,
    )


def _count_left(forms: tuple[str, str]) -> tuple[str, str]:
    """Return the sentence for one that is left, and for more with `{n}` for how many."""
    words = translator()
    return words.ngettext(*forms, 1) % {"num": 1}, words.ngettext(*forms, 2) % {"num": "{n}"}


def _say_day(day: date) -> str:
    words = words_of(DEFAULT_LANGUAGE, day)
    return words.say("as known on %(day)s", day=words.day(day))


_FIRST_DUE = 2
_DRAWN = _n("One milestone that is to come or overdue.", "%(num)s milestones that are to come or overdue.")
