"""What a page tells stands on paper whole: upright A4, no row cut, and nothing that one can only click on."""

import re

import pypdfium2
import pytest
from playwright.sync_api import Page

from tests.cast import SLUG
from tests.rounds import reviewed

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])

PROGRAMME = f"/programmas/{SLUG}"
REPORT = f"{PROGRAMME}/rapportages/2023-H2"
A4 = (595, 842)
WITHIN_MARGINS = 688
"""The 182 mm between the margins, in the pixels of a page."""

CONTROLS = "button, .utrecht-button, .utrecht-button-link, input, select, textarea, nav, form, dialog, .do"
SHOWN_CONTROLS = f"""
    () => [...document.querySelectorAll('{CONTROLS}')]
        .filter(control => control.getClientRects().length).map(control => control.outerHTML)
"""
ROWS = """
    () => [...document.querySelectorAll('main tbody th[scope=row]')]
        .filter(row => row.getClientRects().length).map(row => row.innerText)
"""


def test_pages_stand_on_paper_whole_and_a_draft_says_on_every_sheet_what_it_is(sit_down, database, cast):
    with database.writing() as session:
        reviewed(session, cast)
    page, sheets = sit_down("noor"), {}
    for path in (PROGRAMME, f"{PROGRAMME}/beloften", f"/producten/{cast['handbook']}", REPORT):
        page.goto(path)
        page.emulate_media(media="print")
        page.set_viewport_size({"width": WITHIN_MARGINS, "height": 970})
        assert page.evaluate(SHOWN_CONTROLS) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= WITHIN_MARGINS, path
        rows = [_squeeze(row) for row in page.evaluate(ROWS)]
        assert rows
        sheets[path] = _print(page)
        assert [row for row in rows if not any(row in sheet for sheet in sheets[path])] == [], path
    page.goto(f"{REPORT}/bestanden")
    assert "Markdown" in _print(page)[0], "the list of files is what this page is"
    page.goto(f"{REPORT}/bestand.html")
    for of_draft in (sheets[REPORT], _print(page)):
        assert len(of_draft) > 2
        assert [number for number, sheet in enumerate(of_draft) if "CONCEPT" not in sheet] == []


def _print(page: Page) -> list[str]:
    """The text of each sheet, without spaces: where lines and letters part is the printer's affair."""
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    sizes = {tuple(round(side) for side in sheet.get_size()) for sheet in printed}
    assert sizes == {A4}
    return [_squeeze(sheet.get_textpage().get_text_range()) for sheet in printed]


def _squeeze(text: str) -> str:
    return re.sub(r"[\s\xad\ufffe-]", "", text)
