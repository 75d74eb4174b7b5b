"""What the summary of a report tells: every fact that it can tell, and what the office chose for it."""

from collections.abc import Iterator
from typing import Annotated, Literal

from fastapi import Path, Query
from fastapi.responses import Response

from app.domain.refusal import NotFound
from app.domain.report.facts import Facts
from app.domain.report.indicators import find_latest_share
from app.domain.report.summary import Summary as ComposedSummary
from app.domain.report.tree import Record
from app.queries.report.writing import compose_summary_to_choose
from app.queries.reporting_period import PeriodRow
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_one
from app.web.api.v1.filters import Id, Number, Parameters
from app.web.api.v1.reporting_period import period_to_run
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Summary, SummaryFact

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
    for shape in _shapes(*compose(access, period)):
        if (shape.kind, shape.id) == (fact.type, fact.id):
            return write_one(shape, shape.version)
    raise NotFound("This programme has no such fact.")


def compose(access: ProgrammesAccess, period: PeriodRow) -> tuple[Facts, ComposedSummary]:
    """Compose the summary as it is chosen now."""
    programme = access.programmes[period.programme_id]
    return compose_summary_to_choose(access.session, programme, period, access.today)


def _shapes(facts: Facts, summary: ComposedSummary) -> Iterator[SummaryFact]:
    told = summary.deliverable_ids
    for line in summary.lines:
        sentences = {thread.thread.anchor: thread.block.text for thread in line.threads}
        for deliverable in line.line.deliverables:
            yield _shape(
                facts,
                Record("deliverable", deliverable.id),
                deliverable.title,
                line.line.code,
                is_told=deliverable.id in told,
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
