"""The README shows what there is."""

import re

import pytest

from tests.architecture.house import ROOT


@pytest.fixture(scope="module")
def readme():
    return (ROOT / "README.md").read_text()


def test_the_two_commands_are_shown(readme):
    assert "make run" in readme
    assert "make test" in readme


def test_every_command_that_is_shown_exists(readme):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", readme)) - targets == set()


def test_every_file_that_is_shown_exists(readme):
    shown = re.findall(r"`((?:app|templates|tests|static|migrations|scripts|bench)/[\w./-]+)`", readme)
    assert [path for path in shown if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("document", ["README.md", "app/domain/README.md"])
def test_every_module_that_is_named_exists(document):
    named = set(
        re.findall(r"`((?:[\w-]+/)+[\w-]+\.(?:py|html|css|js|po|typ|toml))`", (ROOT / document).read_text())
    )
    places = ("", "app/", "app/domain/", "app/web/", "templates/", "static/")
    assert [
        path for path in sorted(named) if not any((ROOT / place / path).exists() for place in places)
    ] == []
