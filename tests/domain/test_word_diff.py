"""What changed between two texts, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.word_diff import Change, word_diff


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Het gaat goed.", "Het gaat goed.", [(Change.SAME, "Het gaat goed.")]),
        (
            "Het gaat goed.",
            "Het gaat beter.",
            [(Change.SAME, "Het gaat "), (Change.GONE, "goed."), (Change.NEW, "beter.")],
        ),
        ("", "Nieuw.", [(Change.NEW, "Nieuw.")]),
        ("Weg.", "", [(Change.GONE, "Weg.")]),
    ],
)
def test_words_stay_come_or_go(before, after, told):
    assert [(one.change, one.text) for one in word_diff(before, after)] == told


@given(st.text(" abc\n"), st.text(" abc\n"))
def test_both_texts_can_be_read_back(before, after):
    parts = word_diff(before, after)
    assert "".join(one.text for one in parts if one.change is not Change.NEW) == before
    assert "".join(one.text for one in parts if one.change is not Change.GONE) == after


def test_texts_that_repeat_words_too_often_are_compared_by_paragraph():
    same = "woord " * 300 + "\n"
    before, after = f"Eerst dit.\n{same}Dan dat.\n", f"Nu dit.\n{same}Later dat.\n"
    assert [(one.change, one.text) for one in word_diff(before, after)] == [
        (Change.GONE, "Eerst"),
        (Change.NEW, "Nu"),
        (Change.SAME, f" dit.\n{same}"),
        (Change.GONE, "Dan"),
        (Change.NEW, "Later"),
        (Change.SAME, " dat.\n"),
    ]
