"""Words as they are searched: accents folded, plurals cut, the same for what is asked and what is kept."""

import pytest

from app.domain.dutch_text import fold
from app.domain.stem import MOST_TERMS, cut_excerpt, mark_terms, read_terms, stem_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("huis", "huizen"),
        ("school", "scholen"),
        ("belofte", "beloften"),
        ("plan", "plannen"),
        ("programma", "programma’s"),
        ("jaar", "jaren"),
        ("gemeente", "gemeenten"),
        ("brief", "brieven"),
        ("kader", "kaders"),
        ("mogelijkheid", "mogelijkheden"),
        ("Coördinatie", "COORDINATIE"),
        ("één", "een"),
        ("hand\u00adrei\u00adking", "handreiking"),
        ("\ufeffbuurt\u200bhuizen\u200e", "buurthuis"),
    ],
)
def test_two_forms_of_a_word_have_one_stem(one, other):
    assert stem_words(one) == stem_words(other)


def test_short_words_and_numbers_stay_as_they_are():
    assert stem_words("Q2 2024 de wet") == ("q2", "2024", "de", "wet")
    assert fold("Ærø ĳ") == "aero ij"


def test_search_words_count_once_and_up_to_a_limit():
    assert read_terms("Huis huizen") == ("huis",)
    assert read_terms("%% -- *") == ()
    assert len(read_terms(" ".join(f"woord{n}" for n in range(20)))) == MOST_TERMS


def test_search_words_are_marked_in_the_text():
    assert mark_terms("Open buurthuizen.", read_terms("buurt")) == (
        ("Open", False),
        (" ", False),
        ("buurthuizen", True),
        (".", False),
    )
    assert mark_terms("Niets", ()) == (("Niets", False),)


def test_an_excerpt_shows_the_text_around_the_search_words():
    long = "woord " * 60 + "buurthuizen zijn open " + "woord " * 60
    assert "buurthuizen zijn open" in cut_excerpt(long, read_terms("buurthuis"))
    assert cut_excerpt(long, read_terms("buurthuis")).startswith("… ")
    assert cut_excerpt(long, ("niets",)).startswith("woord")
    assert cut_excerpt(" kort\n en goed ", ()) == "kort en goed"


def test_a_word_with_unseen_signs_in_it_is_marked_whole():
    text = "De hand\u00adrei\u00adking komt."
    assert mark_terms(text, read_terms("handreiking"))[2] == ("hand\u00adrei\u00adking", True)
    assert "hand\u00adrei\u00adking" in cut_excerpt("woord " * 60 + text, read_terms("handreiking"))
