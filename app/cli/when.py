"""`when`: what a date phrase means, a line of JSON each."""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any

import typer

from app.cli._language import in_words
from app.domain.refusal import Invalid
from app.domain.vague_date import VagueDate, read_promise

commands = typer.Typer()
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@commands.command()
def when(
    phrases: Annotated[list[str] | None, typer.Argument(metavar="[PHRASE]...")] = None,
    day: Annotated[str | None, typer.Option("--date", metavar="DATE")] = None,
) -> None:
    """Tell what date phrases mean.

    Each answer is {"phrase", "edtf", "earliest", "latest"} or {"phrase", "refused"}. Without phrases, lines
    of {"phrase", "date"} are read from standard input. DATE (YYYY-MM-DD) is the day on which it was said:
    without one, “this autumn” and a phrase without a year are refused.
    """
    on = _day_given(day)
    asked = ((phrase, on) for phrase in phrases) if phrases else _lines(on)
    for answer in _answers(asked):
        # A lone half of a character is no UTF-8; as an escape it is still the same JSON.
        line = json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace")
        typer.echo(line + b"\n", nl=False)
        sys.stdout.flush()


def _day_given(day: str | None) -> date | None:
    try:
        return None if day is None else _as_day(day)
    except ValueError as wrong:
        raise typer.BadParameter(str(wrong), param_hint="--date") from None


def _lines(on: date | None) -> Iterator[tuple[str | None, date | ValueError | None]]:
    for line in sys.stdin.buffer:
        if line.strip():
            yield _question(line.decode("utf-8", "replace"), on)


def _question(line: str, on: date | None) -> tuple[str | None, date | ValueError | None]:
    """The phrase and the day of one line; a ValueError in place of the day says what is wrong."""
    try:
        asked: Any = json.loads(line)
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict) or not isinstance(asked.get("phrase"), str):
        return None, ValueError('A line must be JSON such as {"phrase": "begin 2024", "date": "2023-12-18"}.')
    given = asked.get("date", on)
    try:
        return asked["phrase"], _as_day(given) if isinstance(given, str) else _as_nothing(given)
    except ValueError as wrong:
        return asked["phrase"], wrong


def _answers(asked: Iterable[tuple[str | None, date | ValueError | None]]) -> Iterator[dict[str, Any]]:
    for phrase, on in asked:
        if phrase is None or isinstance(on, ValueError):
            yield {"phrase": phrase, "refused": str(on)}
            continue
        try:
            value, _ = read_promise(phrase, on)
        except Invalid as refusal:
            yield {"phrase": phrase, "refused": in_words(refusal.fields["phrase"])}
        else:
            yield _answer(phrase, value)


def _answer(phrase: str, value: VagueDate) -> dict[str, str | None]:
    return {
        "phrase": phrase,
        "edtf": value.edtf,
        "earliest": value.earliest.isoformat() if value.earliest else None,
        "latest": value.latest.isoformat() if value.latest else None,
    }


def _as_day(text: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(f"“{text}” is not a day. Write it as 2023-12-18.")


def _as_nothing(given: object) -> date | None:
    if given is None or isinstance(given, date):
        return given
    raise ValueError("The date must be a text such as 2023-12-18, or null.")
