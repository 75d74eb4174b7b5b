"""Noor adds Sanne, hands over to her what Bram leads and takes his role: in the page and without script."""

import pytest
from playwright.sync_api import expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("backend", ["sqlite"]),
]


@pytest.mark.parametrize("script", [True, False], ids=["htmx", "no script"])
def test_a_lead_leaves_and_another_takes_over(sit_down, cast, script):
    page = sit_down("noor", script=script)
    page.goto("/mensen")
    page.get_by_label("E-mailadres").fill("sanne@voorbeeld.nl")
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.get_by_role("alert")).to_contain_text("Kies een rol.")
    expect(page.get_by_label("E-mailadres")).to_have_value("sanne@voorbeeld.nl")

    page.get_by_label("Naam").fill("Sanne")
    page.get_by_label("Rol (verplicht)").select_option(label="Buurtkracht: projectleider")
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.get_by_role("row", name="Sanne")).to_contain_text("Bewaard")

    page.get_by_role("link", name="Bram").click()
    page.get_by_label("Wie neemt het over?").select_option(label="Sanne")
    page.get_by_role("button", name="Alles overdragen").click()
    expect(page.get_by_role("status")).to_contain_text("Bewaard")
    expect(page.get_by_text("1 project")).to_have_count(0)

    page.get_by_role("button", name="Rol intrekken projectleider").click()
    expect(page.get_by_role("button", name="Rol intrekken projectleider")).to_have_count(0)
    page.goto(f"/projecten/{cast.houses}")
    expect(page.get_by_text("Trekker: Sanne")).to_be_visible()
