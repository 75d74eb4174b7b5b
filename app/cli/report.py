"""`report`: the report of a half-year, as a file or to standard output."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from app.cli._database import opened
from app.cli._today import today
from app.domain.half_year import HalfYear
from app.domain.refusal import Conflict, Invalid, NotFound
from app.domain.report import Report, compose
from app.queries.programme import programme_by_slug
from app.queries.report import facts, is_adopted, period_of
from app.renderers import FORMATS, format_named
from app.templating import LANGUAGES
from app.templating.wording import words_of

commands = typer.Typer()


@commands.command()
def report(
    half_year: Annotated[str, typer.Argument(help="The half-year, as 2023-H2.")],
    programme: Annotated[str, typer.Option(help="The short name of the programme in its addresses.")],
    format: Annotated[str, typer.Option(help=f"One of: {', '.join(FORMATS)}.")] = "html",
    language: Annotated[str, typer.Option(help=f"One of: {', '.join(LANGUAGES)}.")] = "nl",
    as_of: Annotated[str, typer.Option(help="As known on this day, as 2023-12-18; today without it.")] = "",
    output: Annotated[Path | None, typer.Option(help="The file; standard output without it.")] = None,
) -> None:
    """Compose the report of a half-year."""
    asked, written, day = HalfYear.parse(half_year), format_named(format), _day(as_of)
    if language not in LANGUAGES:
        raise Invalid.because(
            "language",
            "“%(name)s” is no language of a report. Choose from: %(known)s.",
            name=language,
            known=", ".join(LANGUAGES),
        )
    with opened() as database, database.reading() as session:
        text = written.write(_composed(session, programme, asked, day, language))
    if output is None:
        typer.echo(text, nl=False)
        return
    try:
        output.write_text(text, "utf-8")
    except OSError as wrong:
        why = wrong.strerror or str(wrong)
        raise Conflict("“%(file)s” cannot be written: %(why)s.", file=output, why=why) from wrong


def _composed(session: Session, slug: str, half_year: HalfYear, day: date | None, language: str) -> Report:
    programme = programme_by_slug(session, slug)
    if programme is None:
        raise NotFound("There is no programme “%(slug)s”.", slug=slug)
    period = period_of(session, programme.id, half_year)
    if period is None:
        raise NotFound("There is no report of %(half_year)s in this programme.", half_year=half_year)
    now = today(session)
    if day is not None and day > now:
        raise Invalid.because("as_of", "This day is still to come. Choose today or earlier.")
    told = facts(session, programme, period, day or (None if is_adopted(period) else now))
    return compose(told, words_of(language, told.period.report_date))


def _day(typed: str) -> date | None:
    if not typed:
        return None
    try:
        return datetime.strptime(typed, "%Y-%m-%d").date()  # noqa: DTZ007 - only the day is kept
    except ValueError as wrong:
        raise Invalid.because("as_of", "“%(typed)s” is no day. Write 2023-12-18.", typed=typed) from wrong
