"""`check`: what the editorial check finds in a text, a line of JSON each."""

import json
import sys
from dataclasses import dataclass
from datetime import date
from typing import Any

import typer
from sqlmodel import Session

from app.cli.database import find_address_to_read, get_today, open_database
from app.cli.messages import translate
from app.domain.editorial_check import EditorialCheck, Finding
from app.domain.half_year import HalfYear
from app.domain.refusal import Conflict, Invalid, NotFound, Refusal
from app.queries.programme import programme_by_slug
from app.queries.report.draft import draft_facts
from app.queries.reporting_period import is_adopted, period_of_half_year

commands = typer.Typer()
_FIELDS = ("programme", "halfYear", "section", "text")


@dataclass(frozen=True, slots=True)
class _CheckQuestion:
    """A text in Markdown, and the section of the report in which it is to be judged."""

    programme: str
    half_year: str
    section: str
    text: str


@commands.command()
def check() -> None:
    """Tell what in a text contradicts the data.

    Lines of {"programme", "halfYear", "section", "text"} are read from standard input; each text is judged as
    if it stood in that section of that report. Each answer is {"findings": [{"sentence", "message", "record",
    "fix"}]}, or {"refused"} for a line that cannot be judged.
    """
    with open_database(find_address_to_read()) as database, database.reading() as session:
        checks = _Checks(session, get_today(session))
        for line in sys.stdin.buffer:
            if line.strip():
                answer = json.dumps(checks.answer(line.decode("utf-8", "replace")), ensure_ascii=False)
                typer.echo(answer.encode("utf-8", "backslashreplace") + b"\n", nl=False)
                sys.stdout.flush()


class _Checks:
    """The check of each report that is asked for, made once."""

    def __init__(self, session: Session, today: date) -> None:
        self._session, self._today = session, today
        self._by_report: dict[tuple[str, str], EditorialCheck] = {}

    def answer(self, line: str) -> dict[str, Any]:
        """Return what is found in the text of one line, or why it cannot be judged."""
        try:
            question = _parse_line(line)
            report_check = self._of_report(question.programme, question.half_year)
        except Invalid as refusal:
            return {"refused": " ".join(translate(message) for message in refusal.fields.values())}
        except Refusal as refusal:
            return {"refused": translate(refusal.message)}
        findings = report_check.check_section(question.section, question.text)
        return {"findings": [_write_finding(finding) for finding in findings]}

    def _of_report(self, slug: str, half_year: str) -> EditorialCheck:
        key = (slug, half_year)
        if key not in self._by_report:
            self._by_report[key] = self._make(slug, HalfYear.parse(half_year))
        return self._by_report[key]

    def _make(self, slug: str, half_year: HalfYear) -> EditorialCheck:
        programme = programme_by_slug(self._session, slug)
        if programme is None:
            raise NotFound("There is no programme “%(slug)s”.", slug=slug)
        period = period_of_half_year(self._session, programme.id, half_year)
        if period is None:
            raise NotFound("There is no report of %(half_year)s in this programme.", half_year=half_year)
        day = None if is_adopted(period) else self._today
        return EditorialCheck(draft_facts(self._session, programme, period, day))


def _parse_line(line: str) -> _CheckQuestion:
    try:
        content: Any = json.loads(line)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or not all(isinstance(content.get(name), str) for name in _FIELDS):
        raise Conflict("A line must be JSON with the texts programme, halfYear, section and text.")
    return _CheckQuestion(*(content[name] for name in _FIELDS))


def _write_finding(finding: Finding) -> dict[str, Any]:
    return {
        "sentence": finding.sentence,
        "message": translate(finding.message),
        "record": {"type": finding.record.type, "id": finding.record.id},
        "fix": {"replace": finding.quote, "by": finding.instead} if finding.instead else None,
    }
