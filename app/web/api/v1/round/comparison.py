"""Two reports of a programme side by side, or one and the situation of today."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.domain.comparison import Comparison as Compared
from app.domain.comparison import PromisePair, SectionDiff, compare_reports
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.report import Report
from app.domain.report.tree import Promised
from app.domain.round import UNSIGNED
from app.queries.report.draft import compose_draft, draft_facts
from app.queries.report.reading import read_as_of_today, read_report
from app.queries.reporting_period import PeriodRow, is_fixed, periods
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_one
from app.web.api.v1.filters import Absent, Id, Number, Parameters
from app.web.api.v1.pagination import require_row
from app.web.api.v1.reporting_period import period_in_review, reported_period
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import (
    Comparison,
    FigureCompared,
    PromiseAs,
    PromiseCompared,
    SectionCompared,
    WordsCompared,
)

router = api_router("Reporting periods")


class ComparisonParameters(Parameters):
    """With which report it is compared."""

    other: Number | Absent = Field(
        None,
        alias="with",
        description="The number of the other reporting period; without it the situation of today.",
    )


@router.get("/reporting-periods/{id}/comparison", name="api.comparison.show", response_model=Comparison)
def show(
    id: Id, parameters: Annotated[ComparisonParameters, Query()], access: ReadableProgrammes
) -> Response:
    """Compare the report of a reporting period with another one; the earlier one comes first."""
    period = reported_period(access, id)
    other = None if parameters.other is None else reported_period(access, parameters.other)
    if other is not None:
        require_row(other if other.programme_id == period.programme_id else None)

    def load() -> CachedResponse:
        first, last = (
            (other, period) if other is not None and other.number < period.number else (period, other)
        )
        then = _read(access, first)
        now = _read(access, last) if last else _read_today(access, period.programme_id)
        return _write(first, last, compare_reports(then, now))

    return respond(access, load)


@router.get("/reporting-periods/{id}/drift", name="api.drift.show", response_model=Comparison)
def show_drift(id: Id, _nothing: Annotated[Parameters, Query()], access: ReadableProgrammes) -> Response:
    """Compare a report in review or adopted with what it would say by now; of any other nothing differs."""
    period = period_in_review(access, id)

    def load() -> CachedResponse:
        if not is_fixed(period):
            return _write(period, None, Compared({}, (), ()))
        facts = draft_facts(access.session, access.programmes[period.programme_id], period)
        now = compose_draft(facts, DEFAULT_LANGUAGE)
        return _write(period, None, compare_reports(_read(access, period), now), unsigned=False)

    return respond(access, load)


def _read(access: ProgrammesAccess, period: PeriodRow) -> Report:
    programme = access.programmes[period.programme_id]
    return read_report(access.session, programme, period, None, DEFAULT_LANGUAGE).report


def _read_today(access: ProgrammesAccess, programme_id: int) -> Report:
    last = periods(access.session, [programme_id])[-1]
    return read_as_of_today(access.session, access.programmes[programme_id], last, access.today)


def _write(
    first: PeriodRow, last: PeriodRow | None, compared: Compared, *, unsigned: bool = True
) -> CachedResponse:
    pairs = [pair for pairs in compared.promises.values() for pair in pairs]
    sections = [section for section in compared.sections if unsigned or section.key not in UNSIGNED]
    return write_one(
        Comparison(
            before=first.id,
            after=last.id if last else None,
            promises=tuple(map(_shape_promise, pairs)),
            figures=tuple(FigureCompared.of(figure) for figure in compared.figures),
            sections=tuple(map(_shape_section, sections)),
        )
    )


def _shape_promise(pair: PromisePair) -> PromiseCompared:
    return PromiseCompared(
        deliverable=pair.promise.deliverable_id,
        title=pair.promise.title,
        became=pair.became,
        before=_shape_promised(pair.before),
        after=_shape_promised(pair.after),
    )


def _shape_promised(promised: Promised | None) -> PromiseAs | None:
    return PromiseAs.of(promised) if promised is not None and promised.phrase else None


def _shape_section(section: SectionDiff) -> SectionCompared:
    return SectionCompared(
        section=section.key,
        title=section.title,
        same=section.same,
        paragraphs=tuple(
            tuple(WordsCompared(change=run.change, text=run.text) for run in paragraph)
            for paragraph in section.changed
        ),
    )
