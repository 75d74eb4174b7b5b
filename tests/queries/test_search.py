"""Searching: what is found, in which order, and what stays out; the same on both databases."""

import pytest
import sqlalchemy as sa

from app.actions import search_entry
from app.actions.act import Act
from app.actions.status_update import Said, submit
from app.domain.status import Status
from app.domain.stem import terms
from app.queries.search import AT_ONCE, are_words_due, search
from app.tables import SearchEntry
from tests.cast import TODAY, at

ENTRY = SearchEntry.__table__
BESLUIT = "Besluit: plaats van het tweede buurthuis"


def titles(session, asked, readable=None, **more):
    return [one.title for one in search(session, terms(asked), readable, **more)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("HANDREIKING", ["Handreiking buurthuizen"]),
        ("buurthuis", [BESLUIT, "Handreiking buurthuizen", "Opening van het eerste buurthuis"]),
        ("buurthuizen tweede", [BESLUIT]),
        ("Meedoen", ["Meedoen"]),
        ("Lindelaan", ["Opening van het eerste buurthuis"]),
        ("vrijwilliger", ["Training voor vrijwilligers", "Vrijwilligers", "Vrijwilligers per bezoeker"]),
        ("stichting", ["Stichting Buurtfonds"]),
        ("lindewijk", ["De Lindewijk"]),
        ("bewoners meeschrijven", ["Handreiking buurthuizen"]),
        ("niets van dit alles", []),
    ],
)
def test_a_thing_is_found_by_its_words_however_they_are_bent(session, asked, found):
    assert titles(session, asked) == found


def test_what_has_the_words_in_its_title_comes_before_what_has_them_in_its_text(session, cast):
    assert titles(session, "bewoner") == ["Onderzoek onder bewoners", "Handreiking buurthuizen"]


@pytest.mark.parametrize(
    "asked", ["' OR 1=1 --", '"', "*", "title_stems : x", "a AND", "NEAR(", "x:* & !y", "((", "\\"]
)
def test_nothing_that_is_typed_says_more_than_words(session, asked):
    assert isinstance(titles(session, asked), list)


def test_only_what_one_may_read_is_found(session, cast):
    assert titles(session, "handreiking", [cast.programme]) != []
    assert titles(session, "handreiking", [cast.programme + 1]) == []
    assert titles(session, "handreiking", []) == []


def test_a_kind_can_be_asked_for_and_a_page(session):
    assert titles(session, "buurt", kinds=["project"]) == ["Buurtapp"]
    assert titles(session, "buurt", page=2) == []
    assert AT_ONCE == 50


def test_what_was_said_is_found_by_whoever_searches_next(database, cast):
    with database.writing() as session:
        said = Said(Status.IN_PROGRESS, 4, TODAY, text="De coördinatoren lazen mee.")
        submit(session, Act(cast.bram, at(TODAY), "test"), cast["handbook"], said, today=TODAY)
    with database.writing() as session:
        assert are_words_due(session)
        assert search_entry.catch_up(session) == 1
        assert not are_words_due(session)
    with database.reading() as session:
        assert titles(session, "coordinator") == ["Handreiking buurthuizen"]


def test_where_much_changed_everything_is_written_at_once(database, cast, monkeypatch):
    monkeypatch.setattr(search_entry, "MOST_APART", 0)
    with database.writing() as session:
        said = Said(Status.IN_PROGRESS, 4, TODAY, text="De coördinatoren lazen mee.")
        submit(session, Act(cast.bram, at(TODAY), "test"), cast["handbook"], said, today=TODAY)
        assert search_entry.catch_up(session) == 1
        assert titles(session, "coordinator") == ["Handreiking buurthuizen"]


def test_the_words_kept_are_those_that_would_be_made_anew(database, cast):
    asked = sa.select(*(c for c in ENTRY.c if c.name != "id")).order_by(ENTRY.c.kind, ENTRY.c.thing_id)
    with database.writing() as session:
        kept = session.execute(asked).all()
        search_entry.rebuild(session, cast.programme)
        assert session.execute(asked).all() == kept
        assert kept


def test_a_programme_without_words_gets_them(database, cast):
    with database.writing() as session:
        session.execute(sa.delete(ENTRY))
        assert search_entry.ensure(session) == 1
        assert search_entry.ensure(session) == 0
        assert titles(session, "handreiking") == ["Handreiking buurthuizen"]
