"""Noor ties a risk to what it touches: searched and ticked by keyboard, and without script."""

import pytest
from playwright.sync_api import expect

from tests.machine.markup import accessibility_faults

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("backend", ["sqlite"]),
]


@pytest.mark.parametrize("script", [True, False], ids=["htmx", "no script"])
def test_what_a_risk_touches_is_searched_and_ticked(sit_down, script):
    page = sit_down("noor", script=script)
    page.goto("/programmas/buurtkracht/risicos/nieuw")
    page.get_by_label("Titel").fill("Te weinig ruimte")
    page.get_by_label("Soort").select_option(label="Knelpunt")
    page.get_by_label("Gevolg", exact=True).select_option("3")
    words = page.get_by_label("Zoek bij “Raakt”")
    words.fill("reiking")
    words.press("Enter")
    checkbox = page.get_by_role("checkbox", name="Handreiking buurthuizen")
    expect(page.get_by_role("status").filter(has_text="Kies uit")).to_be_visible()
    assert not script or accessibility_faults(page) == []
    checkbox.focus()
    page.keyboard.press("Space")
    words.fill("onderzoek")
    words.press("Enter")
    page.get_by_role("checkbox", name="Onderzoek onder bewoners").check()
    expect(checkbox).to_be_checked()
    page.get_by_label("Titel").press("Enter")
    expect(page.get_by_text("Bewaard.")).to_be_visible()
    risk = page.get_by_role("article").filter(has_text="Te weinig ruimte")
    expect(risk.get_by_role("link", name="Handreiking buurthuizen")).to_be_visible()
    expect(risk.get_by_role("link", name="Onderzoek onder bewoners")).to_be_visible()
