"""The command line speaks the language of the terminal."""

import pytest

from app.cli import run


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl_NL.UTF-8", "is geen halfjaar"),
        ("en_GB.UTF-8", "is not a half-year"),
        ("", "is geen halfjaar"),
    ],
)
def test_a_refusal_is_one_line_in_the_language_of_the_terminal(
    language: str, said: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    if language:
        monkeypatch.setenv("LANG", language)
    assert run(["report", "2023-H9", "--programme", "toekomstscenario"]) == 2
    line = capfd.readouterr().err
    assert line.count("\n") == 1
    assert said in line
