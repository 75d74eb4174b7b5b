"""Two reports of a programme side by side, or a report and how everything stands now."""

from dataclasses import replace
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from app.domain.comparison import PromiseChange, compare
from app.domain.half_year import HalfYear
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import NotFound
from app.domain.report import Report
from app.domain.structure import PeriodState
from app.queries.report.reading import read_report
from app.queries.reporting_period import PeriodRow
from app.web.deps.report import PeriodDoor, ReadablePeriod
from app.web.responses import page

router = APIRouter(include_in_schema=False, prefix="/programmas/{slug}/rapportages/{half_year}/vergelijking")

NOW = "nu"
"""In the place of a half-year: how everything stands today."""


@router.get("/{other}", name="comparison.show")
def show(request: Request, asked: ReadablePeriod, other: Annotated[str, Path(max_length=20)]) -> Response:
    """What differs between both, the earlier one first, whichever was asked for first."""
    door, one = asked.reports, asked.period
    against = None if other == NOW else _period(asked, other)
    if other == NOW and not door.is_member:
        raise NotFound("There is no such report.")
    first, last = (one, against) if against is None or one.number < against.number else (against, one)
    report = _read(asked, first)
    later = _read(asked, last) if last else _today(asked)
    context = {
        **door.layout_context,
        "first": first,
        "last": last,
        "now": NOW,
        "today": door.app_state.today(),
        "periods": door.periods,
        "kinds": tuple(PromiseChange),
        "found": compare(report, later),
    }
    return page(request, "comparison/show.html", context, viewer=door.viewer)


def _period(asked: PeriodDoor, half_year: str) -> PeriodRow:
    wanted = str(HalfYear.parse(half_year))
    found = next((one for one in asked.reports.periods if one.half_year == wanted), None)
    if found is None:
        raise NotFound("There is no report of %(half_year)s in this programme.", half_year=wanted)
    return found


def _read(asked: PeriodDoor, period: PeriodRow) -> Report:
    return read_report(asked.session, asked.programme, period, None, DEFAULT_LANGUAGE).report


def _today(asked: PeriodDoor) -> Report:
    """The last report as it would read if it listened until today."""
    today: date = asked.reports.app_state.today()
    last = replace(asked.reports.periods[-1], state=PeriodState.EDITING, report_date=today)
    return _read(asked, replace(last, reference_date=today, input_deadline=today))
