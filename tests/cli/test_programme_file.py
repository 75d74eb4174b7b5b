"""`programme-export` and `programme-import`: what is written, what is said, and refusals in one line."""

import pytest

from tests.cast import SLUG
from tests.cli.conftest import is_one_line

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])


def test_a_programme_goes_out_and_comes_in_under_another_name(on, database, tmp_path):
    file, command = tmp_path / "programma.json", on(database)
    assert command("programme-export", SLUG, "--output", str(file)) == (0, "", "")
    assert file.stat().st_mode & 0o777 == 0o600
    refused = command("programme-import", str(file))
    assert (refused.code, is_one_line(refused.err), SLUG in refused.err) == (2, True, True)
    assert command("programme-import", str(file), "--slug", "kopie", "--only-verified").code == 2
    taken = command("programme-import", str(file), "--slug", "kopie")
    assert (taken.code, "kopie" in taken.out, "niet" in taken.out) == (0, True, True)
    assert command("verify").code == 0


def test_what_cannot_be_written_or_read_is_refused_in_one_line(on, database, tmp_path):
    command = on(database)
    for arguments in (
        ("programme-export", "geen-programma", "--output", str(tmp_path / "x.json")),
        ("programme-export", SLUG, "--output", str(tmp_path / "geen-map" / "x.json")),
        ("programme-import", str(tmp_path / "er-niet.json")),
    ):
        refused = command(*arguments)
        assert (refused.code, is_one_line(refused.err)) == (2, True)
    assert list(tmp_path.iterdir()) == []
