"""`python -m app setup`: a real installation, beside the demonstration and never in it."""

import shutil
import stat
from io import StringIO

import pytest
import sqlalchemy as sa

from app.cli import run
from app.domain.role import Role
from app.queries.installation import demo_today
from app.queries.person import people
from app.settings import Settings, settings
from app.tables import Invitation
from tests.cli.conftest import Outcome, is_one_line
from tests.database import connect

WHO = ("--email", "anna@bureau.example", "--name", "Anna")


@pytest.fixture
def folder(monkeypatch, tmp_path):
    """An empty folder for databases and keys, in which every command of the test runs."""
    monkeypatch.setenv("MIJLPAAL_DATA_FOLDER", str(tmp_path / "var"))
    for name in ("DATABASE_URL", "SECRET_KEY", "AUDIT_KEY", "PUBLIC_URL"):
        monkeypatch.delenv(f"MIJLPAAL_{name}", raising=False)
    settings.cache_clear()
    yield tmp_path / "var"
    settings.cache_clear()


@pytest.fixture
def command(folder, capsys, monkeypatch):
    """`command("setup", …)`: what comes of it; `lines` are what somebody answers."""

    def of(*arguments, lines=()):
        monkeypatch.setattr("sys.stdin", StringIO("".join(f"{line}\n" for line in lines)))
        settings.cache_clear()
        capsys.readouterr()
        code = run(arguments)
        return Outcome(code, *capsys.readouterr())

    return of


@pytest.fixture
def demo_in_place_of_the_real(folder, demo_database):
    """A demonstration that lies in `var/mijlpaal.db`, as one from before does."""
    folder.mkdir()
    demo_database.dispose()
    shutil.copyfile(demo_database.url.database, folder / "mijlpaal.db")
    return folder / "mijlpaal.db"


def known(folder):
    database = connect(f"sqlite:///{folder / 'mijlpaal.db'}")
    try:
        with database.reading() as session:
            return people(session)
    finally:
        database.dispose()


def test_a_new_office_begins_with_a_database_keys_and_an_administrator_who_chooses_a_password(
    folder, command
):
    code, out, err = command("setup", *WHO, "--public-url", "https://mijlpaal.example")
    assert (code, err) == (0, "")
    assert "https://mijlpaal.example/uitnodiging/" in out
    assert [(person.email, person.roles) for person in known(folder)] == [
        ("anna@bureau.example", ((Role.ADMIN, None, None),))
    ]
    kept = folder / "mijlpaal.env"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    given = Settings(_env_file=kept)
    assert given.secret_key.get_secret_value() != given.audit_key.get_secret_value()
    assert command("verify").code == 0  # under the keys of the file
    assert command("person", "list").out.startswith("1\tanna@bureau.example\tAnna\tadmin")

    keys = kept.read_text()  # a second setup changes nothing
    code, out, err = command("setup", "--email", "bob@bureau.example", "--name", "Bob")
    assert (code, out) == (2, "")
    assert is_one_line(err)
    assert [person.name for person in known(folder)] == ["Anna"]
    assert kept.read_text() == keys

    (folder / "mijlpaal.db").unlink()  # as after one that was killed: its keys are used again
    assert command("setup", *WHO).code == 0
    assert kept.read_text() == keys


def test_what_is_not_given_is_asked_until_it_can_be_used(folder, command):
    answers = ("geen adres", "", "anna", "anna@bureau.example", "Anna", "")
    code, out, _ = command("setup", lines=answers)
    assert code == 0
    assert "Dit is geen adres van een database." in out
    assert "Dit is geen e-mailadres." in out
    assert known(folder)[0].name == "Anna"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), "--email"),
        (("--email", "anna", "--name", "Anna"), "e-mailadres"),
        ((*WHO, "--public-url", "mijlpaal"), "https://"),
        ((*WHO, "--database-url", "nothing://here"), "database"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line_and_nothing_is_made(folder, command, options, expected):
    code, _, err = command("setup", *options)
    assert code == 2
    assert expected in err.splitlines()[-1]
    assert not folder.exists() or list(folder.iterdir()) == []


def test_the_real_database_may_be_elsewhere_and_is_found_again(folder, command, bare_database):
    address = bare_database.url.render_as_string(hide_password=False)
    code, out, _ = command("setup", *WHO, "--database-url", address)
    assert code == 0
    assert bare_database.url.password is None or bare_database.url.password not in out
    assert command("person", "list").out.startswith("1\tanna@bureau.example")
    with bare_database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Invitation)) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        *(("migrate",), ("verify",), ("person", "list"), ("token", "issue", "--person", "a@b.nl")),
        *(("serve",), ("worker", "--once"), ("seed-load",), ("report", "2023-H2", "--programme", "x")),
        ("check",),
    ],
)
def test_without_a_database_each_command_says_how_to_begin(folder, command, arguments):
    code, out, err = command(*arguments)
    assert (code, out) == (2, "")
    assert is_one_line(err)
    assert "mijlpaal setup" in err
    assert not folder.exists()


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_demonstration_in_the_place_of_the_real_database_is_read_but_is_no_installation(
    demo_in_place_of_the_real, command
):
    report = ("report", "2023-H2", "--programme", "voorbeeld", "--format", "md")
    assert command(*report).code == 0
    assert command("person", "list").code == 2
    assert command("setup", *WHO).code == 0
    assert [person.name for person in known(demo_in_place_of_the_real.parent)] == ["Anna"]
    assert (demo_in_place_of_the_real.parent / "demo.db").exists()
    assert command(*report).code == 2  # the real one has no such programme


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_demonstration_that_is_in_use_is_not_moved(demo_in_place_of_the_real, command):
    database = connect(f"sqlite:///{demo_in_place_of_the_real}")
    with database.reading() as session:
        assert demo_today(session)
        code, _, err = command("setup", *WHO)
    database.dispose()
    assert code == 2
    assert "nog in gebruik" in err
    assert not (demo_in_place_of_the_real.parent / "demo.db").exists()


@pytest.mark.parametrize("backend", ["sqlite"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("setup", *WHO),
        ("person", "add", "anna@bureau.example", "--name", "Anna", "--admin"),
        ("person", "invite", "noor@voorbeeld.nl"),
    ],
)
def test_real_life_does_not_begin_in_a_demonstration(on, demo_database, arguments):
    code, out, err = on(demo_database)(*arguments)
    assert (code, out) == (2, "")
    assert is_one_line(err)
    assert "demonstratie" in err
