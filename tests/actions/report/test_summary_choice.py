"""Choosing what the summary of a report tells: kept, traced, never lost between two people."""

import pytest
import sqlalchemy as sa

from app.actions.report import summary_choice
from app.domain.refusal import Conflict, Invalid, NotFound, Stale
from app.domain.report.choice import BY_RULE, Placement
from app.domain.report.tree import Record
from app.queries.report.summary_choice import current_choices
from app.tables import SummaryChoice
from tests.rounds import noor


@pytest.fixture
def fact(cast):
    return Record("deliverable", cast["location"])


def choice_for(session, cast, fact):
    return current_choices(session, cast.period).get(fact, BY_RULE)


def test_the_last_choice_for_a_fact_holds_and_each_leaves_a_trace(session, cast, fact, trail):
    act = noor(cast)
    summary_choice.place_fact(session, act, cast.period, fact, Placement.PINNED, read=0)
    pinned = choice_for(session, cast, fact)
    summary_choice.word_thread(session, act, cast.period, fact, " Het huis is er bijna. ", read=pinned.id)
    worded = choice_for(session, cast, fact)
    assert (worded.placement, worded.text) == (Placement.PINNED, "Het huis is er bijna.")
    last = trail("summary_choice.choose")[0]
    assert (last.was["text"], last.becomes["text"]) == ("", "Het huis is er bijna.")
    assert last.becomes["fact_id"] == fact.id


def test_the_same_choice_again_changes_nothing(session, cast, fact):
    act = noor(cast)
    summary_choice.place_fact(session, act, cast.period, fact, Placement.LEFT_OUT, read=0)
    read = choice_for(session, cast, fact).id
    summary_choice.place_fact(session, act, cast.period, fact, Placement.LEFT_OUT, read=read)
    assert choice_for(session, cast, fact).id == read


def test_who_is_second_is_told_what_was_chosen_meanwhile(session, cast, fact):
    act = noor(cast)
    summary_choice.place_fact(session, act, cast.period, fact, Placement.PINNED, read=0)
    with pytest.raises(Stale) as refused:
        summary_choice.word_thread(session, act, cast.period, fact, "Mijn zin.", read=0)
    assert refused.value.current.placement is Placement.PINNED


def test_threads_are_arranged_as_a_whole(session, cast, fact):
    act, other = noor(cast), Record("deliverable", cast["handbook"])
    summary_choice.arrange_threads(session, act, cast.period, [other, fact], read=0)
    positions = {key: choice.position for key, choice in current_choices(session, cast.period).items()}
    assert positions == {other: 1, fact: 2}
    with pytest.raises(Stale):
        summary_choice.arrange_threads(session, act, cast.period, [fact, other], read=0)


def test_a_fact_is_told_together_with_another_of_the_programme_only(session, cast, fact):
    act, other = noor(cast), Record("deliverable", cast["handbook"])
    summary_choice.tell_together(session, act, cast.period, fact, other, read=0)
    assert choice_for(session, cast, fact).together_with == other.id
    read = choice_for(session, cast, fact).id
    for wrong in (fact, Record("deliverable", 999_999)):
        with pytest.raises(NotFound):
            summary_choice.tell_together(session, act, cast.period, fact, wrong, read=read)


def test_what_the_programme_does_not_have_cannot_be_chosen(session, cast):
    for wrong in (Record("deliverable", 999_999), Record("person", cast.noor)):
        with pytest.raises(NotFound):
            summary_choice.place_fact(session, noor(cast), cast.period, wrong, Placement.PINNED, read=0)
    assert session.scalar(sa.select(sa.func.count()).select_from(SummaryChoice)) == 0


def test_a_text_that_is_too_long_is_refused_beside_its_field(session, cast, fact):
    with pytest.raises(Invalid) as refused:
        summary_choice.word_thread(session, noor(cast), cast.period, fact, "x" * 2001, read=0)
    assert set(refused.value.fields) == {"text"}


def test_in_review_nothing_is_chosen_any_more(session, cast, fact, in_review):
    with pytest.raises(Conflict):
        summary_choice.place_fact(session, noor(cast), cast.period, fact, Placement.PINNED, read=0)
