"""A report that was adopted when each report had two editions: it keeps its hash, its trees and its bytes.

Every format can still be made of it, and of it as of any report: the same bytes, whoever makes them and when.
"""

import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdfium2 import PdfDocument

from app.renderers import FORMATS
from app.renderers.archive import ARCHIVE_FORMATS
from app.renderers.dossier import Dossier, DossierFile
from app.renderers.frozen import freeze, hash_frozen, thaw
from app.settings import ROOT
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


ALL = (*FORMATS, *ARCHIVE_FORMATS)
AT = datetime(2023, 12, 18, 9, 0, tzinfo=UTC)


def write_all() -> dict[str, bytes]:
    """Every file of the Dutch edition, by format."""
    editions = thaw(STORED)
    files = {name: FORMATS[name].write(editions["nl"], HASH) for name in FORMATS}
    days = (date(2023, 7, 1), date(2023, 12, 31), date(2023, 12, 18), date(2023, 12, 18))
    kept = tuple(DossierFile(f"rapportage.{name}", name, "nl", files[name], AT) for name in FORMATS)
    dossier = Dossier(editions, *days, "", ("Buurten",), hash=HASH, tree=STORED, files=kept)
    return files | {name: form.write(dossier) for name, form in ARCHIVE_FORMATS.items()}


@pytest.fixture(scope="module")
def files():
    return write_all()


@pytest.fixture(scope="module")
def files_of_another_day():
    """The hashes of the same files, made by a process elsewhere in the world, a day later."""
    program = (
        "import time; real = time.time; time.time = lambda: real() + 86400;"
        "from tests.renderers.test_adopted_before import *;"
        "print(*(f'{name}={sha256(made).hexdigest()}' for name, made in write_all().items()))"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment, cwd=ROOT
    )
    return dict(made.split("=") for made in done.stdout.split())


@pytest.mark.parametrize("name", ALL)
def test_the_same_tree_gives_the_same_bytes_in_two_processes_on_two_days(name, files, files_of_another_day):
    assert sha256(files[name]).hexdigest() == files_of_another_day[name]
    assert datetime.now(UTC).date().isoformat() not in _text_of(files[name])


@pytest.mark.parametrize("name", ALL)
def test_each_format_is_made_of_it_and_bears_its_hash(name, files):
    assert HASH in _text_of(files[name])


def _text_of(content: bytes) -> str:
    """What is written in a file, its parts and its pages."""
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as packed:
            return "".join(packed.read(part).decode("utf-8", "ignore") for part in packed.namelist())
    if content.startswith(b"%PDF"):
        pages = "".join(page.get_textpage().get_text_range() for page in PdfDocument(content))
        return content.decode("latin-1") + "".join(pages.split())
    return content.decode()
