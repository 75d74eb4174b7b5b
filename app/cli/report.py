"""`report`: the report of a half-year, as a file or to standard output."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from app.cli.database import act_now, find_address_to_read, get_today, open_database
from app.db import Database
from app.domain.half_year import HalfYear
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import Conflict, Invalid, NotFound, Unavailable
from app.filing import DatabaseSessions, Filing, ReportDraft
from app.queries.installation import demo_today
from app.queries.programme import ProgrammeRow, programme_by_slug
from app.queries.report.archive import FiledReport, frozen_versions
from app.queries.reporting_period import PeriodRow, is_adopted, is_fixed, period_of_half_year
from app.renderers.apart import RenderingFailed, write_here
from app.renderers.archive import FORMAT_NAMES, format_named
from app.settings import settings
from app.templating import LANGUAGES

commands = typer.Typer()


@commands.command()
def report(
    half_year: Annotated[str, typer.Argument(help="The half-year, as 2023-H2.")],
    programme: Annotated[str, typer.Option(help="The short name of the programme in its addresses.")],
    format: Annotated[str, typer.Option(help=f"One of: {', '.join(FORMAT_NAMES)}.")] = "html",
    language: Annotated[str, typer.Option(help=f"One of: {', '.join(LANGUAGES)}.")] = DEFAULT_LANGUAGE,
    as_of: Annotated[str, typer.Option(help="As known on this day, as 2023-12-18; today without it.")] = "",
    output: Annotated[
        Path | None, typer.Option(help="The file, or a folder to put it in; standard output without it.")
    ] = None,
) -> None:
    """Compose the report of a half-year, or give the adopted one: the same bytes as its page hands out."""
    period, day = HalfYear.parse(half_year), _parse_day(as_of)
    format_named(format)
    if language not in LANGUAGES:
        raise Invalid.because(
            "language",
            "“%(name)s” is no language of a report. Choose from: %(known)s.",
            name=language,
            known=", ".join(LANGUAGES),
        )
    with open_database(find_address_to_read()) as database:
        name, content = _get_file(database, (programme, period, day), format, language)
    if output is not None and output.is_dir():
        output /= name
    if output is None:
        typer.echo(content, nl=False)
        return
    try:
        output.write_bytes(content)
    except OSError as wrong:
        why = wrong.strerror or str(wrong)
        raise Conflict("“%(file)s” cannot be written: %(why)s.", file=output, why=why) from wrong


def _get_file(
    database: Database, request: tuple[str, HalfYear, date | None], format: str, language: str
) -> tuple[str, bytes]:
    """The name and the bytes of a file: of an adopted report made and kept at the first request."""
    with database.reading() as session:
        programme, period, day = _find(session, *request)
        frozen = frozen_versions(session, period)[-1] if is_adopted(period) else None
        is_demo = demo_today(session) is not None
    filing = Filing(DatabaseSessions(database), settings(is_demo=is_demo), lambda: act_now().at, write_here)
    try:
        if frozen is None:
            report, content = filing.write_draft(ReportDraft(programme, period, day), format, language)
            return format_named(format).name_file(report), content
        file = filing.keep(act_now(), frozen.id, format, language)
    except RenderingFailed as failed:
        raise Unavailable("This file cannot be made: %(why)s", why=failed) from failed
    return FiledReport(programme, period, frozen).name_file(format, language), file.content


def _find(
    session: Session, slug: str, half_year: HalfYear, day: date | None
) -> tuple[ProgrammeRow, PeriodRow, date | None]:
    programme = programme_by_slug(session, slug)
    if programme is None:
        raise NotFound("There is no programme “%(slug)s”.", slug=slug)
    period = period_of_half_year(session, programme.id, half_year)
    if period is None:
        raise NotFound("There is no report of %(half_year)s in this programme.", half_year=half_year)
    now = get_today(session)
    if day is not None and day > now:
        raise Invalid.because("as_of", "This day is still to come. Choose today or earlier.")
    if day is not None and is_adopted(period):
        raise Conflict("This report is in review or adopted: it says what it says, whatever the day.")
    return programme, period, day or (None if is_fixed(period) else now)


def _parse_day(typed: str) -> date | None:
    if not typed:
        return None
    try:
        return datetime.strptime(typed, "%Y-%m-%d").date()  # noqa: DTZ007 - only the day is kept
    except ValueError as wrong:
        raise Invalid.because("as_of", "“%(typed)s” is no day. Write 2023-12-18.", typed=typed) from wrong
