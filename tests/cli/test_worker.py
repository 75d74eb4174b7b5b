"""`python -m app worker --once`: what is due now is done, and then it stops."""

from datetime import UTC, datetime

from app.actions import job
from tests.cli.conftest import is_one_line
from tests.database import SECRET_KEY

LETTER = {"to": "bram@voorbeeld.nl", "subject": "Uw antwoorden", "text": "Beste Bram,\n"}


def test_the_option_once_works_until_nothing_is_due(on, database, mail_server):
    with database.writing() as session:
        for _ in range(2):
            job.enqueue(session, "mail", LETTER, datetime.now(UTC))
    given = {name.upper(): str(value) for name, value in mail_server.settings.items()}
    given |= {"PUBLIC_URL": "https://mijlpaal.example"}
    assert on(database, SECRET_KEY=SECRET_KEY, **given)("worker", "--once")[:2] == (0, "")
    assert len(mail_server.came) == 2


def test_a_key_is_required_outside_the_demonstration(on, database):
    code, out, err = on(database)("worker", "--once")
    assert (code, out) == (2, "")
    assert is_one_line(err)
    assert "MIJLPAAL_SECRET_KEY" in err


def test_the_address_of_the_links_in_letters_is_required_at_the_start(on, database):
    code, out, err = on(database, SECRET_KEY=SECRET_KEY)("worker", "--once")
    assert (code, out) == (2, "")
    assert is_one_line(err)
    assert "MIJLPAAL_PUBLIC_URL" in err
