"""`python -m app check`: texts in, a line of JSON each out, judged as part of their report."""

import json
from io import BytesIO, TextIOWrapper

import pytest

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])

FALSE = "De klimaatkaart is klaar. De handreiking laadpalen verscheen in mei 2023."
TRUE = "De klimaatkaart is klaar. De handreiking laadpalen verscheen in maart 2023."


@pytest.fixture
def check(on, demo_database, monkeypatch):
    """`check(line, line)`: what the command answers over the demonstration."""

    def ask(*lines):
        written = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(written.encode())))
        code, out, _ = on(demo_database)("check")
        assert code == 0
        return [json.loads(line) for line in out.splitlines()]

    return ask


def question(text, section="summary", half_year="2023-H2", programme="voorbeeld"):
    return {"programme": programme, "halfYear": half_year, "section": section, "text": text}


def test_each_text_is_answered_with_what_contradicts_the_data(check):
    false, true = check(question(FALSE), question(TRUE))
    assert true == {"findings": []}
    (finding,) = false["findings"]
    assert finding["sentence"] == "De handreiking laadpalen verscheen in mei 2023."
    assert "15 maart 2023" in finding["message"]
    assert finding["record"]["type"] == "deliverable"
    mended = finding["sentence"].replace(finding["fix"]["replace"], finding["fix"]["by"])
    assert mended == "De handreiking laadpalen verscheen op 15 maart 2023."


def test_an_adopted_report_is_judged_by_what_was_known_then(check):
    then, now = check(
        question("De handreiking laadpalen is opgeleverd.", "action-line:1", "2022-H2"),
        question("De handreiking laadpalen is opgeleverd.", "action-line:1", "2023-H2"),
    )
    assert (len(then["findings"]), now["findings"]) == (1, [])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("geen JSON", "JSON"),
        ('{"programme": "voorbeeld"}', "halfYear"),
        (question("Tekst.", programme="onbekend"), "onbekend"),
        (question("Tekst.", half_year="2019-H1"), "2019-H1"),
        (question("Tekst.", half_year="2023-H3"), "2023-H3"),
    ],
)
def test_a_line_that_cannot_be_judged_is_refused_and_the_next_one_answered(check, line, expected):
    refused, answered = check(line, question(TRUE))
    assert expected in refused["refused"]
    assert answered == {"findings": []}
