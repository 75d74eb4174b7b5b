"""What the summary of a report tells: every fact that it can tell, and what the office chose for it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, Literal

from fastapi import Path, Query
from fastapi.responses import Response

from app.actions.report import summary_choice
from app.domain.refusal import Invalid, Message, NotFound
from app.domain.report.choice import BY_RULE, Placement
from app.domain.report.facts import Facts
from app.domain.report.indicators import find_latest_share
from app.domain.report.summary import Summary as ComposedSummary
from app.domain.report.tree import Record
from app.queries.report.summary_choice import current_choices
from app.queries.report.writing import compose_summary_to_choose
from app.queries.reporting_period import PeriodRow
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies import Arrangement, SummaryChoice
from app.web.api.v1.caching import CachedResponse, respond, write_one
from app.web.api.v1.changes import Changeable, IfMatch, answer_changed
from app.web.api.v1.filters import Id, Number, Parameters
from app.web.api.v1.reporting_period import RoundToRun, period_to_run
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Summary, SummaryFact
from app.web.openapi import CHANGED

router = api_router("Reporting periods")

FactKind = Annotated[
    Literal["deliverable", "indicator", "risk"], Path(description="Which kind of fact it is.")
]
FactId = Annotated[Number, Path(description="The number of the deliverable, the indicator or the risk.")]


@router.get("/reporting-periods/{id}/summary", name="api.summary.show", response_model=Summary)
def show(id: Id, _nothing: Annotated[Parameters, Query()], access: ReadableProgrammes) -> Response:
    """Get what the summary of a report can tell, and how long it is."""
    period = period_to_run(access, id)
    return respond(access, lambda: write_summary(access, period))


@router.get(
    "/reporting-periods/{id}/summary/{kind}/{fact}", name="api.summary.fact", response_model=SummaryFact
)
def show_fact(
    id: Id,
    kind: FactKind,
    fact: FactId,
    _nothing: Annotated[Parameters, Query()],
    access: ReadableProgrammes,
) -> Response:
    """Get one fact of the summary, with what was chosen for it."""
    period = period_to_run(access, id)
    return respond(access, lambda: write_fact(access, period, Record(kind, fact)))


@router.patch(
    "/reporting-periods/{id}/summary/{kind}/{fact}",
    name="api.summary.choose",
    response_model=SummaryFact,
    responses=CHANGED,
)
def choose(
    round_access: RoundToRun, kind: FactKind, fact: FactId, if_match: IfMatch, body: SummaryChoice
) -> Response:
    """Pin a fact or leave it out, and tell a deliverable in words of your own or together with another."""
    access, period, chosen = round_access.access, round_access.period, Record(kind, fact)
    given, version = body.given(), _find_shape(access, period, chosen).version
    with body.faults(), if_match.judge(version, lambda: write_fact(access, period, chosen)):
        if kind != "deliverable" and given.keys() - {"placement"}:
            message = Message("Only a deliverable has words of its own in the summary.")
            raise Invalid(dict.fromkeys(sorted(given.keys() - {"placement"}), message))
        for name, value in given.items():
            now = current_choices(access.session, period.id).get(chosen, BY_RULE)
            _CHOOSE[name](access, period.id, chosen, value, now.id)
    return answer_changed(access, write_fact(access, period, chosen), period.programme_id)


@router.post(
    "/reporting-periods/{id}/summary/_arrange",
    name="api.summary.arrange",
    response_model=Summary,
    responses=CHANGED,
)
def arrange(_sent: Changeable, round_access: RoundToRun, if_match: IfMatch, body: Arrangement) -> Response:
    """Put the threads of one action line in another order; each is named by its first deliverable."""
    access, period = round_access.access, round_access.period
    facts, summary = compose(access, period)
    threads = [{thread.thread.anchor for thread in line.threads} for line in summary.lines]
    last = max((choice.id for choice in facts.choices.values()), default=0)
    with body.faults(), if_match.judge(last, lambda: write_summary(access, period)) as read:
        if {*body.deliverables} not in threads or len({*body.deliverables}) < len(body.deliverables):
            raise Invalid.because(
                "deliverables", "Name each thread of one action line once, by the deliverable it begins with."
            )
        anchors = [Record("deliverable", deliverable_id) for deliverable_id in body.deliverables]
        summary_choice.arrange_threads(access.session, access.act, period.id, anchors, read=read)
    return answer_changed(access, write_summary(access, period), period.programme_id)


def _place(access: ProgrammesAccess, period_id: int, fact: Record, placement: Placement, read: int) -> None:
    summary_choice.place_fact(access.session, access.act, period_id, fact, placement, read=read)


def _word(access: ProgrammesAccess, period_id: int, fact: Record, text: str, read: int) -> None:
    summary_choice.word_thread(access.session, access.act, period_id, fact, text, read=read)


def _join(access: ProgrammesAccess, period_id: int, fact: Record, other_id: int | None, read: int) -> None:
    other = None if other_id is None else Record("deliverable", other_id)
    summary_choice.tell_together(access.session, access.act, period_id, fact, other, read=read)


_CHOOSE: Mapping[str, Callable[[ProgrammesAccess, int, Record, Any, int], None]] = {
    "placement": _place,
    "text": _word,
    "together_with": _join,
}
"""How each property of a choice is saved."""


def write_summary(access: ProgrammesAccess, period: PeriodRow) -> CachedResponse:
    """Write the summary; its version is its last choice."""
    facts, summary = compose(access, period)
    last = max((choice.id for choice in facts.choices.values()), default=0)
    shape = Summary(
        reporting_period=period.id,
        words=summary.length.words,
        most_words=summary.length.limit,
        version=last,
        facts=tuple(_shapes(facts, summary)),
    )
    return write_one(shape, last)


def write_fact(access: ProgrammesAccess, period: PeriodRow, fact: Record) -> CachedResponse:
    """Write one fact; its version is the choice that holds. Refuses (`NotFound`) one that is none."""
    shape = _find_shape(access, period, fact)
    return write_one(shape, shape.version)


def _find_shape(access: ProgrammesAccess, period: PeriodRow, fact: Record) -> SummaryFact:
    for shape in _shapes(*compose(access, period)):
        if (shape.kind, shape.id) == (fact.type, fact.id):
            return shape
    raise NotFound("This programme has no such fact.")


def compose(access: ProgrammesAccess, period: PeriodRow) -> tuple[Facts, ComposedSummary]:
    """Compose the summary as it is chosen now."""
    programme = access.programmes[period.programme_id]
    return compose_summary_to_choose(access.session, programme, period, access.today)


def _shapes(facts: Facts, summary: ComposedSummary) -> Iterator[SummaryFact]:
    deliverable_ids = summary.deliverable_ids
    for line in summary.lines:
        sentences = {thread.thread.anchor: thread.block.text for thread in line.threads}
        for deliverable in line.line.deliverables:
            yield _shape(
                facts,
                Record("deliverable", deliverable.id),
                deliverable.title,
                line.line.code,
                is_told=deliverable.id in deliverable_ids,
                sentences=sentences.get(deliverable.id, ""),
            )
    for indicator in facts.indicators:
        if find_latest_share(indicator, facts) is not None:
            yield _shape(facts, Record("indicator", indicator.id), indicator.name)
    for risk in facts.surroundings.risks:
        if not risk.is_closed:
            yield _shape(facts, Record("risk", risk.id), risk.title)


def _shape(
    facts: Facts,
    fact: Record,
    title: str,
    action_line: str | None = None,
    *,
    is_told: bool | None = None,
    sentences: str = "",
) -> SummaryFact:
    choice = facts.choice_of(fact.type, fact.id)
    return SummaryFact(
        kind=fact.type,
        id=fact.id,
        title=title,
        action_line=action_line,
        told=is_told,
        sentences=sentences,
        placement=choice.placement,
        position=choice.position,
        text=choice.text,
        together_with=choice.together_with,
        version=choice.id,
    )
