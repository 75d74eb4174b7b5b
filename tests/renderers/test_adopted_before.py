"""A report that was adopted when each report had two editions: it keeps its hash, its trees and its bytes."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

from app.renderers import FORMATS
from app.renderers.frozen import freeze, hash_frozen, thaw
from tests.renderers.example import TEXT_FORMATS

STORED = (Path(__file__).parent / "golden" / "adopted_before.tree.json").read_text("utf-8").rstrip("\n")
HASH = "64d30af481fbecb00340be91c7830611efd57dd704ecf9b81925618d0aa55345"
WRITTEN = {
    ("en", "html"): "51032ccaca89fe3509eb8467ed7cc6c5d4dfa61b961d7f73de4ebc14887ba9c6",
    ("en", "md"): "787a0ead946a467587276fa9708a94b4201de1c706e9904d96d75381a9cb73e6",
    ("en", "json"): "2cba699ea0527930fed8d311680c71dc884987cd4ff7d7e8d2b95bccc6de905c",
    ("nl", "html"): "cbaf1afe05966fa36e40a04e1a872c544113372f9283ddfb6ae3d0448b10c387",
    ("nl", "md"): "f6b835599fd2339e5d7faeabfb1f4b67bc984aced45b91bf3427da34fb410d70",
    ("nl", "json"): "83874bdeea9ace359b042e462f8837da0a4431a06c87b151b2cbf03fd815dad4",
}
"""The SHA-256 of each file as the release of that adoption wrote it, without the style of HTML."""


def test_its_hash_and_its_trees_are_what_they_were():
    assert hash_frozen(STORED, "") == HASH
    assert freeze(thaw(STORED)) == STORED
    assert set(thaw(STORED)) == {"nl", "en"}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("format", TEXT_FORMATS)
def test_each_file_of_it_is_written_byte_for_byte_as_then(language, format):
    written = FORMATS[format].write(thaw(STORED)[language], HASH).decode()
    unstyled = re.sub(r"(<style>).*?(</style>)", r"\1\2", written, flags=re.DOTALL)
    assert sha256(unstyled.encode()).hexdigest() == WRITTEN[language, format]
