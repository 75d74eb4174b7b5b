"""Any text, as our fonts can print it."""

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.renderers.printable import FONTS, make_drawable, make_printable, print_name

SHOWN = {
    chr(point)
    for first, last in json.loads((FONTS / "characters.json").read_text())
    for point in range(first, last + 1)
}


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_every_letter_of_any_text_has_a_shape(text):
    assert set(make_printable(text)) <= SHOWN
    assert print_name(text).strip()


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Élan, “citaat” – € 5", "Élan, “citaat” – € 5"),
        ("een\ntwee\tdrie", "een twee drie"),
        ("e\u0301e\u0301n", "één"),
        ("Klaar 👍🏽", "Klaar [thumbs up sign]"),
        ("进展", "[U+8FDB U+5C55]"),
        ("\ue000\ud800", "[U+E000 U+D800]"),
        ("a\u202eb\x07c", "abc"),
        ("Отчёт דוח", "Отчёт דוח"),
    ],
)
def test_what_no_font_shows_is_told_by_its_name_or_its_number(text, printed):
    assert make_printable(text) == printed


def test_long_words_break_and_words_of_a_dictionary_do_not():
    assert "\u200b" not in make_printable("Rijkssamenwerkingsovereenkomsten van 2023-2026")
    pieces = make_printable("x" * 10_000).split("\u200b")
    assert max(map(len, pieces)) <= 8
    assert make_printable("https://voorbeeld.nl/een/lang/pad").split("\u200b")[-1] == "pad"


def test_a_mark_stays_with_its_letter_and_out_of_drawings():
    zalgo = "Z" + "\u0321\u0334\u035d" * 40
    assert not any(unicodedata.combining(piece[0]) for piece in make_printable(zalgo).split("\u200b"))
    assert make_drawable(f"<text>{zalgo}</text>") == "<text>Z</text>"
