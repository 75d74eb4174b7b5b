"""`python -m app person`: who is known here."""

import sqlalchemy as sa

from app.domain.role import Role
from app.queries.person import people
from app.security import hash_secret
from app.tables import Identity, Invitation
from tests.cast import TODAY, at
from tests.cli.conftest import is_one_line
from tests.database import put


def test_a_person_is_added_and_printed(on, database):
    code, out, err = on(database)("person", "add", "Sanne@voorbeeld.nl", "--name", "Sanne")
    assert (code, err) == (0, "")
    printed, link = out.splitlines()
    assert printed.split("\t")[1:] == ["sanne@voorbeeld.nl", "Sanne", ""]
    assert link.startswith("http://127.0.0.1:8000/uitnodiging/")
    with database.reading() as session:
        assert people(session)[-1].email == "sanne@voorbeeld.nl"


def test_an_administrator_is_added(on, empty_database):
    command = on(empty_database, PUBLIC_URL="https://mijlpaal.example/")
    printed, link = command(
        "person", "add", "beheer@voorbeeld.nl", "--name", "Beheer", "--admin"
    ).out.splitlines()
    assert printed == "1\tbeheer@voorbeeld.nl\tBeheer\tadmin"
    assert link.startswith("https://mijlpaal.example/uitnodiging/")
    with empty_database.reading() as session:
        assert people(session)[0].roles == ((Role.ADMIN, None, None),)


def test_whoever_is_invited_again_has_a_new_link_and_the_old_one_is_gone(on, database):
    command = on(database)
    first, second = (command("person", "invite", "Vera@voorbeeld.nl").out.strip() for _ in range(2))
    with database.reading() as session:
        hashes = session.scalars(sa.select(Invitation.secret_hash)).all()
    assert hashes == [hash_secret(second.rpartition("/")[2])]
    assert first != second


def test_nobody_unknown_is_invited(on, database):
    code, out, err = on(database)("person", "invite", "niemand@voorbeeld.nl")
    assert (code, out) == (2, "")
    assert is_one_line(err)


def test_nobody_needs_a_link_in_a_demonstration(on, demo_database):
    out = on(demo_database)("person", "add", "sanne@voorbeeld.nl", "--name", "Sanne").out
    assert "uitnodiging" not in out


def test_a_known_or_unreadable_address_is_refused_in_one_line(on, database):
    command = on(database)
    for address in ("bram@voorbeeld.nl", "bram"):
        code, out, err = command("person", "add", address, "--name", "Bram")
        assert (code, out) == (2, "")
        assert is_one_line(err)
    with database.reading() as session:
        assert len(people(session)) == 5


def test_everybody_is_listed_with_their_roles(on, database):
    lines = on(database)("person", "list").out.splitlines()
    assert [line.split("\t")[1:] for line in lines] == [
        ["noor@voorbeeld.nl", "Noor", "office"],
        ["bram@voorbeeld.nl", "Bram", "lead"],
        ["iris@voorbeeld.nl", "Iris", "lead"],
        ["karel@voorbeeld.nl", "Karel", "sponsor"],
        ["vera@voorbeeld.nl", "Vera", ""],
    ]


def test_whoever_has_another_account_at_their_organisation_may_come_in_by_it(on, database, cast):
    identity = Identity(
        person_id=cast.vera, issuer="https://provider.example", subject="v-1", linked_at=at(TODAY)
    )
    with database.writing() as session:
        put(session, identity)
    command = on(database)
    assert command("person", "unlink", "Vera@voorbeeld.nl").out == f"{cast.vera}\tvera@voorbeeld.nl\tVera\t\n"
    code, out, err = command("person", "unlink", "vera@voorbeeld.nl")
    assert (code, out) == (2, "")
    assert is_one_line(err)
