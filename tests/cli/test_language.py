"""The command line speaks the language of the terminal."""

import pytest

from app.cli import run


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nl_NL.UTF-8", "is geen halfjaar"),
        ("en_GB.UTF-8", "is not a half-year"),
        ("", "is geen halfjaar"),
    ],
)
def test_a_refusal_is_one_line_in_the_language_of_the_terminal(
    language: str, expected: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    if language:
        monkeypatch.setenv("LANG", language)
    assert run(["report", "2023-H9", "--programme", "toekomstscenario"]) == 2
    line = capfd.readouterr().err
    assert line.count("\n") == 1
    assert expected in line


@pytest.mark.parametrize(
    ("called", "expected"),
    [
        ("nergens", "Er is geen opdracht “nergens”."),
        ("person add", "EMAIL ontbreekt. Uitleg: python -m app person add --help"),
        ("report 2023-H2", "--programme ontbreekt. Uitleg: python -m app report --help"),
        ("serve --nergens", "Er is geen optie --nergens."),
        ("serve --port", "--port heeft een waarde nodig."),
        ("serve --with-demo=3", "--with-demo krijgt geen waarde."),
        ("serve --port 99999", "Wat bij --port is opgegeven kan niet worden gebruikt."),
        ("token issue --person a --scope alles", "Wat bij --scope is opgegeven kan niet worden gebruikt."),
        ("migrate nog meer", "Dat is te veel: “nog meer”."),
    ],
)
def test_a_command_that_is_called_wrongly_answers_in_one_dutch_line(
    called: str, expected: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    assert run(called.split()) == 2
    line = capfd.readouterr().err
    assert line.count("\n") == 1
    assert line.startswith(expected)


def test_without_a_command_there_is_help(capfd: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 2
    assert capfd.readouterr().err.startswith("Usage: python -m app")
