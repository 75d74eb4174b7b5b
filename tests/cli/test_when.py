"""`python -m app when`: phrases in, a line of JSON each out."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.actions import named_moment
from app.actions.audit_log import AuditContext
from app.actions.named_moment import NamedMomentInput
from app.cli import run
from app.cli.when import load_register
from app.db import Database
from tests.cli.conftest import Command

ROOT = Path(__file__).parents[2]


def _when_asked_on_lines(lines: bytes, *arguments: str) -> tuple[int, list[dict[str, object]]]:
    command = [sys.executable, "-m", "app", "when", *arguments]
    done = subprocess.run(command, input=lines, capture_output=True, cwd=ROOT, check=False)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def test_each_phrase_is_answered_by_a_line_of_json(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["when", "--date", "2023-12-18", "dit najaar", "vóór 1 mei 2024", "binnenkort"]) == 0
    assert [json.loads(line) for line in capfd.readouterr().out.splitlines()] == [
        {"phrase": "dit najaar", "edtf": "2023-23", "earliest": "2023-09-01", "latest": "2023-11-30"},
        {"phrase": "vóór 1 mei 2024", "edtf": "../2024-04-30", "earliest": None, "latest": "2024-04-30"},
        {"phrase": "binnenkort", "edtf": None, "earliest": None, "latest": None},
    ]


def test_lines_of_json_bring_their_own_day_and_a_null_one_refuses_what_is_relative() -> None:
    questions = [
        {"phrase": "volgend jaar", "date": "2016-11-07"},
        {"phrase": "volgend jaar", "date": None},
        {"phrase": "begin 2024", "date": None},
        {"phrase": "volgend jaar"},
    ]
    lines = "\n\n".join(json.dumps(question) for question in questions).encode()
    code, answers = _when_asked_on_lines(lines, "--date", "2023-12-18")
    assert code == 0
    assert [answer.get("latest") for answer in answers] == ["2017-12-31", None, "2024-03-31", "2024-12-31"]
    assert "hangt af van de dag" in str(answers[1]["refused"])


def test_lines_that_make_no_sense_are_refused_and_the_next_is_answered() -> None:
    senseless: list[tuple[bytes, str | None]] = [
        (b"begin 2024", None),
        (b"[1]", None),
        (b'{"phrase": 3}', None),
        (b"\xff\xfe", None),
        (b"[" * 100_000, None),
        (b'{"phrase": "begin 2024", "date": "2024-02-30"}', "begin 2024"),
        (b'{"phrase": "begin 2024", "date": "20240101"}', "begin 2024"),
        (b'{"phrase": "begin 2024", "date": 5}', "begin 2024"),
        (b'{"phrase": "\\ud800", "date": null}', "\ud800"),
        (b'{"phrase": "", "date": null}', ""),
    ]
    lines = b"\n".join(line for line, _ in senseless) + b'\n{"phrase": "2024", "date": null}'
    code, answers = _when_asked_on_lines(lines)
    assert code == 0
    assert [(answer["phrase"], bool(answer.get("refused"))) for answer in answers] == [
        *((phrase, True) for _, phrase in senseless),
        ("2024", False),
    ]


@pytest.mark.parametrize(
    "arguments",
    [["when", "--date", "18-12-2023", "2024"], ["when", "--dat", "x"], ["when", "--date"], ["whenever"]],
)
def test_unusable_arguments_are_refused_in_one_line_with_exit_code_2(
    arguments: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    out, err = capfd.readouterr()
    assert (out, err.count("\n")) == ("", 1)


def test_the_words_of_firmness_may_stand_around_the_phrase(capfd: pytest.CaptureFixture[str]) -> None:
    run(["when", "naar verwachting begin 2024"])
    assert json.loads(capfd.readouterr().out) == {
        "phrase": "naar verwachting begin 2024",
        "edtf": "2024-01~/2024-03~",
        "earliest": "2024-01-01",
        "latest": "2024-03-31",
    }


def test_the_command_when_does_not_import_the_database() -> None:
    program = "import sys; from app.cli import run; run(['when', '2024']); print('sqlalchemy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, cwd=ROOT, check=True, text=True
    )
    assert done.stdout.splitlines()[-1] == "False"


def test_a_recess_is_read_with_the_register_of_the_database_that_is_there(
    database: Database, on: Callable[..., Command]
) -> None:
    when = on(database)
    load_register.cache_clear()
    question = ("when", "voor het zomerreces", "--date", "2023-12-18")
    assert json.loads(when(*question).out)["latest"] == "2024-06-30"
    with database.writing() as session:
        recess = NamedMomentInput("zomerreces", date(2024, 7, 5), date(2024, 9, 1))
        named_moment.add(session, AuditContext(None, datetime(2023, 12, 18, tzinfo=UTC), "test"), recess)
    load_register.cache_clear()
    assert json.loads(when(*question).out)["latest"] == "2024-07-04"
    load_register.cache_clear()
