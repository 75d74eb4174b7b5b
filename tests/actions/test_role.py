"""Giving a role to whoever has an address, and taking it again."""

import pytest

from app.actions import person
from app.domain.refusal import Conflict, Invalid, NotFound
from app.domain.role import Role
from app.queries.programme import programme_by_id
from app.queries.role_grant import holders


@pytest.fixture
def held(session):
    """The roles that somebody holds, with their ids."""

    def of(person_id):
        return {
            grant.role: grant.id for holder in holders(session, None, person_id) for grant in holder.grants
        }

    return of


@pytest.fixture
def revision(session, cast):
    """What the kept pages of the programme hang on."""
    return lambda: programme_by_id(session, cast.programme).revision


def test_a_role_that_is_taken_is_gone_and_leaves_its_trace(session, office, cast, held, trail, revision):
    before = revision()
    person.revoke(session, office, held(cast.karel)[Role.SPONSOR])
    assert held(cast.karel) == {}
    entry = trail("person.revoke")[0]
    assert (entry.object_id, entry.programme_id) == (cast.karel, cast.programme)
    assert entry.was == {"role": "sponsor", "party": cast.fund}
    assert revision() == before + 1


def test_a_role_is_taken_once(session, office, cast, held):
    sponsor = held(cast.karel)[Role.SPONSOR]
    person.revoke(session, office, sponsor)
    with pytest.raises(NotFound):
        person.revoke(session, office, sponsor)


def test_the_last_administrator_stays(session, office, cast, held):
    person.grant(session, office, cast.vera, Role.ADMIN)
    with pytest.raises(Conflict, match="last administrator"):
        person.revoke(session, office, held(cast.vera)[Role.ADMIN])
    person.grant(session, office, cast.noor, Role.ADMIN)
    person.revoke(session, office, held(cast.vera)[Role.ADMIN])
    assert held(cast.vera) == {}
    with pytest.raises(Conflict, match="last administrator"):
        person.revoke(session, office, held(cast.noor)[Role.ADMIN])


def test_whoever_is_new_is_added_with_their_role(session, office, cast, held):
    person_id = person.admit(
        session,
        office,
        email="Sanne@voorbeeld.nl",
        name="Sanne",
        role=Role.READER,
        programme_id=cast.programme,
    )
    assert set(held(person_id)) == {Role.READER}


def test_whoever_is_known_keeps_their_name(session, office, cast, held):
    again = person.admit(
        session, office, email="VERA@voorbeeld.nl", name="Wera", role=Role.LEAD, programme_id=cast.programme
    )
    assert again == cast.vera
    assert [holder.name for holder in holders(session, None, again)] == ["Vera"]
    assert set(held(again)) == {Role.LEAD}


@pytest.mark.parametrize(
    ("email", "name", "field"),
    [
        ("sanne\x00@voorbeeld.nl", "Sanne", "email"),
        ("sanne de vries@voorbeeld.nl", "Sanne", "email"),
        (f"{'s' * 250}@voorbeeld.nl", "Sanne", "email"),
        ("sanne@voorbeeld.nl", "San\x00ne", "name"),
        ("sanne@voorbeeld.nl", "S" * 201, "name"),
    ],
)
def test_what_no_table_can_hold_is_refused_beside_its_field(session, office, email, name, field):
    with pytest.raises(Invalid) as refusal:
        person.add(session, office, email=email, name=name)
    assert set(refusal.value.fields) == {field}
