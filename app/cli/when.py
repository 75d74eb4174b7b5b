"""`when`: what a date phrase means, a line of JSON each."""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any

import typer

from app.cli.messages import translate
from app.domain.refusal import Conflict, Invalid
from app.domain.vague_date import Register, needs_register, read_promise

commands = typer.Typer()
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class _PhraseQuestion:
    """A phrase and the day on which it was said; `fault` says why it cannot be answered."""

    phrase: str | None
    on: date | None = None
    fault: str = ""


@commands.command()
def when(
    phrases: Annotated[list[str] | None, typer.Argument(metavar="[PHRASE]...")] = None,
    day: Annotated[str | None, typer.Option("--date", metavar="DATE")] = None,
) -> None:
    """Tell what date phrases mean.

    Each answer is {"phrase", "edtf", "earliest", "latest"} or {"phrase", "refused"}. Without phrases, lines
    of {"phrase", "date"} are read from standard input. DATE (YYYY-MM-DD) is the day on which it was said:
    without one, “this autumn” and a phrase without a year are refused. A recess is read with the register of
    named moments of the database, where there is one; else by the rules.
    """
    on = _parse_option(day)
    questions = (_PhraseQuestion(phrase, on) for phrase in phrases) if phrases else _read_lines(on)
    for question in questions:
        # A lone half of a character is no UTF-8; as an escape it is still the same JSON.
        line = json.dumps(_answer(question), ensure_ascii=False).encode("utf-8", "backslashreplace")
        typer.echo(line + b"\n", nl=False)
        sys.stdout.flush()


def _parse_option(day: str | None) -> date | None:
    try:
        return None if day is None else parse_day(day)
    except ValueError as wrong:
        raise typer.BadParameter(str(wrong), param_hint="--date") from None


def _read_lines(on: date | None) -> Iterator[_PhraseQuestion]:
    for line in sys.stdin.buffer:
        if line.strip():
            yield _parse_line(line.decode("utf-8", "replace"), on)


def _parse_line(line: str, on: date | None) -> _PhraseQuestion:
    try:
        content: Any = json.loads(line)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or not isinstance(content.get("phrase"), str):
        fault = 'A line must be JSON such as {"phrase": "begin 2024", "date": "2023-12-18"}.'
        return _PhraseQuestion(None, fault=fault)
    try:
        return _PhraseQuestion(content["phrase"], _parse_date(content.get("date", on)))
    except ValueError as wrong:
        return _PhraseQuestion(content["phrase"], fault=str(wrong))


def _answer(question: _PhraseQuestion) -> dict[str, str | None]:
    if question.phrase is None or question.fault:
        return {"phrase": question.phrase, "refused": question.fault}
    try:
        register = load_register() if needs_register(question.phrase) else ()
        window, _ = read_promise(question.phrase, question.on, register)
    except Invalid as refusal:
        return {"phrase": question.phrase, "refused": translate(refusal.fields["phrase"])}
    return {
        "phrase": question.phrase,
        "edtf": window.edtf,
        "earliest": window.earliest.isoformat() if window.earliest else None,
        "latest": window.latest.isoformat() if window.latest else None,
    }


@cache
def load_register() -> Register:
    """The named moments of the database that is there, the real one or the demonstration; none without one.

    Words that name no recess or holiday never come here, so that these are answered without a database.
    """
    from sqlalchemy.exc import DBAPIError  # late, so that `when` starts fast

    from app.cli.database import find_address_to_read, open_database
    from app.queries.named_moment import read_register

    try:
        with open_database(find_address_to_read()) as database, database.reading() as session:
            return read_register(session)
    except (Conflict, DBAPIError):
        return ()


def parse_day(text: str) -> date:
    """Return the day of a text such as 2023-12-18. Raises `ValueError` for another one."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(f"“{text}” is not a day. Write it as 2023-12-18.")


def _parse_date(given: object) -> date | None:
    if isinstance(given, str):
        return parse_day(given)
    if given is None or isinstance(given, date):
        return given
    raise ValueError("The date must be a text such as 2023-12-18, or null.")
