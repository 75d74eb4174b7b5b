"""The reports of a programme: their list, and each as a page."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from markupsafe import Markup

from app.domain.language import DEFAULT_LANGUAGE
from app.domain.structure import PeriodState
from app.queries.report.archive import frozen_versions
from app.queries.report.reading import Reading, read_report
from app.queries.reporting_period import days_of_steps
from app.renderers import FORMATS, html
from app.templating import translator
from app.templating.vocabulary import word
from app.web.deps.report import PeriodDoor, ReadablePeriod, ReadableReports, resolve_day
from app.web.deps.session import AsOf, AsOfDep
from app.web.responses import page
from app.web.urls import record_link

router = APIRouter(include_in_schema=False, prefix="/programmas/{slug}/rapportages")


@router.get("", name="report.index")
def index(request: Request, door: ReadableReports) -> Response:
    """Every report that may be read, the latest first; without an account those that were published."""
    found = sorted(door.periods, key=lambda row: row.number, reverse=True)
    context = {
        **door.layout_context,
        "periods": found,
        "has_drafts": len(found) < len(door.every_period),
        "rights": door.rights,
    }
    return page(request, "report/index.html", context, viewer=door.viewer)


@router.get("/{half_year}", name="report.show")
def show(
    request: Request, asked: ReadablePeriod, as_of: AsOfDep, versie: Annotated[str, Query()] = ""
) -> Response:
    """The report of a half-year: as it was adopted, else composed from what was said in time."""
    door, period = asked.reports, asked.period
    day = resolve_day(period, as_of)
    key = ("report", door.programme.id, door.programme.revision, period.id, day, versie, door.is_member)
    read, body, taken = door.app_state.renders.get(key, lambda: _draw(request, asked, as_of, versie))
    context = {
        **door.layout_context,
        "as_of": as_of,
        "period": period,
        "earlier": next((one for one in reversed(door.periods) if one.number < period.number), None),
        "frozen": read.frozen,
        "versions": frozen_versions(door.session, period) if read.frozen else (),
        "report": read.report,
        "body": body,
        "formats": tuple(FORMATS),
        "phases": _phases(period.state, taken),
        "rights": door.rights,
    }
    return page(request, "report/show.html", context, viewer=door.viewer, status_code=as_of.status_code)


def _draw(
    request: Request, asked: PeriodDoor, as_of: AsOf, version: str
) -> tuple[Reading, Markup, Mapping[PeriodState, date]]:
    door = asked.reports
    day = resolve_day(asked.period, as_of)
    read = read_report(door.session, door.programme, asked.period, day, DEFAULT_LANGUAGE, version)
    taken = days_of_steps(door.session, asked.period.id)
    if not door.is_member:
        return read, html.body(read.report), taken
    link = record_link(request.app.state.paths, door.session, door.programme, as_of.query)
    return read, html.body(read.report, link), taken


def _phases(state: PeriodState, taken: Mapping[PeriodState, date]) -> list[tuple[str, str, date | None]]:
    """Each phase, whether it was, is or comes, and since when; what was left again is still to come."""
    words, order = translator(), list(PeriodState)
    at = order.index(state)
    return [
        (word(words, phase), "done" if n < at else "current", taken.get(phase))
        if n <= at
        else (word(words, phase), "open", None)
        for n, phase in enumerate(order)
    ]
