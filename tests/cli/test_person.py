"""`python -m app person`: who is known here."""

from app.domain.role import Role
from app.queries.person import people
from tests.cli.conftest import is_one_line


def test_a_person_is_added_and_told(on, database):
    code, out, err = on(database)("person", "add", "Sanne@voorbeeld.nl", "--name", "Sanne")
    assert (code, err) == (0, "")
    assert out.split("\t")[1:] == ["sanne@voorbeeld.nl", "Sanne", "\n"]
    with database.reading() as session:
        assert people(session)[-1].email == "sanne@voorbeeld.nl"


def test_an_administrator_is_added(on, empty_database):
    out = on(empty_database)("person", "add", "beheer@voorbeeld.nl", "--name", "Beheer", "--admin").out
    assert out == "1\tbeheer@voorbeeld.nl\tBeheer\tadmin\n"
    with empty_database.reading() as session:
        assert people(session)[0].roles == ((Role.ADMIN, None, None),)


def test_an_address_that_is_known_or_is_none_is_refused_in_one_line(on, database):
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
