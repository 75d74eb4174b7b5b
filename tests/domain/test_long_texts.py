"""What is done with a long text grows with its length, and not with the square of it."""

import sys
from datetime import date
from itertools import pairwise
from time import process_time

import pytest

from app.domain.editorial_check.moments import find_moments
from app.domain.editorial_check.reading import split_clauses
from app.domain.editorial_check.sentence import split_sentences
from app.domain.report.tree import Record
from app.domain.word_diff import MOST_PAIRS, WordChange, diff_words
from app.readers.written import read_blocks

LENGTH, TIMES, MOST = 4_000, 4, 8
"""Four times as long may take eight times as much; by the square it would be sixteen."""


def prose(length):
    """Sentences of words that keep coming back, in another order each time."""
    words = "het programma heeft de handreiking begin 2024 klaar en vraagt om een plan van aanpak".split()
    rows = [
        " ".join(words[(7 * line + 5 * at * (line + 1)) % len(words)] for at in range(12)).capitalize() + "."
        for line in range(length // 60)
    ]
    return "".join(text + ("\n\n" if line % 9 == 8 else " ") for line, text in enumerate(rows))


TEXTS = {
    "prose": prose,
    "one word": lambda length: "woord " * (length // 6),
    "dates": lambda length: "begin 2024, medio 2025, Q3 2024 en 12 maart 2023. " * (length // 50),
    "one long sentence": lambda length: "begin 2024 en medio 2025 " * (length // 25),
    "empty lines": lambda length: "a\n\n" * (length // 3),
    "one long line": lambda length: "x" * length,
    "marks": lambda length: "- " * (length // 2),
}


def calls(work):
    """How many functions are called, ours and Python's own: the same at every run."""
    count, before = 0, sys.getprofile()

    def note(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def changed(text):
    """The same text with every seventh word another one, and its beginning at its end."""
    words = [word if at % 7 else f"{word}x" for at, word in enumerate(text.split(" "))]
    return " ".join(words[len(words) // 3 :] + words[: len(words) // 3])


def compared(text):
    diff_words(text, changed(text))


def checked(text):
    for sentence in split_sentences(text):
        split_clauses(sentence.text, [])
        list(find_moments(sentence.text, date(2023, 12, 18)))


def drawn(text):
    read_blocks(text, Record("section_text", 1))


@pytest.mark.parametrize("work", [compared, checked, drawn])
@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_four_times_as_long_takes_at_most_eight_times_as_long(work, kind):
    short, long = (TEXTS[kind](LENGTH * times) for times in (1, TIMES))
    work(short)  # what is kept for the next time is kept before both
    assert calls(lambda: work(long)) <= MOST * calls(lambda: work(short)) + 1000


def test_empty_lines_take_no_time():
    """A regular expression calls nothing that could be counted."""

    def least(length):
        moments = [process_time()]
        for _ in range(3):
            list(split_sentences("\n" * length))
            moments.append(process_time())
        return min(after - before for before, after in pairwise(moments))

    assert least(80_000) <= 10 * least(20_000) + 0.05


@pytest.mark.parametrize("kind", TEXTS)
def test_both_long_texts_can_be_read_back_from_their_diff(kind):
    before = TEXTS[kind](20_000)
    after = changed(before)
    assert len(before.split()) ** 2 > MOST_PAIRS or kind == "one long line"
    parts = diff_words(before, after)
    assert "".join(part.text for part in parts if part.change is not WordChange.NEW) == before
    assert "".join(part.text for part in parts if part.change is not WordChange.GONE) == after


def test_one_changed_word_in_a_long_text_is_shown_as_one_word():
    before = prose(50_000)
    at = before.index("vraagt", 25_000)
    after = f"{before[:at]}verzoekt{before[at + len('vraagt') :]}"
    changes = [run for run in diff_words(before, after) if run.change is not WordChange.SAME]
    assert [(change.change, change.text) for change in changes] == [
        (WordChange.GONE, "vraagt"),
        (WordChange.NEW, "verzoekt"),
    ]


def test_changed_words_throughout_a_long_text_are_shown_one_by_one():
    before = prose(20_000)
    words = before.split(" ")
    after = " ".join(f"{word}x" if at % 40 == 20 else word for at, word in enumerate(words))
    gone = [run.text for run in diff_words(before, after) if run.change is WordChange.GONE]
    assert len(gone) > 30
    assert max(map(len, gone)) < 40
