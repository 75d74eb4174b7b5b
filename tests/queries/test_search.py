"""Searching: what is found, in which order, and what stays out; the same on both databases."""

import pytest
import sqlalchemy as sa

from app.actions import pilot_site, search_entry
from app.actions.audit_log import AuditContext
from app.actions.status_update import StatusUpdateInput, submit
from app.domain.status import Status
from app.domain.stem import read_terms
from app.queries.search import PAGE_SIZE, search
from app.tables import metadata
from tests.cast import TODAY, at

ENTRY = metadata.tables["search_entry"]
BESLUIT = "Besluit: plaats van het tweede buurthuis"


def titles(session, asked, readable=None, **values):
    return [one.title for one in search(session, read_terms(asked), readable, **values)]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("HANDREIKING", ["Handreiking buurthuizen"]),
        ("buurthuis", [BESLUIT, "Handreiking buurthuizen", "Opening van het eerste buurthuis"]),
        ("buurthuizen tweede", [BESLUIT]),
        ("Meedoen", ["Meedoen"]),
        ("Lindelaan", ["Opening van het eerste buurthuis"]),
        ("vrijwilliger", ["Training voor vrijwilligers", "Vrijwilligers", "Vrijwilligers per bezoeker"]),
        ("stichting", ["Stichting Buurtfonds"]),
        ("lindewijk", ["De Lindewijk"]),
        ("linde\u00adwijk", ["De Lindewijk"]),
        ("bewoners meeschrijven", ["Handreiking buurthuizen"]),
        ("niets van dit alles", []),
    ],
)
def test_a_thing_is_found_by_its_words_however_they_are_bent(session, asked, expected):
    assert titles(session, asked) == expected


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
    assert PAGE_SIZE == 50


def test_words_are_found_as_soon_as_they_were_saved(database, cast):
    with database.writing() as session:
        update = StatusUpdateInput(Status.IN_PROGRESS, 4, TODAY, text="De coördinatoren lazen mee.")
        submit(session, AuditContext(cast.bram, at(TODAY), "test"), cast["handbook"], update, today=TODAY)
    with database.reading() as session:
        assert titles(session, "coordinator") == ["Handreiking buurthuizen"]


def test_words_of_a_change_that_was_taken_back_are_not_found(database, cast):
    with pytest.raises(ZeroDivisionError), database.writing() as session:
        update = StatusUpdateInput(Status.IN_PROGRESS, 4, TODAY, text="De coördinatoren lazen mee.")
        submit(session, AuditContext(cast.bram, at(TODAY), "test"), cast["handbook"], update, today=TODAY)
        search_entry.write_outdated(session)
        raise ZeroDivisionError
    with database.reading() as session:
        assert titles(session, "coordinator") == []


def test_the_words_kept_are_those_that_would_be_made_anew(database, cast):
    query = sa.select(*(c for c in ENTRY.c if c.name != "id")).order_by(ENTRY.c.kind, ENTRY.c.thing_id)
    with database.writing() as session:
        kept = session.execute(query).all()
        search_entry.rebuild(session, cast.programme)
        assert session.execute(query).all() == kept
        assert kept


def test_a_programme_without_words_gets_them(database, cast):
    with database.writing() as session:
        session.execute(sa.delete(ENTRY))
        assert search_entry.build_missing(session) == 1
        assert search_entry.build_missing(session) == 0
        assert titles(session, "handreiking") == ["Handreiking buurthuizen"]


def test_a_word_is_found_with_the_signs_in_it_that_nobody_sees(database, cast):
    office = AuditContext(cast.noor, at(TODAY), "test")
    with database.writing() as session:
        pilot_site.add(session, office, cast.programme, name="De Berg\u00adwijk\u200b")
    with database.reading() as session:
        assert titles(session, "bergwijk") == ["De Berg\u00adwijk\u200b"]
