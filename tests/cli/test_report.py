"""`python -m app report`: the report as text, or one line that says why not."""

import json

import pytest

from app.cli import run
from app.settings import settings


@pytest.fixture(autouse=True)
def here(database, monkeypatch):
    """The command looks into the database of the cast, on whatever day it is."""
    address = database.url.render_as_string(hide_password=False)
    monkeypatch.setenv("MIJLPAAL_DATABASE_URL", address)
    settings.cache_clear()
    yield
    settings.cache_clear()


def report(*arguments):
    return run(["report", *arguments])


def test_a_report_goes_to_standard_output(capsys):
    assert report("2023-H2", "--programme", "buurtkracht", "--format", "md") == 0
    assert capsys.readouterr().out.startswith(
        "# Eerste voortgangsrapportage, tweede helft van 2023\n\nBuurtkracht\n"
    )


def test_a_report_without_a_format_is_html_in_dutch(capsys):
    assert report("2023-H2", "--programme", "buurtkracht") == 0
    assert capsys.readouterr().out.startswith('<!DOCTYPE html>\n<html lang="nl">')


def test_a_report_goes_into_a_file_in_english(tmp_path, capsys):
    file = tmp_path / "report.json"
    arguments = ("2023-h2", "--programme", "buurtkracht", "--format", "json", "--language", "en")
    assert report(*arguments, "--output", str(file)) == 0
    assert capsys.readouterr().out == ""
    content = json.loads(file.read_text("utf-8"))
    assert (content["halfYear"], content["language"]) == ("2023-H2", "en")


def test_a_report_goes_into_a_folder_under_its_own_name(tmp_path):
    assert report("2023-H2", "--programme", "buurtkracht", "--format", "md", "--output", str(tmp_path)) == 0
    assert [file.name for file in tmp_path.iterdir()] == ["buurtkracht-2023-H2-concept-0.1.md"]


def test_an_earlier_day_tells_what_was_known_then(capsys):
    arguments = ("2023-H2", "--programme", "buurtkracht", "--format", "md")
    report(*arguments)
    assert "Verschoven van najaar 2023 naar begin 2024" in capsys.readouterr().out
    report(*arguments, "--as-of", "2023-06-30")
    assert "Verschoven van" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("2023-H3", "--programme", "buurtkracht"), "is geen halfjaar"),
        (("2019-H1", "--programme", "buurtkracht"), "geen rapportage over 2019-H1"),
        (("2023-H2", "--programme", "onbekend"), "“onbekend” bestaat niet"),
        (("2023-H2", "--programme", "buurtkracht", "--format", "xlsx"), "Kies uit: html, pdf, "),
        (("2023-H2", "--programme", "buurtkracht", "--language", "fr"), "Kies uit: nl, en"),
        (("2023-H2", "--programme", "buurtkracht", "--as-of", "gisteren"), "is geen dag"),
        (("2023-H2", "--programme", "buurtkracht", "--as-of", "2023-W50-1"), "is geen dag"),
        (("2023-H2", "--programme", "buurtkracht", "--output", "/proc"), "kan niet worden geschreven"),
        (
            ("2023-H2", "--programme", "buurtkracht", "--output", "/nergens/r.md"),
            "kan niet worden geschreven",
        ),
        (("2023-H2", "--programme", "buurtkracht", "--as-of", "2999-01-01"), "moet nog komen"),
        (("2023-H2",), "--programme"),
    ],
)
def test_a_report_that_cannot_be_composed_is_refused_in_one_line_with_exit_code_2(
    arguments, expected, capsys
):
    assert report(*arguments) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert expected in output.err
    assert output.err.count("\n") == 1


def test_a_file_is_left_alone_when_there_is_nothing_to_put_in_it(tmp_path):
    file = tmp_path / "report.md"
    file.write_text("van gisteren")
    assert report("2019-H1", "--programme", "buurtkracht", "--output", str(file)) == 2
    assert file.read_text() == "van gisteren"


def test_an_overridden_day_is_refused_outside_the_demo(monkeypatch, capsys):
    monkeypatch.setenv("MIJLPAAL_TODAY", "2023-12-18")
    settings.cache_clear()
    assert report("2023-H2", "--programme", "buurtkracht") == 2
    assert "geen demonstratie" in capsys.readouterr().err
