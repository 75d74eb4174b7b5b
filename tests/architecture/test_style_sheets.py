"""Every page links one style sheet, bundled from those in static/css/."""

import re

from scripts.vendor_assets import ENTRY, IMPORT, VENDOR, bundle
from tests.architecture.house import ROOT, name, rooms


def test_the_bundle_holds_the_style_sheets_as_they_are_now():
    bundled = VENDOR / ENTRY.name
    assert bundled.is_file(), f"{name(bundled)} is missing: run `make assets`"
    assert bundled.read_text() == bundle(ENTRY), (
        f"{name(bundled)} is older than static/css: run `make assets`"
    )


def test_every_style_sheet_is_imported_once_in_a_layer_that_is_declared():
    entry = ENTRY.read_text()
    layers = re.search(r"^@layer ([\w, ]+);", entry, flags=re.MULTILINE)[1].split(", ")
    imports = [match.group("path", "layer") for match in IMPORT.finditer(entry)]
    imported = [(ENTRY.parent / path).resolve() for path, _ in imports]
    assert sorted(imported) == sorted({*rooms("static", suffix="css"), VENDOR / "utrecht.css"} - {ENTRY})
    assert [layer for _, layer in imports] == sorted((layer for _, layer in imports), key=layers.index)


def test_what_somebody_wrote_turns_no_words_behind_it():
    for sheet in ("static/css/elements.css", "templates/report/document.css"):
        (inline,) = re.findall(r":is\(([^)]*)\) \{\s*unicode-bidi: isolate;", (ROOT / sheet).read_text())
        assert {"a", "strong", "em", "q", "span"} <= set(inline.split(", ")), sheet
