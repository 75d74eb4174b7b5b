"""Bram says that the handbook comes later: in its row, without script, and by keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.machine.markup import accessibility_faults, cut_off

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("backend", ["sqlite"]),
]

REASON = "De drukker is vol."


def test_in_the_row_only_that_row_changes(sit_down, cast):
    page = sit_down("bram")
    page.goto(f"/projecten/{cast.houses}")
    page.evaluate("document.querySelector('h1').dataset.mark = 'still here'")
    page.evaluate(f"document.querySelector('#deliverable-{cast['location']}').dataset.mark = 'still here'")
    row = page.locator(f"#deliverable-{cast['handbook']}")

    row.get_by_role("link", name="Bijwerken voor Handreiking buurthuizen").click()
    expect(row.locator("[data-focus]")).to_be_focused()
    row.get_by_label("Oplevermoment").fill("Q2 2024")
    expect(row.locator("output")).to_contain_text("1 april tot en met 30 juni 2024")
    expect(row.locator("output")).to_contain_text("van “begin 2024” naar “Q2 2024”, +3 maanden")
    expect(row).to_contain_text("Gevolg voor een ander product.")
    expect(row.get_by_label("Reden (verplicht)")).to_be_visible()
    assert accessibility_faults(page) == []

    row.get_by_role("button", name="Bewaar stand van zaken").click()
    expect(row.get_by_role("alert")).to_be_focused()
    expect(row.get_by_label("Oplevermoment")).to_have_value("Q2 2024")
    row.get_by_role("link", name="Schrijf in één zin waarom het moment verschuift.").click()
    expect(row.get_by_label("Reden (verplicht)")).to_be_focused()
    assert accessibility_faults(page) == []

    page.keyboard.type(REASON)
    row.get_by_role("button", name="Bewaar stand van zaken").click()
    expect(row).to_contain_text("Bewaard")
    expect(row.get_by_role("cell").first).to_contain_text("Q2 2024")
    expect(row.get_by_label("Reden (verplicht)")).to_have_count(0)
    assert page.evaluate("document.querySelector('h1').dataset.mark") == "still here"
    untouched = f"document.querySelector('#deliverable-{cast['location']}').dataset.mark"
    assert page.evaluate(untouched) == "still here"


def test_without_script_the_same_is_done_on_a_page_of_its_own(sit_down, cast):
    page = sit_down("bram", script=False)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"/projecten/{cast.houses}")

    page.get_by_role("link", name="Bijwerken voor Handreiking buurthuizen").click()
    assert page.locator("html").evaluate("page => page.scrollHeight") <= 800
    page.get_by_label("Oplevermoment").fill("Q2 2024")
    page.get_by_label("Toelichting").fill("De proefdruk is klaar.")
    page.get_by_role("button", name="Bewaar stand van zaken").click()
    expect(page.get_by_role("alert")).to_contain_text("Schrijf in één zin waarom het moment verschuift.")
    expect(page.locator("output")).to_contain_text("1 april tot en met 30 juni 2024")
    expect(page.get_by_label("Toelichting")).to_have_value("De proefdruk is klaar.")

    page.get_by_label("Reden (verplicht)").fill(REASON)
    page.get_by_role("button", name="Bewaar stand van zaken").click()
    expect(page).to_have_url(
        f"/projecten/{cast.houses}?bewaard={cast['handbook']}#deliverable-{cast['handbook']}"
    )
    expect(page.locator(f"#deliverable-{cast['handbook']}")).to_contain_text("Bewaard")


def test_evidence_is_given_with_a_delivery_and_the_last_text_taken_over_on_one_screen(sit_down, cast):
    page = sit_down("bram")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"/producten/{cast['handbook']}")
    page.get_by_role("link", name="Bijwerken").click()
    page.get_by_role("button", name="Neem deze tekst over").click()
    expect(page.get_by_label("Toelichting")).to_have_value("Bewoners schrijven mee.")
    panel = page.locator("[data-panel]")
    assert panel.bounding_box()["height"] <= 800
    expect(page.get_by_label("Opgeleverd op")).not_to_be_visible()

    panel.get_by_text("Opgeleverd", exact=True).click()
    page.get_by_label("Opgeleverd op").fill("12-12-2023")
    assert panel.bounding_box()["height"] <= 800
    expect(page.get_by_role("button", name="Bewaar stand van zaken")).to_be_in_viewport(ratio=1)
    page.get_by_role("textbox", name="Bewijs").fill("De handreiking")
    page.get_by_role("button", name="Bewaar stand van zaken").click()
    expect(page.locator("#evidence")).to_contain_text("De handreiking")
    expect(page.get_by_role("button", name="Ongedaan maken")).to_be_visible()
    assert accessibility_faults(page) == []


def test_by_keyboard_alone_on_its_own_page(sit_down, cast):
    page = sit_down("bram")
    page.goto(f"/producten/{cast['handbook']}")

    _tab_to(page, "Bijwerken")
    page.keyboard.press("Enter")
    expect(page.locator("[data-panel] [data-focus]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Bijwerken")).to_be_focused()

    page.keyboard.press("Enter")
    expect(page.locator("[data-panel] [data-focus]")).to_be_focused()
    _tab_to(page, "Oplevermoment")
    page.keyboard.type("Q2 2024")
    expect(page.locator("output")).to_contain_text("1 april tot en met 30 juni 2024")
    _tab_to(page, "Reden")
    page.keyboard.type(REASON)
    _tab_to(page, "Bewaar stand van zaken")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status").locator("[data-focus]")).to_be_focused()
    expect(page.locator(".promise")).to_contain_text("Q2 2024")
    expect(page.locator("#lifeline")).to_contain_text(REASON)
    assert accessibility_faults(page) == []


def test_who_is_second_keeps_what_was_typed(sit_down, cast):
    bram, noor = sit_down("bram"), sit_down("noor")
    for page in (bram, noor):
        page.goto(f"/producten/{cast['handbook']}")
        page.get_by_role("link", name="Bijwerken").click()
    noor.get_by_label("Toelichting").fill("Van Noor.")
    noor.get_by_role("button", name="Bewaar stand van zaken").click()
    expect(noor.locator("#updates")).to_contain_text("Van Noor.")

    bram.get_by_label("Toelichting").fill("Van Bram.")
    bram.get_by_role("button", name="Bewaar stand van zaken").click()
    both = bram.get_by_role("alert")
    expect(both).to_contain_text("Van Noor.")
    expect(both).to_contain_text("Van Bram.")
    expect(bram.get_by_label("Toelichting")).to_have_value("Van Bram.")
    assert accessibility_faults(bram) == []

    bram.get_by_role("button", name="Bewaar stand van zaken").click()
    expect(bram.locator("#updates li").first).to_contain_text("Van Bram.")


@pytest.mark.parametrize("width", [1280, 320])
def test_nothing_is_pushed_out_of_a_narrow_window(sit_down, cast, width):
    page = sit_down("bram", width=width)
    for address in (f"/producten/{cast['handbook']}", f"/projecten/{cast.houses}", "/stand-van-zaken"):
        page.goto(address)
        page.get_by_role("link", name="Bijwerken").first.click()
        expect(page.get_by_label("Oplevermoment")).to_be_visible()
        assert cut_off(page) == []
        assert accessibility_faults(page) == []


def _tab_to(page, name):
    """Press Tab until something with this name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()"
        )
        if focused.startswith(name):
            return
    pytest.fail(f"Tab never reaches {name}")
