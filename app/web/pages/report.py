"""The reports of a programme: their list, each as a page, and as files."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import Response

from app.domain.half_year import HalfYear
from app.domain.refusal import NotFound
from app.domain.report import Report, compose
from app.domain.structure import PeriodState
from app.queries.report import facts, is_adopted, period_of
from app.queries.reporting_period import PeriodRow, periods
from app.renderers import FORMATS, format_named, html
from app.templating import LANGUAGES, translator
from app.templating.vocabulary import word
from app.templating.wording import words_of
from app.web.answer import LANGUAGE, page
from app.web.deps import AsOf, AsOfDep, ProgrammeDoor, ReadableProgramme
from app.web.record_link import record_link

router = APIRouter(include_in_schema=False, prefix="/programmas/{slug}/rapportages")


class Door:
    """An opened door: a reporting period of a programme that the viewer may read."""

    def __init__(self, door: ReadableProgramme, half_year: Annotated[str, Path(max_length=20)]) -> None:
        asked = HalfYear.parse(half_year)
        found = period_of(door.session, door.programme.id, asked)
        if found is None:
            raise NotFound("There is no report of %(half_year)s in this programme.", half_year=asked)
        self.programme_door: ProgrammeDoor = door
        self.period: PeriodRow = found


ReadablePeriod = Annotated[Door, Depends()]


@router.get("", name="report.index")
def index(request: Request, door: ReadableProgramme) -> Response:
    """Every reporting period, the latest first."""
    found = sorted(periods(door.session, [door.programme.id]), key=lambda row: row.number, reverse=True)
    context = {"programme": door.programme, "active_tab": "report.index", "periods": found}
    return page(request, "report/index.html", context, viewer=door.viewer)


@router.get("/{half_year}", name="report.show")
def show(request: Request, asked: ReadablePeriod, as_of: AsOfDep) -> Response:
    """The report of a half-year, composed from what was said in time."""
    door, period = asked.programme_door, asked.period
    day = _day(period, as_of)
    key = ("report", door.programme.id, door.programme.revision, period.id, day)
    report, body = door.world.kept.get(key, lambda: _draw(request, asked, as_of, day))
    context = {
        "programme": door.programme,
        "active_tab": "report.index",
        "as_of": as_of,
        "period": period,
        "is_adopted": is_adopted(period),
        "report": report,
        "body": body,
        "formats": tuple(FORMATS),
        "phases": _phases(period.state),
    }
    return page(request, "report/show.html", context, viewer=door.viewer, status_code=as_of.status_code)


@router.get("/{half_year}/bestand.{format}", name="report.file")
def file(
    asked: ReadablePeriod,
    as_of: AsOfDep,
    format: Annotated[str, Path(max_length=20)],
    taal: Annotated[str, Query()] = LANGUAGE,
) -> Response:
    """The report as a file; in English with `?taal=en`."""
    written = format_named(format)
    report = _composed(asked, _day(asked.period, as_of), taal if taal in LANGUAGES else LANGUAGE)
    name = f"{report.programme}-{report.half_year}.{format}"
    headers = {"Content-Disposition": f'{"inline" if format == "html" else "attachment"}; filename="{name}"'}
    return Response(written.write(report), as_of.status_code, headers, written.media_type)


def _day(period: PeriodRow, as_of: AsOf) -> date | None:
    """What an adopted report says hangs on no day; the query refuses one that was asked for."""
    if is_adopted(period) and not (as_of.typed and not as_of.wrong):
        return None
    return as_of.day


def _composed(asked: Door, day: date | None, language: str) -> Report:
    door = asked.programme_door
    told = facts(door.session, door.programme, asked.period, day)
    return compose(told, words_of(language, told.period.report_date))


def _draw(request: Request, asked: Door, as_of: AsOf, day: date | None) -> tuple[Report, str]:
    door = asked.programme_door
    report = _composed(asked, day, LANGUAGE)
    link = record_link(request.app.state.paths, door.session, door.programme, as_of.query)
    return report, html.body(report, link)


def _phases(state: PeriodState) -> list[tuple[str, str]]:
    words, order = translator(LANGUAGE), list(PeriodState)
    at = order.index(state)
    return [
        (word(words, phase), "done" if n < at else "current" if n == at else "open")
        for n, phase in enumerate(order)
    ]
