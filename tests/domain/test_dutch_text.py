"""Dutch is written and ordered as Dutch is: IJ is one capital, and an accent does not move a name."""

import pytest

from app.domain.dutch_text import capitalise, order_key, without_capital, without_unseen
from app.domain.wording.words import as_sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("ijkpunten zijn bepaald", "IJkpunten zijn bepaald."),
        ("één kader", "Één kader."),
        ("ijsland", "IJsland."),
        ("", ""),
    ],
)
def test_a_sentence_begins_with_a_capital(text, sentence):
    assert as_sentence(text) == sentence


@pytest.mark.parametrize("text", ["ijkpunten", "ijs", "iets", "éénmalig"])
def test_a_capital_is_put_on_and_taken_off(text):
    assert without_capital(capitalise(text)) == text


def test_names_are_ordered_as_people_look_for_them():
    names = ["Zeeland", "IJsselmonde", "álvarez", "Iking", "Ibe", "Ålund", "de Vries", "Éva", "Eva"]
    ordered = ["Ålund", "álvarez", "de Vries", "Eva", "Éva", "Ibe", "IJsselmonde", "Iking", "Zeeland"]
    assert sorted(names, key=order_key) == ordered


def test_signs_that_nobody_sees_are_left_out_of_comparing_and_no_others():
    pasted = "\ufeffhand\u00adrei\u200bking\u200e \u2013 Z\u2011A"
    assert without_unseen(pasted) == "handreiking \u2013 Z\u2011A"
