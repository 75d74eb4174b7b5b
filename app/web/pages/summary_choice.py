"""The page on which the office picks what the summary of a report tells, and sees how long it grows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from http import HTTPStatus
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Form, Path, Request
from fastapi.responses import Response

from app.actions.report import summary_choice
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import Conflict, Invalid, Message, Stale
from app.domain.report.chapter import line_title
from app.domain.report.choice import Choice, Placement
from app.domain.report.facts import DeliverableFacts, Facts
from app.domain.report.indicators import find_latest_share
from app.domain.report.length import WHOLE, count_block_words, count_report_words
from app.domain.report.summary import Summary, TextLength, ToldLine, ToldThread
from app.domain.report.tree import Record
from app.queries.report.draft import compose_draft
from app.queries.report.summary_choice import FACTS, current_choices
from app.queries.report.writing import WRITABLE, compose_summary_to_choose
from app.queries.reporting_period import is_adopted
from app.templating.wording import words_of
from app.web.deps.report import RoundAccess, RoundToRun
from app.web.forms import FormText, OwnForm, all_or_nothing, read_member, read_number, require_own_form
from app.web.responses import is_partial, redirect_to, render_page

router = APIRouter(include_in_schema=False, prefix="/programmas/{slug}/rapportages/{half_year}/samenvatting")
OWN_FORM = [Depends(require_own_form)]
Kind = Annotated[str, Path(pattern=f"^({'|'.join(FACTS)})$")]


class ThreadMove(StrEnum):
    """Which way a thread moves in its action line."""

    UP = "up"
    DOWN = "down"


class PlacementForm(OwnForm):
    """Whether a fact stands in the summary, and the choice that was on the page."""

    placement: FormText = ""
    read: FormText = ""


class WordingForm(OwnForm):
    """What takes the place of the sentences of a thread, with whom it is told, and the choice on the page."""

    text: FormText = ""
    together_with: FormText = ""
    read: FormText = ""


class MoveForm(OwnForm):
    """Which way a thread goes, and the last choice of the report that was on the page."""

    direction: FormText = ""
    read: FormText = ""


class Absence(StrEnum):
    """Why a deliverable is not in the summary."""

    LEFT_OUT = "left_out"
    NO_ROOM = "no_room"
    NO_HEADLINE = "no_headline"


class AbsentFact(NamedTuple):
    """A deliverable that the summary does not tell of, and why."""

    fact: Record
    title: str
    why: Absence
    choice: Choice


class PictureFact(NamedTuple):
    """A ratio or a risk that the general picture can tell, with what was chosen for it."""

    fact: Record
    name: str
    choice: Choice


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A thread as the page shows it; `others` are the deliverables that it can be told together with."""

    fact: Record
    text: str
    words: int
    choice: Choice
    is_pinned: bool
    titles: tuple[str, ...]
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LineView:
    """An action line: its threads, and what it does not tell."""

    title: str
    length: TextLength
    threads: tuple[ThreadView, ...]
    absent: tuple[AbsentFact, ...]


@dataclass(frozen=True, slots=True)
class RefusedChoice:
    """The form that was refused: of which fact, what was typed in it, and what was wrong."""

    fact: Record | None = None
    text: str = ""
    together_with: str = ""
    errors: dict[str, Message] = field(default_factory=dict)
    message: Message | None = None
    now: Choice | None = None
    status: HTTPStatus = HTTPStatus.OK


@router.get("", name="summary_choice.edit")
def edit(request: Request, access: RoundToRun, bewaard: str = "") -> Response:
    """Show every thread of the summary with its length, and what is not in it."""
    return _render(request, access, RefusedChoice(), saved=bool(bewaard))


@router.post("/feiten/{kind}/{fact_id}", name="summary_choice.place", dependencies=OWN_FORM)
def place(
    request: Request, access: RoundToRun, kind: Kind, fact_id: int, form: Annotated[PlacementForm, Form()]
) -> Response:
    """Pin a fact, leave it out, or let the rule decide again."""
    fact = Record(kind, fact_id)

    def change() -> None:
        placement = read_member(Placement, form.placement, "placement")
        if placement is None:
            raise Invalid.because("placement", "Choose one of these.")
        read = read_number(form.read)
        summary_choice.place_fact(access.session, access.act, access.period_id, fact, placement, read=read)

    return _change(request, access, change, RefusedChoice(fact))


@router.post("/feiten/deliverable/{deliverable_id}/tekst", name="summary_choice.word", dependencies=OWN_FORM)
def word(
    request: Request, access: RoundToRun, deliverable_id: int, form: Annotated[WordingForm, Form()]
) -> Response:
    """Put the words of the office in the place of a thread's sentences, and tell it with another."""
    fact = Record("deliverable", deliverable_id)
    other_id = read_number(form.together_with) if form.together_with else None

    def change() -> None:
        session, act, period_id = access.session, access.act, access.period_id
        read = read_number(form.read)
        summary_choice.word_thread(session, act, period_id, fact, form.text, read=read)
        now = current_choices(session, period_id).get(fact)
        if other_id is not None or (now and now.together_with):
            other = Record("deliverable", other_id) if other_id is not None else None
            read = now.id if now else 0
            summary_choice.tell_together(session, act, period_id, fact, other, read=read)

    return _change(request, access, change, RefusedChoice(fact, form.text, form.together_with))


@router.post("/feiten/deliverable/{deliverable_id}/plaats", name="summary_choice.move", dependencies=OWN_FORM)
def move(
    request: Request, access: RoundToRun, deliverable_id: int, form: Annotated[MoveForm, Form()]
) -> Response:
    """Move a thread one place up or down in its action line."""
    fact = Record("deliverable", deliverable_id)

    def change() -> None:
        direction = read_member(ThreadMove, form.direction, "direction")
        summary = _compose(access)[1]
        anchors = next((a for a in map(_anchors, summary.lines) if fact in a), None)
        if anchors is None or direction is None:
            raise Conflict("This is not in the summary any more.")
        place = anchors.index(fact)
        other = place - 1 if direction is ThreadMove.UP else place + 1
        if 0 <= other < len(anchors):
            anchors[place], anchors[other] = anchors[other], anchors[place]
        read = read_number(form.read)
        summary_choice.arrange_threads(access.session, access.act, access.period_id, anchors, read=read)

    return _change(request, access, change, RefusedChoice(fact))


def _change(
    request: Request, access: RoundAccess, change: Callable[[], None], refused_form: RefusedChoice
) -> Response:
    """Make a change and show the page again; a refused one shows why, with what was typed."""
    refused: dict[str, object] = {}
    try:
        with all_or_nothing(access.session):
            change()
    except Invalid as invalid:
        refused = {"errors": dict(invalid.fields), "status": HTTPStatus.BAD_REQUEST}
    except Stale as stale:
        now = stale.current if isinstance(stale.current, Choice) else None
        refused = {"message": stale.message, "now": now, "status": HTTPStatus.CONFLICT}
    if refused:
        form = RefusedChoice(refused_form.fact, refused_form.text, refused_form.together_with, **refused)  # type: ignore[arg-type]  # by name
        return _render(request, access, form)
    answer = redirect_to(request, "summary_choice.edit", {"bewaard": 1}, **access.route_params)
    if is_partial(request):
        return _render(request, access, RefusedChoice(), saved=True)
    return answer


def _compose(access: RoundAccess) -> tuple[Facts, Summary]:
    return compose_summary_to_choose(
        access.session, access.programme, access.period, access.app_state.today()
    )


def _render(
    request: Request, access: RoundAccess, refused: RefusedChoice, *, saved: bool = False
) -> Response:
    facts, summary = _compose(access)
    report = compose_draft(facts, DEFAULT_LANGUAGE)
    context = {
        **access.reports.layout_context,
        "period": access.period,
        "is_open": access.period.state in WRITABLE,
        "length": summary.length,
        "whole": TextLength(count_report_words(report), WHOLE),
        "lines": [_view_line(line, facts) for line in summary.lines],
        "shares": list(_find_shares(facts)),
        "risks": list(_find_risks(facts)),
        "is_erratum": is_adopted(access.period),
        "last_read": max((choice.id for choice in facts.choices.values()), default=0),
        "filled": refused,
        "saved": saved,
    }
    return render_page(
        request,
        "summary_choice/edit.html",
        context,
        block="summary_choices",
        viewer=access.viewer,
        status_code=refused.status,
    )


def _view_line(line: ToldLine, facts: Facts) -> LineView:
    deliverables = line.line.deliverables
    names = tuple((str(d.id), d.title) for d in deliverables)
    told_ids = {h.deliverable.id for thread in line.threads for h in thread.thread.headlines}
    crowded = {headline.deliverable.id for headline in line.crowded_out}
    return LineView(
        line_title(line.line, words_of(DEFAULT_LANGUAGE)),
        line.length,
        tuple(_view_thread(thread, names, facts) for thread in line.threads),
        tuple(_view_absent(d, crowded, facts) for d in deliverables if d.id not in told_ids),
    )


def _view_thread(told_thread: ToldThread, names: tuple[tuple[str, str], ...], facts: Facts) -> ThreadView:
    headlines = told_thread.thread.headlines
    fact = Record("deliverable", told_thread.thread.anchor)
    return ThreadView(
        fact=fact,
        text=told_thread.block.text,
        words=count_block_words([told_thread.block]),
        choice=facts.choice_of(fact.type, fact.id),
        is_pinned=any(headline.is_pinned for headline in headlines),
        titles=tuple(headline.deliverable.title for headline in headlines),
        others=tuple(other for other in names if other[0] != str(fact.id)),
    )


def _view_absent(deliverable: DeliverableFacts, crowded: set[int], facts: Facts) -> AbsentFact:
    choice = facts.choice_of("deliverable", deliverable.id)
    why = Absence.NO_ROOM if deliverable.id in crowded else Absence.NO_HEADLINE
    if choice.placement is Placement.LEFT_OUT:
        why = Absence.LEFT_OUT
    return AbsentFact(Record("deliverable", deliverable.id), deliverable.title, why, choice)


def _find_shares(facts: Facts) -> Iterator[PictureFact]:
    for indicator in facts.indicators:
        if find_latest_share(indicator, facts) is not None:
            fact = Record("indicator", indicator.id)
            yield PictureFact(fact, indicator.name, facts.choice_of(fact.type, fact.id))


def _find_risks(facts: Facts) -> Iterator[PictureFact]:
    for risk in facts.surroundings.risks:
        if not risk.is_closed:
            fact = Record("risk", risk.id)
            yield PictureFact(fact, risk.title, facts.choice_of(fact.type, fact.id))


def _anchors(line: ToldLine) -> list[Record]:
    return [Record("deliverable", told_thread.thread.anchor) for told_thread in line.threads]
