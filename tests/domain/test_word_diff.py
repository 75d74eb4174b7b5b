"""What changed between two texts, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.word_diff import WordChange, diff_words


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Het gaat goed.", "Het gaat goed.", [(WordChange.SAME, "Het gaat goed.")]),
        (
            "Het gaat goed.",
            "Het gaat beter.",
            [(WordChange.SAME, "Het gaat "), (WordChange.GONE, "goed."), (WordChange.NEW, "beter.")],
        ),
        ("", "Nieuw.", [(WordChange.NEW, "Nieuw.")]),
        ("Weg.", "", [(WordChange.GONE, "Weg.")]),
    ],
)
def test_words_stay_come_or_go(before, after, expected):
    assert [(run.change, run.text) for run in diff_words(before, after)] == expected


@given(st.text(" abc\n"), st.text(" abc\n"))
def test_both_texts_can_be_read_back(before, after):
    parts = diff_words(before, after)
    assert "".join(part.text for part in parts if part.change is not WordChange.NEW) == before
    assert "".join(part.text for part in parts if part.change is not WordChange.GONE) == after


def test_texts_that_repeat_words_too_often_are_compared_by_paragraph():
    same = "woord " * 300 + "\n"
    before, after = f"Eerst dit.\n{same}Dan dat.\n", f"Nu dit.\n{same}Later dat.\n"
    assert [(run.change, run.text) for run in diff_words(before, after)] == [
        (WordChange.GONE, "Eerst"),
        (WordChange.NEW, "Nu"),
        (WordChange.SAME, f" dit.\n{same}"),
        (WordChange.GONE, "Dan"),
        (WordChange.NEW, "Later"),
        (WordChange.SAME, " dat.\n"),
    ]
