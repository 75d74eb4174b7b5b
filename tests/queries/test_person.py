"""Who is known, who is signed in, and what they may do."""

import pytest

from app.actions import party, sign_in
from app.actions.audit_log import AuditContext
from app.domain.role import Role
from app.queries.installation import is_empty
from app.queries.person import people, viewer_signed_in
from app.security import hash_secret
from tests.cast import TODAY, at


@pytest.fixture
def viewer(database, cast):
    """`viewer("bram")`: Bram, as he looks at things once he is signed in."""

    def of(name):
        with database.writing() as session:
            cookie = sign_in.begin(session, AuditContext(None, at(TODAY), "test"), cast.person(name))
        with database.reading() as session:
            return viewer_signed_in(session, hash_secret(cookie), at(TODAY))

    return of


def test_everybody_is_listed_with_their_roles(session):
    assert [(person.name, person.roles) for person in people(session)] == [
        ("Noor", ((Role.OFFICE, "Buurtkracht", None),)),
        ("Bram", ((Role.LEAD, "Buurtkracht", None),)),
        ("Iris", ((Role.LEAD, "Buurtkracht", None),)),
        ("Karel", ((Role.SPONSOR, "Buurtkracht", "Buurtfonds"),)),
        ("Vera", ()),
    ]


def test_a_sponsor_is_listed_with_the_words_that_their_programme_uses(database, cast):
    with database.writing() as session:
        act = AuditContext(cast.noor, at(TODAY), "test")
        party.set_wording(session, act, cast.programme, cast.fund, 1, "Ons Fonds")
    with database.reading() as session:
        roles = {person.name: person.roles for person in people(session)}
    assert roles["Karel"] == ((Role.SPONSOR, "Buurtkracht", "Ons Fonds"),)


def test_the_office_may_update_everything_and_a_lead_their_own(viewer, cast):
    noor, bram = viewer("noor").rights, viewer("bram").rights
    assert noor.may_update(cast.programme, cast.iris)
    assert bram.may_update(cast.programme, cast.bram)
    assert not bram.may_update(cast.programme, cast.iris)


def test_a_sponsor_may_read_and_update_nothing(viewer, cast):
    karel = viewer("karel").rights
    assert karel.may_read(cast.programme)
    assert not karel.may_update(cast.programme, cast.karel)


def test_a_stranger_may_read_nothing(viewer, cast):
    vera = viewer("vera")
    assert (vera.name, vera.rights.grants) == ("Vera", ())
    assert not vera.rights.may_read(cast.programme)
    assert vera.rights.readable() == frozenset()


def test_a_database_with_people_in_it_is_not_empty(session):
    assert not is_empty(session)
