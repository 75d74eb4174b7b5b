"""What the audit trail tells: who did what, from what to what; also of what it has no sentence for."""

from app.domain.wording.trace import refusal_sentence, trace_sentence
from app.templating.wording import words_of

NL = words_of("nl")


def told(action, was=None, becomes=None):
    words = {"office": "programmabureau", "in_progress": "in uitvoering", "planned": "gepland"}
    given = (was or {}, becomes or {}, NL, lambda value: words.get(value, value))
    return trace_sentence("Noor", action, "de Handreiking", *given)


def test_a_moment_that_moved_is_the_whole_sentence():
    moved = told("status_update.submit", {"phrase": "begin 2024"}, {"phrase": "Q2 2024"})
    assert moved == "Noor wijzigde het oplevermoment van de Handreiking van begin 2024 naar Q2 2024."


def test_several_changes_are_told_one_after_another():
    changed = told(
        "status_update.submit",
        {"status": "planned", "phrase": None},
        {"status": "in_progress", "phrase": "Q2 2024"},
    )
    assert changed == (
        "Noor meldde hoe de Handreiking ervoor staat: status van gepland naar in uitvoering; "
        "oplevermoment: Q2 2024."
    )


def test_unchanged_values_are_not_told():
    same = {"status": "planned", "phrase": "Q2 2024"}
    assert told("status_update.submit", same, same) == "Noor meldde hoe de Handreiking ervoor staat."


def test_a_role_is_told_in_its_word():
    assert (
        told("person.grant", {}, {"role": "office"}) == "Noor gaf de Handreiking de rol van programmabureau."
    )


def test_an_action_without_a_sentence_is_told_by_its_name():
    assert told("test.try") == "Noor deed “test.try” bij de Handreiking."


def test_a_refusal_names_what_was_asked():
    sentence = refusal_sentence("Karel", "status_update.create", "de Handreiking", NL)
    assert sentence == "Karel werd geweigerd bij de Handreiking (status_update.create)."


def test_words_that_bring_their_own_full_stop_get_no_second():
    said = told("status_update.submit", {}, {"phrase": "28 november jl."})
    assert said == "Noor meldde hoe de Handreiking ervoor staat: oplevermoment: 28 november jl."
