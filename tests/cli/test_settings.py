"""Settings that cannot be used: one line that names them, and exit 2."""

import pytest

from app.cli import run
from app.settings import settings
from tests.cli.conftest import is_one_line


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("MIJLPAAL_DATABASE_URL", "mijlpaal.db", "MIJLPAAL_DATABASE_URL"),
        ("MIJLPAAL_DATABASE_URL", "nothing://here", "MIJLPAAL_DATABASE_URL"),
        ("MIJLPAAL_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/x", "kan niet worden geopend"),
        ("MIJLPAAL_DATABASE_URL", "sqlite:////dev/null/mijlpaal.db", "MIJLPAAL_DATABASE_URL"),
        ("MIJLPAAL_TODAY", "2023-13-01", "MIJLPAAL_TODAY"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_in_one_line(monkeypatch, capsys, name, value, said):
    monkeypatch.setenv(name, value)
    settings.cache_clear()
    try:
        assert run(["person", "list"]) == 2
    finally:
        settings.cache_clear()
    told = capsys.readouterr()
    assert is_one_line(told.err)
    assert said in told.err


def test_a_file_that_is_no_database_is_told_in_one_line(monkeypatch, capsys, tmp_path):
    (tmp_path / "letter.db").write_text("Beste collega, dit is geen database. " * 100)
    monkeypatch.setenv("MIJLPAAL_DATABASE_URL", f"sqlite:///{tmp_path}/letter.db")
    settings.cache_clear()
    try:
        assert run(["person", "list"]) == 2
    finally:
        settings.cache_clear()
    assert is_one_line(capsys.readouterr().err)
