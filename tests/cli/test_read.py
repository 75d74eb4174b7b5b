"""`python -m app read`: what an existing report promises, for people and for programs."""

import json

import pytest

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])
REPORT = """# Leren in de wijk
Het handboek voor huisbezoek is naar verwachting begin 2023 gereed.
De modelverordening volgt na de verkiezingen.
"""


@pytest.fixture
def report(tmp_path):
    file = tmp_path / "verslag.txt"
    file.write_text(REPORT)
    return str(file)


def test_as_json_each_promise_has_its_words_bounds_and_sentence(on, empty_database, report):
    code, out, _ = on(empty_database)("read", report, "--date", "2022-06-01", "--json")
    handbook, rules = json.loads(out)
    assert code == 0
    assert handbook.pop("title")
    assert handbook == {
        "kind": "deliverable",
        "state": "planned",
        "phrase": "begin 2023",
        "edtf": "2023-01~/2023-03~",
        "earliest": "2023-01-01",
        "latest": "2023-03-31",
        "firmness": "expected",
        "quote": "Het handboek voor huisbezoek is naar verwachting begin 2023 gereed.",
        "section": "Leren in de wijk",
        "place": "alinea 2",
    }
    assert (rules["phrase"], rules["earliest"], rules["latest"]) == ("na de verkiezingen", None, None)


def test_for_people_each_promise_stands_under_its_section(on, empty_database, report):
    code, out, _ = on(empty_database)("read", report, "--date", "2022-06-01")
    assert code == 0
    assert "begin 2023 (van 1 januari 2023 tot en met 31 maart 2023)" in out
    assert "- Handboek voor huisbezoek (product)" in out
    assert "Niet begrepen: “na de verkiezingen”" in out
    assert out.index("Leren in de wijk") < out.index("begin 2023")


@pytest.mark.parametrize(
    ("file", "day", "words"),
    [
        ("er-is-niets.txt", "2022-06-01", "kan niet worden gelezen"),
        ("verslag.txt", "gisteren", "--date"),
        ("verslag.doc", "2022-06-01", ".docx"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(on, empty_database, report, tmp_path, file, day, words):
    (tmp_path / "verslag.doc").write_bytes(b"...")
    code, out, err = on(empty_database)("read", str(tmp_path / file), "--date", day)
    assert (code, out) == (2, "")
    assert words in err
    assert len(err.splitlines()) == 1
