"""`python -m app token issue`: a way in for a program."""

import sqlalchemy as sa

from app.domain.api_token import TokenScope
from app.security import hash_secret
from app.tables import ApiToken
from tests.cli.conftest import is_one_line


def test_a_token_is_printed_once_and_kept_as_a_hash(on, database, cast):
    command = on(database)
    options = (
        "--person",
        "Bram@voorbeeld.nl",
        "--scope",
        "write",
        "--days",
        "30",
        "--programme",
        "buurtkracht",
    )
    code, out, err = command("token", "issue", *options)
    assert (code, err) == (0, "")
    with database.reading() as session:
        row = session.scalars(sa.select(ApiToken)).one()
    assert row.secret_hash == hash_secret(out.strip())
    assert (row.person_id, row.scope, row.programme_id) == (cast.bram, TokenScope.WRITE, cast.programme)
    assert (row.expires_at - row.created_at).days == 30


def test_a_token_that_cannot_be_issued_is_refused_in_one_line(on, database):
    command = on(database)
    bram = ("--person", "bram@voorbeeld.nl")
    for options in (
        ("--person", "niemand@voorbeeld.nl"),
        (*bram, "--days", "0"),
        (*bram, "--scope", "all"),
        (*bram, "--programme", "elders"),
    ):
        code, out, err = command("token", "issue", *options)
        assert (code, out) == (2, "")
        assert is_one_line(err)
    with database.reading() as session:
        assert session.scalars(sa.select(ApiToken)).all() == []
