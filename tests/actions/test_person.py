"""Knowing people, giving them roles, and letting them in and out."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.actions import person, sign_in
from app.actions.audit_log import AuditContext
from app.domain.refusal import Conflict, Invalid
from app.domain.role import Role
from app.queries.person import people, viewer_signed_in
from app.security import hash_secret
from app.tables import SignIn
from tests.cast import TODAY, at


def known(session, person_id):
    return next(person for person in people(session) if person.id == person_id)


def test_a_person_is_known_by_an_address_in_small_letters(session, office):
    person_id = person.add(session, office, email=" Sanne@Voorbeeld.NL ", name=" Sanne ")
    assert (known(session, person_id).email, known(session, person_id).name) == (
        "sanne@voorbeeld.nl",
        "Sanne",
    )


@pytest.mark.parametrize("address", ["sanne", "@", "sanne@", "@voorbeeld.nl", ""])
def test_an_unreadable_address_is_refused(session, office, address):
    with pytest.raises(Invalid) as refusal:
        person.add(session, office, email=address, name="Sanne")
    assert set(refusal.value.fields) == {"email"}


def test_nobody_is_without_a_name(session, office):
    with pytest.raises(Invalid) as refusal:
        person.add(session, office, email="sanne", name=" ")
    assert set(refusal.value.fields) == {"email", "name"}


def test_an_address_is_of_one_person(session, office):
    with pytest.raises(Conflict, match=r"bram@voorbeeld\.nl"):
        person.add(session, office, email="BRAM@voorbeeld.nl", name="Bram de tweede")


def test_the_trace_of_a_new_person_holds_no_address(session, office, trail):
    person.add(session, office, email="sanne@voorbeeld.nl", name="Sanne")
    assert trail("person.add")[0].becomes == {}


def test_a_role_holds_in_a_programme(session, office, cast, trail):
    person.grant(session, office, cast.vera, Role.READER, programme_id=cast.programme)
    assert known(session, cast.vera).roles == ((Role.READER, "Buurtkracht", None),)
    assert trail("person.grant")[0].becomes == {"role": "reader", "party": None}


def test_an_administrator_is_one_of_the_whole_installation(session, office, cast):
    person.grant(session, office, cast.vera, Role.ADMIN)
    assert known(session, cast.vera).roles == ((Role.ADMIN, None, None),)


@pytest.mark.parametrize(
    ("role", "where", "field"),
    [
        (Role.SPONSOR, ("programme",), "party"),
        (Role.READER, ("programme", "fund"), "party"),
        (Role.READER, (), "programme"),
    ],
)
def test_a_role_without_what_it_is_about_is_refused(session, office, cast, role, where, field):
    about = {
        "programme_id": cast.programme if "programme" in where else None,
        "party_id": cast.fund if "fund" in where else None,
    }
    with pytest.raises(Invalid) as refusal:
        person.grant(session, office, cast.vera, role, **about)
    assert set(refusal.value.fields) == {field}


def test_a_role_is_held_once(session, office, cast):
    with pytest.raises(Conflict, match="already"):
        person.grant(session, office, cast.noor, Role.OFFICE, programme_id=cast.programme)


def test_a_cookie_lets_in_for_an_hour_of_no_use_and_only_its_hash_is_kept(session, cast):
    begun = at(TODAY)
    cookie = sign_in.begin(session, AuditContext(cast.bram, begun, "web"), cast.bram)
    assert session.scalars(sa.select(SignIn.cookie_hash)).all() == [hash_secret(cookie)]
    assert viewer_signed_in(session, hash_secret(cookie), begun + timedelta(minutes=59)).name == "Bram"
    assert viewer_signed_in(session, hash_secret(cookie), begun + timedelta(minutes=60)) is None
    assert viewer_signed_in(session, hash_secret("another"), begun) is None


def test_nobody_signs_in_as_somebody_who_is_not_known(session, office):
    with pytest.raises(Invalid) as refusal:
        sign_in.begin(session, office, 999_999)
    assert set(refusal.value.fields) == {"person"}


def test_signing_out_ends_one_browser_and_leaves_the_other(session, cast, trail):
    act = AuditContext(cast.bram, at(TODAY), "web")
    first, second = (sign_in.begin(session, act, cast.bram) for _ in range(2))
    sign_in.end(session, act, first)
    assert viewer_signed_in(session, hash_secret(first), act.at) is None
    assert viewer_signed_in(session, hash_secret(second), act.at).id == cast.bram
    assert trail("sign_in.end")[0].object_id == cast.bram


def test_signing_out_a_browser_that_is_not_known_does_nothing(session, office, trail):
    sign_in.end(session, office, "no such cookie")
    assert trail("sign_in.end") == []


def test_what_somebody_is_called_is_revised_only_where_it_becomes_otherwise_and_can_be_read(
    session, office, cast, trail
):
    with pytest.raises(Invalid) as refusal:
        person.revise(session, office, cast.bram, email="bram", name=" ")
    assert set(refusal.value.fields) == {"email", "name"}
    person.revise(session, office, cast.bram, email=" BRAM@voorbeeld.nl", name="Bram ")
    assert trail("person.revise") == []
