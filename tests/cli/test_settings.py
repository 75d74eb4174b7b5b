"""Settings that cannot be used: one line that names them, and exit 2."""

import pytest
import sqlalchemy as sa
from pydantic import ValidationError

from app.cli import run
from app.settings import Settings, audit_secrets, settings
from tests.cli.conftest import is_one_line
from tests.database import AUDIT_KEY


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("MIJLPAAL_DATABASE_URL", "mijlpaal.db", "MIJLPAAL_DATABASE_URL"),
        ("MIJLPAAL_DATABASE_URL", "nothing://here", "MIJLPAAL_DATABASE_URL"),
        ("MIJLPAAL_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/x", "kan niet worden geopend"),
        ("MIJLPAAL_DATABASE_URL", "sqlite:////dev/null/mijlpaal.db", "MIJLPAAL_DATABASE_URL"),
        ("MIJLPAAL_TODAY", "2023-13-01", "MIJLPAAL_TODAY: Schrijf een dag als 2023-12-18."),
        ("MIJLPAAL_IDLE_MINUTES", "een uur", "MIJLPAAL_IDLE_MINUTES: Geef een geheel getal."),
        ("MIJLPAAL_REQUESTS_AT_ONCE", "0", "MIJLPAAL_REQUESTS_AT_ONCE: Geef een getal van ten minste 1."),
        (
            "MIJLPAAL_REQUESTS_AT_ONCE",
            "101",
            "MIJLPAAL_REQUESTS_AT_ONCE: Geef een getal van ten hoogste 100.",
        ),
        ("MIJLPAAL_SMTP_SECURITY", "ssl", "Kies een van: starttls, tls, none."),
        ("MIJLPAAL_OIN", "123", "MIJLPAAL_OIN: Dit kan niet worden gebruikt."),
        ("MIJLPAAL_TEMPLATE_CACHE", "/nergens", "MIJLPAAL_TEMPLATE_CACHE: Dit is geen map."),
        ("MIJLPAAL_REFERENCE_DOCX", __file__, "MIJLPAAL_REFERENCE_DOCX: Dit is geen document"),
        ("MIJLPAAL_REFERENCE_ODT", "/nergens/huisstijl.odt", "MIJLPAAL_REFERENCE_ODT: Dit is geen document"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_in_one_line(monkeypatch, capsys, name, value, expected):
    monkeypatch.setenv(name, value)
    settings.cache_clear()
    try:
        assert run(["person", "list"]) == 2
    finally:
        settings.cache_clear()
    output = capsys.readouterr()
    assert is_one_line(output.err)
    assert expected in output.err


def test_a_file_that_is_no_database_is_refused_in_one_line(monkeypatch, capsys, tmp_path):
    (tmp_path / "letter.db").write_text("Beste collega, dit is geen database. " * 100)
    monkeypatch.setenv("MIJLPAAL_DATABASE_URL", f"sqlite:///{tmp_path}/letter.db")
    settings.cache_clear()
    try:
        assert run(["person", "list"]) == 2
    finally:
        settings.cache_clear()
    assert is_one_line(capsys.readouterr().err)


@pytest.mark.parametrize("backend", ["sqlite"])  # PostgreSQL keeps no such day
@pytest.mark.parametrize(
    "command",
    [["serve"], ["report", "2023-H2", "--programme", "voorbeeld"], ["verify"], ["worker", "--once"]],
)
def test_an_unreadable_day_of_the_demonstration_is_refused_in_one_line(on, demo_database, command):
    with demo_database.writing() as session:
        session.execute(sa.text("UPDATE installation SET demo_today = 'gisteren'"))
    code, _, err = on(demo_database)(*command)
    assert code == 2
    assert is_one_line(err)
    assert "demo_today" in err


WEAK = [
    "",
    " ",
    "x",
    "0123456789abcdefghijklmnopqrstu",
    "abc" * 40,
    "x" * 64,
    " " * 64,
    "geheim-" * 9 + "geh",
]


@pytest.mark.parametrize("backend", ["sqlite"])
@pytest.mark.parametrize("key", WEAK)
@pytest.mark.parametrize("name", ["SECRET_KEY", "AUDIT_KEY"])
def test_a_key_that_can_be_guessed_is_refused_in_one_line_without_telling_it(on, database, name, key):
    for command in (["serve"], ["person", "list"], ["migrate"]):
        code, out, err = on(database, **{name: key})(*command)
        assert (code, out) == (2, "")
        assert is_one_line(err)
        assert err.startswith(f"MIJLPAAL_{name}: Deze sleutel ")
        assert len(key) < 3 or key not in err


def test_what_an_application_raises_over_a_weak_key_does_not_reveal_it():
    with pytest.raises(ValidationError) as raised:
        Settings(secret_key="abracadabra-abracadabra-abracadabra")
    assert "abracadabra" not in str(raised.value)


def test_a_key_of_before_may_be_weak_since_it_only_verifies():
    given = Settings(audit_key=AUDIT_KEY, audit_keys_before="x abcabc")
    assert audit_secrets(given, demo=False) == [AUDIT_KEY, "x", "abcabc"]
