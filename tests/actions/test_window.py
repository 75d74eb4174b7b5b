"""Words of others, and the days that somebody gives them: kept while both stay, else read anew."""

from datetime import date

import pytest

from app.actions.window import NO_WINDOW, phrase_objections, window_facts
from app.domain.refusal import UnreadablePhrase
from app.domain.vague_date import BoundsBy, NamedMoment, OwnBounds

SAID_ON = date(2023, 12, 18)
OWN = OwnBounds(None, date(2024, 3, 31))


def test_words_that_no_rule_understands_are_kept_with_the_days_that_somebody_gives_them():
    facts, _ = window_facts("na de verkiezingen", SAID_ON, own=OWN)
    assert (facts["earliest"], facts["latest"], facts["bounds_by"]) == (None, OWN.latest, BoundsBy.PERSON)
    undated, _ = window_facts("na de verkiezingen", SAID_ON, own=OwnBounds())
    assert (undated["earliest"], undated["latest"], undated["edtf"]) == (None, None, None)


def test_days_that_are_taken_back_leave_the_words_to_the_rules():
    understood, _ = window_facts("na de zomer", SAID_ON, own=OWN)
    again, _ = window_facts("na de zomer", SAID_ON, understood)
    assert (again["latest"], again["bounds_by"]) == (date(2024, 11, 30), BoundsBy.RULES)
    given, _ = window_facts("na de verkiezingen", SAID_ON, own=OWN)
    with pytest.raises(UnreadablePhrase):
        window_facts("na de verkiezingen", SAID_ON, given)


def test_words_read_before_a_moment_was_recorded_keep_their_days():
    before, _ = window_facts("voor het zomerreces", SAID_ON)
    recess = (NamedMoment("zomerreces", 2024, date(2024, 7, 5), date(2024, 9, 1)),)
    assert window_facts("voor het zomerreces", SAID_ON, before, register=recess)[0] == before
    anew, _ = window_facts("voor het zomerreces 2024", SAID_ON, before, register=recess)
    assert (before["latest"], anew["latest"]) == (date(2024, 6, 30), date(2024, 7, 4))


def test_days_without_words_and_days_in_the_wrong_order_are_refused_beside_their_field():
    assert set(phrase_objections("", SAID_ON, NO_WINDOW, own=OWN)) == {"phrase"}
    turned = OwnBounds(date(2024, 5, 1), date(2024, 4, 1))
    assert set(phrase_objections("ooit", SAID_ON, NO_WINDOW, own=turned)) == {"own_latest"}


def test_a_first_day_alone_leaves_the_end_open():
    facts, _ = window_facts("na de verkiezingen", SAID_ON, own=OwnBounds(date(2024, 4, 1), None))
    assert (facts["earliest"], facts["latest"], facts["edtf"]) == (date(2024, 4, 1), None, "2024-04-01/..")


def test_more_words_than_are_kept_are_refused_before_they_are_read():
    assert set(phrase_objections("ooit " * 1000, SAID_ON)) == {"phrase"}
